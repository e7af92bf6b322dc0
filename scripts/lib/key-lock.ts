import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { say } from './program.ts';

type Acquire = (file: string, onWait: (pid: number) => void) => Promise<{ release(): void }>;

/** Changes keys while no other process does: of two at once, the second finds what the first has written. */
export async function oneByOne(folder: string, change: () => Promise<string[]>): Promise<string[]> {
  if (!existsSync(folder))
    throw new CannotStart(`There is no folder ${folder}: run npm run keys -- make first.`);
  // Plain JavaScript, since it serves what runs before anything is installed; so its type is said here.
  const { acquire } = (await import(new URL('./lock.mjs', import.meta.url).href)) as { acquire: Acquire };
  const lock = await acquire(join(folder, 'rotation.lock'), (pid) =>
    say(`Waiting for process ${pid}, which changes the keys ...`),
  );
  try {
    return await change();
  } finally {
    lock.release();
  }
}

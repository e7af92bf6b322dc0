import { fileURLToPath } from 'node:url';
import { demoEmail } from '../seed/demo-people.ts';
import { isSeeded, knows } from '../seed/seed.ts';
import { startProgram } from './process.ts';

const program = fileURLToPath(new URL('../seed-demo.ts', import.meta.url));

/**
 * Writes the demo school unless it stands. Another process does it, so that the memory which 300,000 marks take is given
 * back: the system that starts next would keep it.
 * @param environment the configuration of the system
 * @param anchor the day before which registers were taken; today if left out
 * @returns whether what stands is the demo school, and not one of somebody's own
 */
export async function ensureDemoSchool(
  environment: NodeJS.ProcessEnv & { DATABASE_URL: string },
  say: (text: string) => void,
  anchor?: string,
): Promise<boolean> {
  const administrator = demoEmail('administrator');
  if (await isSeeded(environment.DATABASE_URL)) return knows(environment.DATABASE_URL, administrator);
  say('Writing the demo school: 600 students and a term of registers, once ...');
  const said: string[] = [];
  const code = await startProgram(program, anchor ? [anchor] : [], environment, (line) => said.push(line))
    .exited;
  if (code !== 0) throw new Error(['The demo school could not be written.', ...said].join('\n'));
  return true;
}

import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { type Ended, ended } from './program.ts';

const { PATH } = env;

/** The program itself, with a docker that notes what it is told and ends as it is told. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-compose-'));
  await mkdir(join(folder, 'bin'));
  const docker = join(folder, 'bin', 'docker');
  await writeFile(
    docker,
    `#!/bin/sh
echo "$*" >>"$NOTES"
case "$*" in
  *" config --services") printf 'gateway\\nstory\\n' ;;
  *" logs "*) for word; do :; done; echo "a word of $word" ;;
  *" --wait") exit "$STACK" ;;
  *" up "*) exit "$STORY" ;;
  *" down "*) exit "$DOWN" ;;
esac
`,
  );
  await chmod(docker, 0o755);
});
afterEach(() => rm(folder, { recursive: true }));

async function play(
  outcome: { story: number; stack?: number; down?: number },
  ...args: string[]
): Promise<Ended & { told: string[] }> {
  const notes = join(folder, 'notes');
  const result = await ended('compose-test.ts', ['--logs', join(folder, 'logs'), ...args], {
    PATH: `${join(folder, 'bin')}:${PATH}`,
    NOTES: notes,
    STORY: String(outcome.story),
    STACK: String(outcome.stack ?? 0),
    DOWN: String(outcome.down ?? 0),
  });
  return { ...result, told: (await readFile(notes, 'utf8')).trim().split('\n') };
}

const project = 'compose -p learnova-test -f docker-compose.test.yml';

it('a story that holds ends with 0, and its stack and data are taken away', async () => {
  const { code, told } = await play({ story: 0 });
  expect(code).toBe(0);
  expect(told).toEqual([
    'compose version',
    `${project} up --no-build --detach --wait`,
    `${project} --profile story up --no-build --no-deps --exit-code-from story story`,
    `${project} --profile story down --volumes --remove-orphans`,
  ]);
});

it('a story that fails ends with its code, keeps what every container said, and clears up all the same', async () => {
  const { code, told } = await play({ story: 3 }, '--build');
  expect(code).toBe(3);
  expect(told[1]).toContain('up --build');
  expect((await readdir(join(folder, 'logs'))).toSorted()).toEqual([
    'containers.log',
    'gateway.log',
    'story.log',
  ]);
  expect(await readFile(join(folder, 'logs', 'gateway.log'), 'utf8')).toBe('a word of gateway\n');
  expect(told.at(-1)).toBe(`${project} --profile story down --volumes --remove-orphans`);
});

it('to a stack that does not come up no story is told, and its containers are heard', async () => {
  const { code, told } = await play({ story: 0, stack: 4 });
  expect(code).toBe(4);
  expect(told.filter((line) => line.includes('--exit-code-from'))).toEqual([]);
  expect(await readdir(join(folder, 'logs'))).toContain('gateway.log');
});

it('a stack that cannot be taken away fails too', async () => {
  expect((await play({ story: 0, down: 1 })).code).toBe(1);
});

it('without docker it fails with a sentence', async () => {
  await rm(join(folder, 'bin', 'docker'));
  const result = await ended('compose-test.ts', [], { PATH: dirname(process.execPath) });
  expect(result).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no docker with its compose plugin'),
  });
});

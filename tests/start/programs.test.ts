import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '@learnova/platform/postgres/account';
import { startProgram } from '../../scripts/lib/process.ts';

async function outcome(name: string, args: readonly string[]) {
  const file = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
  const lines: string[] = [];
  const code = await startProgram(file, args, bareEnvironment, (line) => lines.push(line)).exited;
  return { code, text: lines.join('\n') };
}

const programs = [
  ...['start', 'story', 'check', 'bench', 'load'],
  ...['keys', 'administrator', 'backup', 'restore', 'dead-letters'],
];

test.each(programs)('%s answers a wrong option with what it knows, and no stack', async (name) => {
  const { code, text } = await outcome(name, ['--nope']);
  expect(code).toBe(1);
  expect(text).toMatch(new RegExp(`^Unknown option '--nope'\\.\\n\\nnpm (run )?${name}\\b`));
  expect(text).not.toMatch(/^\s+at /m);
});

test.each([
  ['dead-letters', ['--data', '/nowhere'], 'There is no database in /nowhere'],
  ['backup', ['--data', '/nowhere'], 'There is no database in /nowhere'],
  ['story', ['--profile', 'other'], 'There is no profile other'],
])('%s says what is missing in a sentence', async (name, args, sentence) => {
  const { code, text } = await outcome(name, args);
  expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(sentence) });
  expect(text).not.toMatch(/^\s+at /m);
});

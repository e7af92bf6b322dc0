import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CannotStart } from '@learnova/platform/cannot-start';

/**
 * What nobody else may see, from standard input: at a terminal it is asked for twice and never shown, elsewhere it is the first
 * line. So it stands neither among the arguments, which every process of the machine can read, nor in the shell's history.
 */
export async function askSecret(what: string): Promise<string> {
  if (!stdin.isTTY) return firstLine();
  const first = await hidden(`${what}: `);
  if ((await hidden('The same again: ')) !== first)
    throw new CannotStart('These two are not the same. Nothing was changed.');
  return first;
}

function hidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 });
  stdout.write(question);
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => reject(new CannotStart('Interrupted. Nothing was changed.')));
    lines.once('close', () => reject(new CannotStart('Nothing was given. Nothing was changed.')));
  }).finally(() => {
    stdout.write('\n');
    lines.close();
  });
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: stdin })) return line;
  throw new CannotStart('The password is read from standard input, and nothing was there.');
}

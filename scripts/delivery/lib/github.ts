import { appendFile } from 'node:fs/promises';

/** Adds Markdown to the page of a job's run; at home there is none, and the program's output says the same. */
export async function summarize(markdown: string): Promise<void> {
  const { GITHUB_STEP_SUMMARY: page } = process.env;
  if (page) await appendFile(page, `${markdown}\n`);
}

/** Hands a value to later steps and jobs. @returns false at home, where nobody waits for it */
export async function handOn(name: string, value: string): Promise<boolean> {
  const { GITHUB_OUTPUT: file } = process.env;
  if (!file) return false;
  // Many lines need an end mark, and a value that holds the mark would say more than it should.
  const mark = `end-of-${name}`;
  if (value.split('\n').includes(mark)) throw new Error(`${name} holds the line ${mark}`);
  await appendFile(file, `${name}<<${mark}\n${value}\n${mark}\n`);
  return true;
}

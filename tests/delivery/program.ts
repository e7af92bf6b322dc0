import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../../scripts/lib/process.ts';

export interface Ended {
  readonly code: number | null;
  /** All that it printed. */
  readonly said: string;
}

/** What a pipeline tells a job belongs to the job that runs the tests, and not to what they start. */
const { GITHUB_STEP_SUMMARY: _summary, GITHUB_OUTPUT: _output, ...usual } = env;

/** Runs one of the programs of scripts/delivery until it ends. */
export async function ended(
  name: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const file = fileURLToPath(new URL(`../../scripts/delivery/${name}`, import.meta.url));
  const lines: string[] = [];
  const program = startProgram(file, args, { ...usual, ...environment }, (line) => lines.push(line));
  return { code: await program.exited, said: lines.join('\n') };
}

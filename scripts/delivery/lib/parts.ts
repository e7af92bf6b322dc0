import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceNames } from '@learnova/schema/services';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Some of the tests, as one job of the pipeline runs them. */
export interface Part {
  readonly name: string;
  /** Folders from the root of the repository. */
  readonly folders: readonly string[];
}

/** Told against both databases, so a job of their own. */
const stories: Part = { name: 'stories', folders: ['tests/story'] };
/** Long ones, each with a job to itself. */
const long = ['faults', 'matrix'];
/** Not run by `npm test`: see `npm run test:long`. */
const unusual = ['long'];

/** Services, what they stand on, and what crosses them: every test of `npm test` is in one of them, and in no other. */
export function testParts(): readonly Part[] {
  const services = serviceNames.map((name) => ({ name, folders: [`subgraphs/${name}/tests`] }));
  const packages = folders('*/tests').map((folder) => ({ name: firstOf(folder), folders: [folder] }));
  const crossing = folders('tests/*').filter((folder) => !unusual.some((name) => folder === `tests/${name}`));
  const alone = long.map((name) => ({ name, folders: [`tests/${name}`] }));
  const taken = [stories, ...alone].flatMap((part) => part.folders);
  const rest = { name: 'whole', folders: crossing.filter((folder) => !taken.includes(folder)) };
  return [...services, ...packages, ...alone, rest, stories];
}

/** The parts that run once, as the matrix of a job. */
export function matrixOf(parts: readonly Part[]): string {
  return JSON.stringify({ part: parts.filter((part) => part !== stories).map(({ name }) => name) });
}

/** Folders that hold tests, the packages' own among them. */
function folders(pattern: string): string[] {
  const files = globSync(`${pattern}/*.test.ts`, { cwd: root });
  return [...new Set(files.map((file) => file.slice(0, file.lastIndexOf('/'))))].toSorted();
}

function firstOf(folder: string): string {
  return folder.split('/')[0] ?? folder;
}

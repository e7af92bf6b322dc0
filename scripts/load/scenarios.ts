import { readFile } from 'node:fs/promises';
import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';
import { demoPeople, type People } from '../../k6/people.ts';
import { type Scenarios, scenariosModel } from './scenario.model.ts';

/** The one file of rates, stages and thresholds; k6 and our own client read it alike. */
export const scenariosFile = new URL('../../k6/scenarios.json', import.meta.url);

const peopleModel = z.strictObject({
  password: z.string(),
  office: z.email(),
  guardian: z.email(),
  teachers: z.array(z.email()).min(1),
});

/** @throws CannotStart with what is wrong where */
export function readScenarios(file: string | URL = scenariosFile): Promise<Scenarios> {
  return read(file, scenariosModel);
}

/** Those of the demo school, or of a file. @throws CannotStart with what is wrong where */
export async function readPeople(file: string | undefined): Promise<People> {
  return file === undefined ? demoPeople : await read(file, peopleModel);
}

async function read<T>(file: string | URL, model: z.ZodType<T>): Promise<T> {
  const name = String(file);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CannotStart(`${name} cannot be read: name a JSON file that is there.`);
  });
  const parsed = model.safeParse(json(text, name));
  if (!parsed.success) throw new CannotStart(`${name} does not fit:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CannotStart(`${name} is no JSON: ${(error as Error).message}.`);
  }
}

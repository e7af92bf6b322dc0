import type { ResponsePath } from '@apollo/query-planner';
import { type Data, isData, own } from './data.ts';

/** A place in the plan: the objects of the answer that stand there now, and the plan's path to them, `@` for each list. */
export interface Place {
  readonly path: ResponsePath;
  readonly objects: readonly Data[];
}

/** The objects below a place, each once. */
export function below({ objects, path }: Place, further: ResponsePath): Place {
  const found = new Set<Data>();
  for (const object of objects) collect(object, further, 0, found);
  return { path: [...path, ...further], objects: [...found] };
}

function collect(value: unknown, path: ResponsePath, at: number, found: Set<Data>): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const entry of value) collect(entry, path, next, found);
  } else if (isData(value)) {
    const step = path[at];
    if (step === undefined) found.add(value);
    else collect(own(value, String(step)), path, at + 1, found);
  }
}

/** Where each object at a plan's path stands in the answer: with an index for each list. One object may stand at many. */
export function pathsOf(root: Data, path: ResponsePath): Map<Data, ResponsePath[]> {
  const paths = new Map<Data, ResponsePath[]>();
  locate(root, path, 0, [], paths);
  return paths;
}

function locate(
  value: unknown,
  path: ResponsePath,
  at: number,
  trail: ResponsePath,
  paths: Map<Data, ResponsePath[]>,
): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const [index, entry] of value.entries()) locate(entry, path, next, [...trail, index], paths);
  } else if (isData(value)) {
    const step = path[at];
    if (step !== undefined) locate(own(value, String(step)), path, at + 1, [...trail, step], paths);
    else paths.set(value, [...(paths.get(value) ?? []), trail]);
  }
}

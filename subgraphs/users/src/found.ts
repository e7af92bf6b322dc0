import { notFound } from '@learnova/platform/refusal';

/** The row, or NOT_FOUND: also for what exists and may not be seen. */
export function orNotFound(what: string): <T>(row: T | null) => T {
  return (row) => {
    if (row === null) throw notFound(what);
    return row;
  };
}

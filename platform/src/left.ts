import type { ServerResponse } from 'node:http';

/** Aborted when whoever asked leaves before they have their whole answer. */
export function leftBefore(answer: ServerResponse): AbortSignal {
  const left = new AbortController();
  answer.once('close', () => {
    if (!answer.writableFinished) left.abort();
  });
  return left.signal;
}

import type { ExecutionResult } from 'graphql';
import type { Client } from 'graphql-ws';

export const watch =
  'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { id title caller reviews { text } } }';

interface Payload {
  readonly data: { bookChanged: { id: string } | null } | null;
  readonly errors?: { message: string; extensions: { code: string } }[];
  readonly extensions: { cursor: string };
}

/** Subscribes and keeps what comes. */
export function subscribe(
  client: Client,
  { query = watch, lastCursor = undefined as string | undefined, shelf = 'A' } = {},
) {
  const seen: Payload[] = [];
  const end = { isComplete: false, errors: undefined as unknown };
  const payload = { query, variables: { shelf }, ...(lastCursor && { extensions: { lastCursor } }) };
  const leave = client.subscribe(payload, {
    next: (result: ExecutionResult) => void seen.push(result as unknown as Payload),
    error: (errors) => {
      end.errors = errors;
    },
    complete: () => {
      end.isComplete = true;
    },
  });
  const ids = () => seen.map((result) => Number(result.data?.bookChanged?.id));
  const cursors = () => seen.map((result) => Number(result.extensions.cursor));
  return { seen, end, leave, ids, cursors };
}

import type { ExecutionResult } from 'graphql';

const payloads = new WeakMap<ExecutionResult, ExecutionResult>();
const texts = new WeakMap<ExecutionResult, string>();

/** What a subscriber is given of a result, with the cursor up to which it has everything then: one object for all of a group. */
export function payloadOf(result: ExecutionResult, cursor: string): ExecutionResult {
  const known = payloads.get(result);
  if (known?.extensions?.cursor === cursor) return known;
  const payload = { ...result, extensions: { ...result.extensions, cursor } };
  payloads.set(result, payload);
  return payload;
}

/** A payload as JSON: written once, however many are given it. */
export function textOf(payload: ExecutionResult): string {
  let text = texts.get(payload);
  if (text === undefined) {
    text = JSON.stringify(payload);
    texts.set(payload, text);
  }
  return text;
}

/** The description of every `idempotencyKey`. */
export const keyDescription =
  'Names this command: sent again under the same key, it has one effect, for thirty days. 8 to 200 characters.';

/** The codes of the errors of an answer. */
export const codesOf = (errors: unknown): string[] =>
  (errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

/**
 * What may be kept of an error: its name, its code and where it arose. Messages of drivers hold statements and their values,
 * and those of refusals hold names.
 */
export class Fault extends Error {
  constructor(error: unknown) {
    super(kindOf(error));
    this.name = 'Fault';
    const frames =
      error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    this.stack = [this.message, ...frames].join('\n');
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, extensions } = error as { code?: unknown; extensions?: { code?: unknown } };
  const known = [extensions?.code, code].find((value) => typeof value === 'string');
  return known === undefined ? error.name : `${error.name} ${known}`;
}

/** How many causes behind an error are kept. */
const causes = 3;

/** A line of a stack as V8 writes it, and not a line of a message. */
const frame = /^ +at .+:\d+:\d+\)?$/;

/**
 * What may be kept of an error: its name, its code, where it arose, what it broke, and the same of its causes. Messages of
 * drivers hold statements and their values ("Failing row contains ..."), those of parsers the text, and those of refusals names.
 */
export class Fault extends Error {
  /** Of a database that refused. */
  readonly table?: string;
  readonly constraint?: string;

  private constructor(error: unknown, depth: number) {
    const { cause, table, constraint } = partsOf(error);
    const isKept = cause instanceof Error && depth > 0;
    super(kindOf(error), isKept ? { cause: Fault.of(cause, depth - 1) } : {});
    this.name = 'Fault';
    if (typeof table === 'string') this.table = table;
    if (typeof constraint === 'string') this.constraint = constraint;
    const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
    this.stack = [this.message, ...lines.filter((line) => frame.test(line))].join('\n');
  }

  static of(error: unknown, depth = causes): Fault {
    return error instanceof Fault ? error : new Fault(error, depth);
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, extensions } = partsOf(error);
  const known = [extensions?.code, code].find((value) => typeof value === 'string');
  return known === undefined ? error.name : `${error.name} ${known}`;
}

interface Parts {
  readonly code?: unknown;
  readonly extensions?: { readonly code?: unknown };
  readonly cause?: unknown;
  readonly table?: unknown;
  readonly constraint?: unknown;
}

function partsOf(error: unknown): Parts {
  return error instanceof Error ? error : {};
}

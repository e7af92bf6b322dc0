import type { Loader } from './loader.ts';
import { badInput, notFound } from './refusal.ts';
import type { Request } from './request.ts';

type Reference = Readonly<Record<string, unknown>>;

/**
 * The `_entities` door of one type. Guards do not stand in front of it, so it goes through the loader, which authorises in
 * sets; a stub, which has no loader here, gives back its key and reveals nothing.
 */
export function resolveReference(
  type: string,
  keyFields: readonly string[],
  loader: Loader<unknown> | undefined,
) {
  return async (reference: Reference, request: Request): Promise<unknown> => {
    const key = Object.fromEntries(
      keyFields.map((field) => [field, keyValue(type, field, reference[field])]),
    );
    if (!loader) return { ...key, __typename: type };
    const row = await request.load(loader, String(loader.keyOfReference(key)));
    if (row === null) throw notFound(inWords(type));
    return row;
  };
}

/** `SectionResult` is a section result. */
const inWords = (type: string) => type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A representation reaches the resolver unvalidated: a key that is none is bad input, not a failing query. */
function keyValue(type: string, field: string, value: unknown): string {
  const isId = field === 'id' || field.endsWith('Id');
  if (typeof value !== 'string' || (isId && !uuid.test(value))) {
    throw badInput(
      ['representations', type, field],
      `A ${type} is found by its ${field}, which this is not.`,
    );
  }
  return isId ? value.toLowerCase() : value;
}

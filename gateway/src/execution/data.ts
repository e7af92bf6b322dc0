/** A part of the answer that grows while a plan runs: an object of some service's answer, written to in place. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Clients choose response keys, so `constructor` and `__proto__` are keys like any other: what is inherited is nothing. */
export function own(data: Data, key: string): unknown {
  const value = data[key];
  // All that an object inherits is functions, and `__proto__`; to ask each time whose a value is costs more than to read it.
  if (typeof value !== 'function' && key !== '__proto__') return value;
  return Object.hasOwn(data, key) ? value : undefined;
}

export function put(data: Data, key: string, value: unknown): void {
  if (key !== '__proto__') data[key] = value;
  else Object.defineProperty(data, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A tree of its own, with the same leaves. */
export function copyOf<T>(value: T): T;
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key of Object.keys(value)) put(copy, key, copyOf(value[key]));
  return copy;
}

/**
 * Writes `source` into `target`: what both have is merged, lists of one length element by element, and else the source
 * wins. Takes the source over, unless `isShared` says that others receive it too: then what is written *into* an object
 * that was there before is a copy, as it would else be written to by whoever writes to the others' next.
 */
export function merge(target: Data, source: Data, isShared = false): void {
  for (const key in source) {
    const value = source[key];
    if (value === undefined) continue;
    const before = own(target, key);
    if (before === undefined || before === null || typeof value !== 'object' || value === null) {
      put(target, key, value);
    } else if (before !== value) {
      put(target, key, merged(before, value, isShared));
    }
  }
}

function merged(before: unknown, value: object, isShared: boolean): unknown {
  const source = isShared ? copyOf(value) : value;
  if (Array.isArray(source)) {
    if (!Array.isArray(before) || before.length !== source.length) return source;
    for (const [index, entry] of source.entries()) {
      const there: unknown = before[index];
      before[index] =
        typeof entry === 'object' && entry !== null && typeof there === 'object' && there !== null
          ? merged(there, entry, false)
          : entry;
    }
    return before;
  }
  if (!isData(before)) return source;
  merge(before, source as Data);
  return before;
}

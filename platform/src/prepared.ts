import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';

/** A connection prepares what it hears this often: what is said once is not worth keeping. */
const OFTEN = 3;
/** A prepared statement stays in the server's memory, some tens of kilobytes, for as long as its connection lives. */
const AT_MOST = 64;
/** Texts whose hearings are counted; lists of keys make ever new ones. */
const COUNTED = 500;

/**
 * Has the statements that a pool's connections hear most prepared by PostgreSQL: planning one of ours takes longer than running
 * it, and else happens each time. The answer is the same; who calls need not know.
 */
export function prepareOften(pool: Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const nameOf = namer();
    Object.assign(client, {
      query: (first: unknown, values: unknown, ...rest: unknown[]) => {
        const isStatement = typeof first === 'string' && Array.isArray(values) && values.length > 0;
        const name = isStatement ? nameOf(first) : undefined;
        return name ? query({ name, text: first, values }, ...rest) : query(first, values, ...rest);
      },
    });
  });
}

/** The name of a text on one connection; undefined for those that it has not heard often, or has no room for. */
function namer(): (text: string) => string | undefined {
  const heard = new LRUCache<string, number>({ max: COUNTED });
  const names = new Map<string, string>();
  return (text) => {
    const name = names.get(text);
    if (name || names.size === AT_MOST) return name;
    const times = (heard.get(text) ?? 0) + 1;
    heard.set(text, times);
    if (times < OFTEN) return undefined;
    names.set(text, createHash('sha256').update(text).digest('hex').slice(0, 32));
    return names.get(text);
  };
}

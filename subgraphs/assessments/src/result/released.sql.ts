import { type RawBuilder, sql } from 'kysely';

/**
 * Whether the results of a publication can be seen: the one place that knows, and the database's clock alone decides. It has all its
 * results, was not called off, and its instant has come. No flag is set at the instant, so nothing can be late or early; the clock is
 * read once a statement, so a cohort is never half visible.
 * @param publication the alias of its row
 */
export function released(publication: 'p' | 'q'): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${publication}.${column}`);
  return sql<boolean>`(${of('prepared_at')} is not null and ${of('cancelled_at')} is null
    and ${of('publish_at')} <= (select platform.now()))`;
}

/** Since when they can be seen, or from when on they will be. */
export function releasedAt(publication: 'p' | 'q'): RawBuilder<Date> {
  const of = (column: string) => sql.ref(`${publication}.${column}`);
  return sql<Date>`greatest(${of('publish_at')}, ${of('prepared_at')})`;
}

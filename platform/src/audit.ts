import { ChangeSetType, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import { AuditEntry } from './audit-entry.entity.ts';
import { newId } from './ids.ts';
import type { EntityClass } from './manifest.ts';
import type { Request } from './request.ts';

const requests = new WeakMap<object, Request>();

/** Tells the audit which request an entity manager works for. */
export function worksFor(em: object, request: Request): void {
  requests.set(em, request);
}

/**
 * Writes an audit entry for each change of an audited table, in the same flush, and refuses to change a fact.
 * It sees the unit of work only: `nativeUpdate`, `upsertMany` and Kysely pass it by, which is why commands use none of them.
 */
export class AuditSubscriber implements EventSubscriber {
  readonly #audited: ReadonlySet<unknown>;
  readonly #facts: ReadonlySet<unknown>;

  constructor(tables: { entities: readonly EntityClass[]; facts: readonly EntityClass[] }) {
    this.#audited = new Set(tables.entities);
    this.#facts = new Set(tables.facts);
  }

  async onFlush({ em, uow }: FlushEventArgs): Promise<void> {
    const changes = uow.getChangeSets().filter((change) => this.#isWatched(change.meta.class, change.type));
    if (changes.length === 0) return;
    const request = requests.get(em);
    if (!request) throw new Error('an audited table was changed outside a request');
    const at = await request.now();
    const actor = actorOf(request);
    for (const change of changes) {
      const hidden = new Set(
        change.meta.props.filter((prop) => prop.hidden).map((prop) => prop.name as string),
      );
      const isNew = change.type === ChangeSetType.CREATE;
      const entry = em.create(AuditEntry, {
        id: newId(),
        at,
        ...actor,
        requestId: request.id,
        operation: request.operation,
        tableName: change.meta.tableName,
        rowId: change.getSerializedPrimaryKey() ?? '',
        old: isNew ? null : pick(change.originalEntity ?? {}, change.payload, hidden, change.type),
        new:
          change.type === ChangeSetType.DELETE
            ? null
            : pick(change.payload, change.payload, hidden, change.type),
      });
      uow.computeChangeSet(entry);
    }
  }

  #isWatched(entity: unknown, type: ChangeSetType): boolean {
    if (this.#facts.has(entity) && type !== ChangeSetType.CREATE) {
      throw new Error('a fact is never changed: append one that supersedes it');
    }
    return this.#audited.has(entity);
  }
}

function actorOf(request: Request): { actorId: string | null; onBehalfOf: string | null } {
  const { actor } = request;
  const who = actor.kind === 'service' ? actor.act : actor.kind === 'person' ? actor : undefined;
  return { actorId: who?.personId ?? null, onBehalfOf: who?.onBehalfOf ?? null };
}

/** The changed columns with the values they have in `values`; all of them for a deleted row. */
function pick(
  values: object,
  changed: object,
  hidden: ReadonlySet<string>,
  type: ChangeSetType,
): Record<string, unknown> {
  const names = type === ChangeSetType.DELETE ? Object.keys(values) : Object.keys(changed);
  const all = values as Record<string, unknown>;
  return Object.fromEntries(
    names.filter((name) => !hidden.has(name)).map((name) => [name, all[name] ?? null]),
  );
}

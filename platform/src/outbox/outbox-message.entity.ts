import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Pointer } from '../live/log.ts';

/**
 * What this subgraph has promised to tell or to do, written in the same flush as the state it follows from.
 * The relay numbers and forwards it; the row stays until every handler has its inbox entry.
 */
@Entity({ tableName: 'outbox_message' })
export class OutboxMessage {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  kind!: 'event' | 'job';

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'jsonb' })
  payload!: unknown;

  @Property({ type: 'uuid', nullable: true })
  aggregateId: string | null = null;

  @Property({ type: 'integer', nullable: true })
  version: number | null = null;

  @Property({ type: 'uuid', nullable: true })
  organizationId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  actorId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  onBehalfOf: string | null = null;

  @Property({ type: 'text' })
  requestId!: string;

  @Property({ type: 'timestamptz' })
  occurredAt!: Date;

  @Property({ type: 'jsonb' })
  live: readonly Pointer[] = [];

  /** A job's hour; null for at once. */
  @Property({ type: 'timestamptz', nullable: true })
  runAt: Date | null = null;

  /** Given by the relay in commit-visible order, and committed before anything is forwarded. */
  @Property({ type: 'bigint', nullable: true, unique: true })
  number: string | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  forwardedAt: Date | null = null;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a person's command under this key was carried out, and on what: a second call rereads and answers the same. */
@Entity({ tableName: 'idempotency_entry' })
export class IdempotencyEntry {
  @PrimaryKey({ type: 'uuid' })
  actorId!: string;

  @PrimaryKey({ type: 'text' })
  operation!: string;

  @PrimaryKey({ type: 'text' })
  key!: string;

  /** SHA-256 of the input without its key. */
  @Property({ type: 'text' })
  inputHash!: string;

  @Property({ type: 'uuid' })
  aggregateId!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}

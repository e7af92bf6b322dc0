import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Who changed a row, on whose behalf, when, by which operation, from what to what. Values of hidden columns are left out. */
@Entity({ tableName: 'audit_entry' })
@Index({ properties: ['tableName', 'rowId'] })
export class AuditEntry {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'timestamptz' })
  at!: Date;

  @Property({ type: 'uuid', nullable: true })
  actorId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  onBehalfOf: string | null = null;

  @Property({ type: 'text' })
  requestId!: string;

  @Property({ type: 'text', nullable: true })
  operation: string | null = null;

  @Property({ type: 'text' })
  tableName!: string;

  @Property({ type: 'text' })
  rowId!: string;

  /** Null where the row is new. */
  @Property({ type: 'jsonb', nullable: true })
  old: unknown = null;

  /** Null where the row was deleted. */
  @Property({ type: 'jsonb', nullable: true })
  new: unknown = null;
}

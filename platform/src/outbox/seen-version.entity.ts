import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The newest version of another's aggregate that a handler has acted on: events are unordered, and an older one is dropped. */
@Entity({ tableName: 'seen_version' })
export class SeenVersion {
  @PrimaryKey({ type: 'text' })
  handler!: string;

  @PrimaryKey({ type: 'uuid' })
  aggregateId!: string;

  @Property({ type: 'integer' })
  version!: number;
}

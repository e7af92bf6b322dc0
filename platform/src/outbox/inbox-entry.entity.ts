import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a handler of this subgraph has dealt with a message: written with its effects, so that a second run changes nothing. */
@Entity({ tableName: 'inbox_entry' })
export class InboxEntry {
  @PrimaryKey({ type: 'uuid' })
  messageId!: string;

  @PrimaryKey({ type: 'text' })
  handler!: string;

  @Property({ type: 'timestamptz' })
  handledAt!: Date;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * When a meeting begins that was moved, as academics told last. What was said in its register keeps the beginning that the meeting had
 * then; what is laid over it, and what is shown of the register, goes by this one.
 */
@Entity({ tableName: 'moved_meeting' })
@Index({ properties: ['startsAt'] })
export class MovedMeeting {
  /** The meeting's id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;
}

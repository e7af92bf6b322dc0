import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What somebody said in their own words: personal, so it can be erased without the feedback or the reply. */
@Entity({ tableName: 'feedback_text' })
export class FeedbackText {
  /** The feedback, or the reply. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Of the feedback alone. Hidden, so that the audit does not keep what was erased. */
  @Property({ type: 'text', nullable: true, hidden: true })
  subject: string | null = null;

  @Property({ type: 'text', hidden: true })
  body!: string;
}

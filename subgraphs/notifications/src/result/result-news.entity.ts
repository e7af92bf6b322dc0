import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * That a version of a student's result may have come to be seen, for the moment that it waits: what is published together is told
 * together. What families were told stands in their inboxes alone.
 */
@Entity({ tableName: 'result_news' })
export class ResultNews {
  /** Each version has an id of its own. */
  @PrimaryKey({ type: 'uuid' })
  resultId!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Index()
  @Property({ type: 'uuid' })
  studentId!: string;

  /** Whose matter it is; null where it is no organization's. */
  @Property({ type: 'uuid', nullable: true })
  organizationId: string | null = null;

  /** It took the place of another version. */
  @Property({ type: 'boolean' })
  isAmendment!: boolean;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Why something was taken back or given back, in somebody's own words: personal, so it can be erased without the document. */
@Entity({ tableName: 'document_reason' })
export class DocumentReason {
  /** The refund, or what was reversed. */
  @PrimaryKey({ type: 'uuid' })
  documentId!: string;

  /** Hidden, so that the audit does not keep what was erased. */
  @Property({ type: 'text', hidden: true })
  reason!: string;
}

import { SchoolDay } from '@learnova/schema/scalars';
import { Check, Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees what was taken back.';

/** That an invoice or a payment was taken back: the primary key lets nobody do that twice. */
@ObjectType({ description: `That a document was taken back by another one. ${seen}` })
@Entity({ tableName: 'reversal' })
@Unique({ properties: ['organizationId', 'number'] })
@Check({ name: 'reversal_kind', expression: "kind in ('INVOICE', 'PAYMENT')" })
export class Reversal {
  /** The invoice or payment. */
  @PrimaryKey({ type: 'uuid' })
  documentId!: string;

  @Property({ type: 'text' })
  kind!: 'INVOICE' | 'PAYMENT';

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `The number of the document that takes it back. ${seen}` })
  @Property({ type: 'text' })
  number!: string;

  @Field(() => SchoolDay, { description: `The day of it. ${seen}` })
  @Property({ type: 'date' })
  day!: string;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}

import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Charge } from '../fee/charge.type.ts';
import type { Reversal } from '../ledger/reversal.entity.ts';

const seen = 'Seen by whoever sees the invoice.';

/** A row that is never changed, with what the ledger says of it when it is loaded. */
@ObjectType({
  description:
    'What a student was charged, for ever as it was issued. Seen by the student, by the guardians who pay for the student now, and ' +
    'by who keeps the accounts of its organization.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'invoice' })
@Unique({ properties: ['organizationId', 'number'] })
@Unique({ properties: ['feeStructureId', 'studentId', 'occurrence'] })
@Index({ properties: ['studentId', 'issuedAt'] })
@Index({ properties: ['organizationId', 'dueOn'] })
@Check({ name: 'invoice_occurrence', expression: 'occurrence >= 1' })
export class Invoice {
  @Field(() => UUID, { description: `The invoice. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String, {
    description: `Its number: without gaps in each organization and year. ${seen}`,
  })
  @Property({ type: 'text' })
  number!: string;

  /** The school that charges: the student's on the day of the cohort. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'uuid' })
  invoiceRunId!: string;

  @Property({ type: 'uuid' })
  feeStructureId!: string;

  /** One more than the earlier invoices from this structure, all of which were taken back: so none is issued twice. */
  @Property({ type: 'integer' })
  occurrence!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Property({ type: 'jsonb' })
  charges!: readonly Charge[];

  @Field(() => SchoolDay, { description: `The day of issue. ${seen}` })
  @Property({ type: 'date' })
  issuedOn!: string;

  @Field(() => SchoolDay, { description: `The last day on which it is paid in time. ${seen}` })
  @Property({ type: 'date' })
  dueOn!: string;

  /** The organization's, pinned: whether it is overdue is decided here without asking anybody. */
  @Property({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'timestamptz' })
  issuedAt!: Date;

  /** The sum of its lines in the ledger. */
  outstandingMinor!: number;

  @Field(() => Int, {
    description: `Grows with each entry of the books about it; \`expectedVersion\` of the next command. ${seen}`,
  })
  version!: number;

  changedBy!: string | null;

  changedAt!: Date | null;

  reversal!: Reversal | null;
}

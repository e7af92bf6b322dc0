import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export const InvoiceRunState = {
  PREVIEWING: 'PREVIEWING',
  PREVIEWED: 'PREVIEWED',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
} as const;
export type InvoiceRunState = keyof typeof InvoiceRunState;

registerEnumType(InvoiceRunState, {
  name: 'InvoiceRunState',
  description: 'How far an invoice run is.',
  valuesConfig: {
    PREVIEWING: { description: 'It finds out whom it would invoice. No invoice exists.' },
    PREVIEWED: { description: 'It knows whom it would invoice, and waits to be started. No invoice exists.' },
    RUNNING: { description: 'It issues its invoices, portion by portion.' },
    DONE: { description: 'Everybody is invoiced, or stands among its problems.' },
  },
});

const seen = 'Seen by who keeps the accounts of the organization of its fee structure.';

@ObjectType({ description: `The invoices of a cohort, from a dry run to the last of them. ${seen}` })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'invoice_run' })
@Check({ name: 'invoice_run_state', expression: "state in ('PREVIEWING', 'PREVIEWED', 'RUNNING', 'DONE')" })
export class InvoiceRun {
  @Field(() => UUID, { description: `The run. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  feeStructureId!: string;

  @Field(() => SchoolDay, {
    description: `Its cohort is at the school, and in the program if there is one, on this day. ${seen}`,
  })
  @Property({ type: 'date' })
  enrolledOn!: string;

  @Field(() => Boolean, {
    description: `Whether a student for whom no guardian pays is listed as a problem instead of invoiced. ${seen}`,
  })
  @Property({ type: 'boolean' })
  requirePayer!: boolean;

  @Field(() => InvoiceRunState, { description: `How far it is. ${seen}` })
  @Property({ type: 'text' })
  state!: InvoiceRunState;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, { description: `Grows with each step; \`expectedVersion\` of the next command. ${seen}` })
  @Property({ type: 'integer', version: true })
  version!: number;
}

import { UUID } from '@learnova/schema/scalars';
import { BigIntType } from '@mikro-orm/core';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by who keeps the accounts of the organization.';

/** When an organization holds results back, and those below it that have no rule of their own. Without any, nobody is held. */
@ObjectType({ description: `From which arrears on results of a student are held back. ${seen}` })
@Entity({ tableName: 'hold_rule' })
@Check({ name: 'hold_rule_from', expression: 'from_minor > 0' })
@Check({ name: 'hold_rule_grace_days', expression: 'grace_days >= 0' })
export class HoldRule {
  @Field(() => UUID, {
    description: `The organization whose invoices count, and those of each below it for which no nearer rule is set. ${seen}`,
  })
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: new BigIntType('number') })
  fromMinor!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => Int, { description: `Days overdue that do not count yet. ${seen}` })
  @Property({ type: 'integer' })
  graceDays!: number;

  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, { description: `Grows by one with each change. ${seen}` })
  @Property({ type: 'integer', version: true })
  version!: number;
}

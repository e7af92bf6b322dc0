import { keyDescription } from '@learnova/platform/idempotent';
import { Locale, TimeZone, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int } from 'type-graphql';
import { OrganizationKind } from './organization-kind.enum.ts';

@InputType({ description: 'What is to stand where in the tree.' })
export class CreateOrganizationInput {
  @Field(() => UUID, { description: 'What stands directly above it.' })
  parentId!: string;

  @Field(() => OrganizationKind, {
    description:
      'What it is: a campus or school below the institution, a school or department below a campus, a department below a school.',
  })
  kind!: OrganizationKind;

  @Field(() => String, {
    description: 'What it is called, once in its place: 1 to 200 characters, in one line.',
  })
  name!: string;

  @Field(() => TimeZone, {
    nullable: true,
    description:
      'Decides what day it is there; left out: that of the nearest above it. Later it is not changed, since records are kept by its days.',
  })
  timeZone?: string | null;

  @Field(() => Locale, {
    nullable: true,
    description: 'The language it writes in; left out: that of the nearest above it.',
  })
  locale?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'What is to be another about an organization; what is left out stays.' })
export class ChangeOrganizationInput {
  @Field(() => UUID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is called, once in its place: 1 to 200 characters, in one line.',
  })
  name?: string | null;

  @Field(() => Locale, {
    nullable: true,
    description: 'The language it writes in; null: that of the nearest above it.',
  })
  locale?: string | null;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

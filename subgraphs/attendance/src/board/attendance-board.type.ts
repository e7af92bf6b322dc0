import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

const seen = 'Seen by registrars, administrators and heads of department over the organization.';

@ObjectType({ description: `The registers of an organization and all below it on one day. ${seen}` })
@Directive('@key(fields: "organizationId date")')
export class AttendanceBoard {
  @Field(() => UUID, { description: `The organization. ${seen}` })
  organizationId!: string;

  @Field(() => SchoolDay, { description: `The school day. ${seen}` })
  date!: string;

  /** In the order of their beginning. */
  meetingIds!: readonly string[];
}

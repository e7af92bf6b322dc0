import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { AttendanceCategory, AttendanceCode } from './attendance-code.entity.ts';

@InputType({ description: 'What may be said of a student.' })
export class AttendanceCodeInput {
  @Field(() => String, { description: 'The sign on the register, 1 to 5 characters, once in a set.' })
  code!: string;

  @Field(() => String, { description: 'The code in words, 1 to 60 characters.' })
  name!: string;

  @Field(() => AttendanceCategory, {
    description: 'What it counts as. Stays as it is for a sign that the organization has had before.',
  })
  category!: AttendanceCategory;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the absence is excused. Stays as it is, as the category does.',
  })
  excused!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether a new register proposes it: one of a set at most, and none that is for the office.',
  })
  isDefault!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether only the office may give it.' })
  officeOnly!: boolean;
}

@InputType({ description: 'All the codes of an organization, from now on.' })
export class SetAttendanceCodesInput {
  @Field(() => UUID, {
    description: 'The organization, whose registers and those of all below it have them.',
  })
  organizationId!: string;

  @Field(() => [AttendanceCodeInput], {
    description:
      'All of them, at most 40; none, where those of the organization above are to be in force again.',
  })
  codes!: AttendanceCodeInput[];

  @Field(() => [UUID], { description: 'The codes that were in force, as `attendanceCodes` told them.' })
  expectedCodeIds!: string[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was set. Only who set it sees it here.' })
export class SetAttendanceCodesPayload {
  @Field(() => [AttendanceCode], {
    description:
      'The codes that are in force now, in the order of their signs. Only who set them sees them here.',
  })
  attendanceCodes!: readonly AttendanceCode[];
}

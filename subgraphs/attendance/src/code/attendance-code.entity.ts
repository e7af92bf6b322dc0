import { UUID } from '@learnova/schema/scalars';
import { Check, Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const AttendanceCategory = { PRESENT: 'PRESENT', LATE: 'LATE', ABSENT: 'ABSENT' } as const;
export type AttendanceCategory = keyof typeof AttendanceCategory;

registerEnumType(AttendanceCategory, {
  name: 'AttendanceCategory',
  description: 'What a code means for every count, whatever the school calls it.',
  valuesConfig: {
    PRESENT: { description: 'The student was there from the beginning.' },
    LATE: { description: 'The student came after the beginning: there, with minutes lost.' },
    ABSENT: { description: 'The student was not there, excused or not.' },
  },
});

/** What may be said of a student in a register. Schools choose their own; an organization without codes uses its ancestor's. */
@ObjectType({
  description: "A school's word for what a student's attendance was. Everybody who is signed in may see it.",
})
@Entity({ tableName: 'attendance_code' })
@Unique({ properties: ['organizationId', 'code'] })
@Check({ name: 'attendance_code_category', expression: "category in ('PRESENT', 'LATE', 'ABSENT')" })
@Check({ name: 'attendance_code_excuses_absence', expression: "not excused or category = 'ABSENT'" })
export class AttendanceCode {
  @Field(() => UUID, { description: 'The code. Everybody who is signed in may see it.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, {
    description: 'The sign on the register: `P`, `/`, `L`. Everybody who is signed in may see it.',
  })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'The code in words. Everybody who is signed in may see it.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => AttendanceCategory, {
    description: 'What it counts as. Everybody who is signed in may see it.',
  })
  @Property({ type: 'text' })
  category!: AttendanceCategory;

  @Field(() => Boolean, {
    description: 'Whether the absence is excused. Everybody who is signed in may see it.',
  })
  @Property({ type: 'boolean' })
  excused!: boolean;

  @Field(() => Boolean, {
    description: 'Whether a new register proposes it. Everybody who is signed in may see it.',
  })
  @Property({ type: 'boolean' })
  isDefault!: boolean;

  @Field(() => Boolean, {
    description: 'Whether only the office may give it. Everybody who is signed in may see it.',
  })
  @Property({ type: 'boolean' })
  officeOnly!: boolean;

  /** Since when no mark bears it anew; null while it may be given. */
  @Property({ type: 'timestamptz', nullable: true })
  retiredAt: Date | null = null;
}

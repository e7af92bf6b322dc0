import { newId } from '@learnova/platform/ids';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { ArrayType } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { MarkLayer } from '../mark/mark-layer.enum.ts';
import type { Entry, RegisterState } from './register.rules.ts';

/**
 * One step in the life of a register: a submission of the whole, or a correction of one mark. Only ever added.
 * The primary key is the optimistic lock: of two people who both start from version 3, one writes version 4.
 */
@Entity({ tableName: 'register_version' })
@Check({ name: 'register_version_begins_with_1', expression: 'version >= 1' })
@Check({ name: 'register_version_step', expression: "step in ('SUBMITTED', 'CORRECTED')" })
@Check({ name: 'register_version_pins_at_first', expression: '(version = 1) = (expected is not null)' })
export class RegisterVersion {
  /** The meeting's id. */
  @PrimaryKey({ type: 'uuid' })
  registerId!: string;

  @PrimaryKey({ type: 'integer' })
  version!: number;

  @Property({ type: 'text' })
  step!: 'SUBMITTED' | 'CORRECTED';

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  /** The students who had to be named, pinned by the first version; null in later ones. */
  @Property({ type: ArrayType, columnType: 'uuid[]', nullable: true })
  expected!: string[] | null;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}

/** Both a row, never changed or deleted, and what the graph shows of it. Of all that was said, `standing` tells what holds. */
@ObjectType({
  description:
    "One statement about one student in one register, by someone, at a time. Seen by the student, guardians with access to the student's records, who teaches the section or the student, and the office.",
})
@Entity({ tableName: 'attendance_mark' })
@Unique({ properties: ['registerId', 'version', 'studentId'] })
@Index({ properties: ['studentId', 'startsAt', 'registerId'] })
@Check({ name: 'attendance_mark_layer', expression: "layer in ('TEACHER', 'OFFICE')" })
@Check({ name: 'attendance_mark_minutes_late', expression: 'minutes_late >= 1 and minutes_late <= 1440' })
export class AttendanceMark {
  @Field(() => UUID, { description: 'The statement. Whoever sees the mark may see it.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  registerId!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'uuid' })
  studentId!: string;

  /** The register's day and beginning, so that a student's days are found, in their order, without their registers. */
  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  @Property({ type: 'uuid' })
  codeId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes after the beginning. Whoever sees the mark may see it.',
  })
  @Property({ type: 'integer', nullable: true })
  minutesLate!: number | null;

  @Field(() => MarkLayer, { description: 'Whose word it is. Whoever sees the mark may see it.' })
  @Property({ type: 'text' })
  layer!: MarkLayer;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: 'When it was said. Whoever sees the mark may see it.' })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;

  /** No column: laid over it when it is read. */
  @Field(() => Boolean, {
    description:
      'Whether the student has leave that was granted, when the meeting begins. Whoever sees the mark may see it.',
  })
  onLeave!: boolean;
}

/** The rows that store a decision: one version and its marks. */
export function rowsOf(
  register: RegisterState,
  entry: Entry,
  recordedAt: Date,
): [RegisterVersion, AttendanceMark[]] {
  const { id: registerId, sectionId, organizationId, date, storedStart: startsAt } = register;
  const { version, step, speaker } = entry;
  const said = { registerId, version, date, startsAt, recordedBy: speaker.personId, recordedAt };
  const marks = entry.statements.map(({ studentId, codeId, minutesLate }) =>
    Object.assign(new AttendanceMark(), {
      id: newId(),
      ...said,
      studentId,
      codeId,
      minutesLate,
      layer: speaker.layer,
    }),
  );
  const expected = version === 1 ? [...register.expected] : null;
  const row = { ...said, step, sectionId, organizationId, expected };
  return [Object.assign(new RegisterVersion(), row), marks];
}

import { SchoolDay, TimeZone, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum SessionKind {
  SCHOOL_YEAR = 'SCHOOL_YEAR',
  TERM = 'TERM',
}

registerEnumType(SessionKind, {
  name: 'AcademicSessionKind',
  description: 'What part of the academic calendar a session is.',
  valuesConfig: {
    SCHOOL_YEAR: { description: 'A school year; its terms are its children.' },
    TERM: { description: 'A term: the part of a year in which a section is taught.' },
  },
});

@ObjectType({ description: 'A school year or one of its terms. Seen by everybody who is signed in.' })
@Entity({ tableName: 'academic_session' })
@Check({ name: 'academic_session_ends_after_it_begins', expression: '"to" > "from"' })
@Check({ name: 'academic_session_kind', expression: "kind in ('SCHOOL_YEAR', 'TERM')" })
export class AcademicSession {
  @Field(() => UUID, { description: 'The session. Seen by everybody who is signed in.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Index()
  @Property({ type: 'uuid', nullable: true })
  parentId: string | null = null;

  @Field(() => SessionKind, { description: 'Year or term. Seen by everybody who is signed in.' })
  @Property({ type: 'text' })
  kind!: SessionKind;

  @Field(() => String, { description: 'What the school calls it. Seen by everybody who is signed in.' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => SchoolDay, { description: 'Its first day. Seen by everybody who is signed in.' })
  @Property({ type: 'date' })
  from!: string;

  @Field(() => SchoolDay, { description: 'The first day after it. Seen by everybody who is signed in.' })
  @Property({ type: 'date' })
  to!: string;

  /** Pinned when the session is made: whether a dated fact holds today is decided here without asking anybody. */
  @Field(() => TimeZone, {
    description: 'The zone in which its days begin and end. Seen by everybody who is signed in.',
  })
  @Property({ type: 'text' })
  timeZone!: string;
}

import { SchoolDay, TimeZone, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

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
@Check({
  name: 'academic_session_years_apart',
  expression:
    'exclude using gist (organization_id with =, daterange("from", "to") with &&) where (parent_id is null)',
})
@Check({
  name: 'academic_session_terms_apart',
  expression: 'exclude using gist (parent_id with =, daterange("from", "to") with &&)',
})
@Unique({ properties: ['organizationId', 'title'] })
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

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next one. Seen by everybody who is signed in.`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  /** When it was made or last changed; null for what was there from the beginning. */
  @Property({ type: 'timestamptz', nullable: true })
  changedAt: Date | null = null;

  /** Who made or last changed it; null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;
}

import { person } from '@learnova/platform/actor';
import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { sql } from 'kysely';
import { Arg, Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { Meeting } from './meeting.entity.ts';
import { knownMeetings } from './meeting.loader.ts';

@ObjectType('Viewer', { description: sharedTypes.Viewer.type })
@Directive('@key(fields: "id")')
export class ViewerStub {
  @Field(() => UUID, { description: sharedTypes.Viewer.id })
  id!: string;
}

@Resolver(() => ViewerStub)
export class ViewerResolver {
  @FieldResolver(() => [Meeting], {
    nullable: true,
    description:
      'The meetings of a day in the order of time: those of sections that the viewer teaches on that day, and those of ' +
      'sections in which the viewer is enrolled on that day. Seen by the viewer alone.',
  })
  async meetings(
    @Root() _viewer: ViewerStub,
    @Arg('date', () => SchoolDay, {
      nullable: true,
      description: "The day; today in the section's time zone if left out.",
    })
    date: string | null | undefined,
    @Ctx() request: Request,
  ): Promise<Meeting[]> {
    const found = await request.loadMany(knownMeetings, await meetingsOfPerson(request, date ?? null));
    return found.filter((meeting) => meeting !== null);
  }
}

/** A fact that held on the day of a meeting makes it part of the person's own day, whatever holds today. */
async function meetingsOfPerson(request: Request, date: string | null): Promise<string[]> {
  const { personId } = person(request);
  const day = date === null ? await today(request) : sql<string>`${date}::date`;
  const ofMine = () =>
    request
      .reads<AcademicsTables>()
      .selectFrom('meeting')
      .innerJoin('section', 'section.id', 'meeting.section_id')
      .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
      .select(['meeting.id', 'meeting.starts_at'])
      .where('meeting.date', '=', day);
  const taught = ofMine()
    .innerJoin('section_staff', 'section_staff.section_id', 'section.id')
    .where('section_staff.staff_id', '=', personId)
    .where(holds('section_staff', sql.ref('meeting.date')));
  const attended = ofMine()
    .innerJoin('section_enrollment', 'section_enrollment.section_id', 'section.id')
    .where('section_enrollment.student_id', '=', personId)
    .where(holds('section_enrollment', sql.ref('meeting.date')));
  const rows = await taught.union(attended).orderBy('starts_at').orderBy('id').execute();
  return rows.map((row) => row.id);
}

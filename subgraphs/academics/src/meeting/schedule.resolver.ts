import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { MeetingsChanged } from '@learnova/schema/events/academics';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { sections } from '../section/section.loader.ts';
import { checkOpen } from '../section/section.rules.ts';
import { manages } from '../section/section.ties.ts';
import { takeSectionTurn } from '../section/section.turns.ts';
import { bookingClash, type Wish } from './booking.clash.ts';
import { Booking } from './booking.entity.ts';
import { bookingsOf } from './booking.rules.ts';
import { Meeting } from './meeting.entity.ts';
import { changeOf } from './meeting.event.ts';
import { ScheduleMeetingsInput, ScheduleMeetingsPayload } from './meeting.inputs.ts';
import { meetings, meetingsOfPattern } from './meeting.loader.ts';
import { checkSchedule, decideSchedule, teachersOn } from './meeting.rules.ts';
import { MeetingPattern } from './meeting-pattern.entity.ts';
import { roomFor, schoolDays, timetableOf } from './timetable.facts.ts';

@Resolver()
export class ScheduleResolver {
  @Mutation(() => ScheduleMeetingsPayload, {
    description:
      'Makes the meetings of a weekly pattern, all or none. Refused with ACADEMICS_ROOM_TAKEN or ACADEMICS_TEACHER_TAKEN ' +
      'where one would clash. For administrators, registrars and heads of department of the section.',
  })
  scheduleMeetings(
    @Arg('input', { description: 'What to schedule.' }) input: ScheduleMeetingsInput,
    @Ctx() request: Request,
  ): Promise<ScheduleMeetingsPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => scheduled(request, aggregateId),
      run: async (remember) => {
        const section = await fresh(request, sections, input.sectionId, 'section');

        permit(request, await manages(request, section));

        await takeSectionTurn(request, section);
        checkOpen(section);
        const { term, path, teachers } = await timetableOf(request, section);
        checkSchedule(input, term);
        const room = await roomFor(request, path, input.roomId);
        const times = decideSchedule(input, term, await schoolDays(request, path, input));

        const now = await request.now();
        const { personId } = person(request);
        const pattern = patternOf(input, personId, now);
        const { id: patternId, roomId } = pattern;
        const shared = { patternId, sectionId: section.id, organizationId: section.organizationId, roomId };
        const made = times.map((time) =>
          Object.assign(new Meeting(), {
            id: newId(),
            ...shared,
            ...time,
            changedAt: now,
            changedBy: personId,
          }),
        );
        const bookings = made.flatMap((meeting) => bookingsOf(meeting, teachersOn(meeting.date, teachers)));
        const wish: Wish = { section, room, timeZone: term.timeZone, bookings, timeField: 'startTime' };
        const clash = await bookingClash(request, wish);
        if (clash) throw clash;
        const held = bookings.map((booking) => Object.assign(new Booking(), booking));
        request.em.persist([pattern, ...made, ...held]);

        const payload = { sectionId: section.id, meetings: made.map((meeting) => changeOf(meeting, 1)) };
        const aggregate = { aggregateId: patternId, version: 1 };
        publish(
          request,
          MeetingsChanged,
          { ...aggregate, organizationId: section.organizationId, payload },
          now,
        );
        remember(aggregate);
        await commit(request);
        return scheduled(request, patternId);
      },
    });
  }
}

function patternOf(input: ScheduleMeetingsInput, personId: string, now: Date): MeetingPattern {
  const { sectionId, roomId, weekdays, startTime, endTime, from, to } = input;
  const said = { sectionId, roomId, weekdays, startTime, endTime, from, to };
  return Object.assign(new MeetingPattern(), { id: newId(), ...said, createdAt: now, createdBy: personId });
}

/** What was scheduled, as it is now and as far as the actor sees it. */
async function scheduled(request: Request, patternId: string): Promise<ScheduleMeetingsPayload> {
  const made = await request.load(meetingsOfPattern, patternId);
  const found = await request.loadMany(meetings, made?.list ?? []);
  const seen = found.filter((meeting) => meeting !== null);
  if (seen.length === 0) throw notFound('section');
  return { meetings: seen };
}

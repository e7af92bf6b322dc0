import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { addDays } from '@learnova/platform/local-time';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { MeetingsChanged } from '@learnova/schema/events/academics';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { Section } from '../section/section.entity.ts';
import { manages } from '../section/section.ties.ts';
import { takeSectionTurn } from '../section/section.turns.ts';
import { bookingClash, type Wish } from './booking.clash.ts';
import { Booking } from './booking.entity.ts';
import { bookingsOf, rebook } from './booking.rules.ts';
import { changeOf } from './meeting.event.ts';
import { MoveMeetingInput, MoveMeetingPayload } from './meeting.inputs.ts';
import { meetings } from './meeting.loader.ts';
import { checkSchoolDay, decideMove, teachersOn } from './meeting.rules.ts';
import { roomFor, schoolDays, timetableOf } from './timetable.facts.ts';

@Resolver()
export class MoveResolver {
  @Mutation(() => MoveMeetingPayload, {
    description:
      'Moves one meeting to another time or room; it keeps its id and its register. Refused with ACADEMICS_MEETING_BEGUN ' +
      'where one that has begun would leave its day or begin later than now, and with ACADEMICS_MEETING_CHANGED when it is ' +
      'no longer the version upon which the move was decided. For administrators, registrars and heads of department of ' +
      'the section.',
  })
  moveMeeting(
    @Arg('input', { description: 'What to move, and where.' }) input: MoveMeetingInput,
    @Ctx() request: Request,
  ): Promise<MoveMeetingPayload> {
    const load = () => fresh(request, meetings, input.meetingId, 'meeting');
    return idempotent(request, input, {
      replay: async () => ({ meeting: await load() }),
      run: async (remember) => {
        const meeting = await load();

        permit(request, await manages(request, meeting));

        const { em } = request;
        const section = await em.findOneOrFail(Section, meeting.sectionId);
        await takeSectionTurn(request, section);
        if (meeting.version !== input.expectedVersion) throw await changed(request, 'meeting', meeting);
        const { term, path, teachers } = await timetableOf(request, section);
        const now = await request.now();
        const time = decideMove(meeting, input, term, now);
        if (time.date !== meeting.date) {
          const thatDay = { from: time.date, to: addDays(time.date, 1) };
          checkSchoolDay(time.date, await schoolDays(request, path, thatDay));
        }
        const roomId = input.roomId ?? meeting.roomId;
        const room = roomId === null ? null : await roomFor(request, path, roomId, meeting.roomId);
        const bookings = bookingsOf({ id: meeting.id, roomId, ...time }, teachersOn(time.date, teachers));
        const wish: Wish = { section, room, timeZone: term.timeZone, bookings, timeField: 'startsAt' };
        const clash = await bookingClash(request, wish);
        if (clash) throw clash;

        const { kept, added, released } = rebook(await em.find(Booking, { meetingId: meeting.id }), bookings);
        Object.assign(meeting, { ...time, roomId, changedAt: now, changedBy: person(request).personId });
        for (const booking of kept) Object.assign(booking, { startsAt: time.startsAt, endsAt: time.endsAt });
        em.persist(added.map((held) => Object.assign(new Booking(), held))).remove(released);

        const version = input.expectedVersion + 1;
        const { id: aggregateId, organizationId } = meeting;
        const payload = { sectionId: section.id, meetings: [changeOf(meeting, version)] };
        publish(request, MeetingsChanged, { aggregateId, version, organizationId, payload }, now);
        remember({ aggregateId, version });
        await commit(request);
        return { meeting };
      },
    });
  }
}

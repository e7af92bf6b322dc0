import type { MeetingsChanged } from '@learnova/schema/events/academics';
import type { z } from 'zod';
import type { Meeting } from './meeting.entity.ts';

type Change = z.infer<(typeof MeetingsChanged)['payload']>['meetings'][number];

/** What an event says of one meeting. `version` is the one that the flush will give it. */
export function changeOf({ id, date, startsAt, endsAt }: Meeting, version: number): Change {
  return { meetingId: id, version, date, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

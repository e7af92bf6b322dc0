import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { shareTurn, takeTurns } from '@learnova/platform/turns';
import { TeachersOf } from '@learnova/schema/asks/academics';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { StandingLeave } from '@learnova/schema/asks/leave';
import { ResultAmended, ResultPublished, ResultWithheld } from '@learnova/schema/events/assessments';
import {
  LeaveApproved,
  LeaveCancelled,
  LeaveDeclined,
  LeaveRequested,
  LeaveWithdrawn,
} from '@learnova/schema/events/leave';
import type { z } from 'zod';
import { allHomes, tellHomes } from './home.topics.ts';
import { copyLeave } from './leave.copy.ts';
import { copyPublishedResults } from './published-results.copy.ts';

/** What families are told of: results and leave. As with all of a first screen, what stands is asked under its turn. */
export const familyReactions = [
  on(ResultPublished, 'frontend.copy-published', copyResults),
  on(ResultAmended, 'frontend.copy-amended', copyResults),
  on(ResultWithheld, 'frontend.copy-withheld', copyResults),
  on(LeaveRequested, 'frontend.copy-requested', copyLeaveOf),
  on(LeaveApproved, 'frontend.copy-approved', copyLeaveOf),
  on(LeaveDeclined, 'frontend.copy-declined', copyLeaveOf),
  on(LeaveWithdrawn, 'frontend.copy-withdrawn', copyLeaveOf),
  on(LeaveCancelled, 'frontend.copy-cancelled', copyLeaveOf),
];

type Results = z.infer<typeof ResultPublished.payload>;

async function copyResults(request: Request, { payload: { results } }: Envelope<Results>): Promise<void> {
  const studentIds = [...new Set(results.map(({ studentId }) => studentId))].sort();
  if (studentIds.length === 0) return;
  await shareTurn(request, allHomes);
  await takeTurns(
    request,
    studentIds.map((id) => `results of ${id}`),
  );
  const asked = { studentIds, after: null, limit: 1 };
  await copyPublishedResults(request, await request.ask(PublishedResults, asked));
  await tellHomes(request, 'RESULT', { organizationIds: [], staffIds: [], studentIds });
}

type Leave = z.infer<typeof LeaveDeclined.payload>;

async function copyLeaveOf(request: Request, { payload }: Envelope<Leave>): Promise<void> {
  const { personId, audience } = payload;
  await shareTurn(request, allHomes);
  await takeTurns(request, [`leave of ${personId}`]);
  const asked = { personIds: [personId], after: null, limit: 1 };
  const organizationIds = await copyLeave(request, await request.ask(StandingLeave, asked));
  const studentIds = audience === 'STUDENT' ? [personId] : [];
  const teachers = studentIds.length > 0 ? await request.ask(TeachersOf, { studentIds }) : [];
  const staffIds = teachers.map(({ staffId }) => staffId);
  await tellHomes(request, 'LEAVE', { organizationIds, staffIds, studentIds });
}

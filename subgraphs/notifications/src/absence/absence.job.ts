import { commit } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { GuardiansOf } from '@learnova/schema/asks/users';
import { TellAbsences } from '@learnova/schema/jobs/notifications';
import { channelsFor } from '../preference/preferences.reads.ts';
import { carryOut } from './absence.consequences.ts';
import { endGrace } from './absence.rules.ts';
import { AbsenceNotice } from './absence-notice.entity.ts';
import { tellable } from './guardianship.policy.ts';

/**
 * The grace time of a guardian's day has passed. One flush, so a crash before it leaves the day held and one after it leaves
 * it told; a correction that commits in between fails the flush by the notice's version, and the order is tried again.
 */
export const tellAbsences = implement(TellAbsences, async (request, { noticeId, sendAt }) => {
  const notice = await request.em.findOneOrFail(AbsenceNotice, { id: noticeId });
  const { day } = notice;
  if (day.state !== 'HELD' || day.sendAt.toISOString() !== sendAt) return;
  const studentIds = [...new Set(day.statements.map((statement) => statement.studentId))];
  const guardianships = await request.ask(GuardiansOf, { studentIds });
  const consequence = endGrace(day, tellable(guardianships, notice.guardianId));
  const channels = await channelsFor(request, 'ATTENDANCE', [notice.guardianId]);
  carryOut(request, notice, consequence, channels(notice.guardianId), await request.now());
  await commit(request);
});

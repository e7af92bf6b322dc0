import { implement } from '@learnova/platform/handlers';
import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ChildrenOf, GuardiansOf } from '@learnova/schema/asks/users';
import { TellResults } from '@learnova/schema/jobs/notifications';
import { mayRead } from '../absence/guardianship.policy.ts';
import { tellAll } from '../notification/notification.tell-all.ts';
import type { Tables } from '../tables.ts';
import { type Guardian, toFamilies, turnOf } from './result.rules.ts';
import { shownResultsOf } from './result.shown.ts';
import { toldResults } from './result.told.ts';
import { ResultNews } from './result-news.entity.ts';

/** Students of one transaction; as many brothers and sisters come along. */
const portion = 200;

/**
 * Tells families of all results that wait, however they came to be seen. The first order of many does the work, and what comes later
 * waits for one of its own.
 */
export const tellResults = implement(TellResults, async (request) => {
  for (let left = portion; left === portion; ) {
    request.forget();
    const studentIds = await waitingStudents(request);
    left = studentIds.length;
    if (left === 0) return;
    const all = await withSiblings(request, studentIds);
    await inTransaction(request, () => tell(request, all));
  }
});

async function waitingStudents(request: Request): Promise<string[]> {
  const rows = await request
    .reads<Tables>()
    .selectFrom('result_news')
    .select('student_id')
    .distinct()
    .orderBy('student_id')
    .limit(portion)
    .execute();
  return rows.map((row) => row.student_id);
}

/** A guardian of two is told of both in one message; one who has hundreds, as a boarding school's warden may, in several. */
async function withSiblings(request: Request, studentIds: readonly string[]): Promise<string[]> {
  const guardians = await guardiansOf(request, studentIds);
  const guardianIds = [...new Set(guardians.map(({ guardianId }) => guardianId))].sort();
  if (guardianIds.length === 0) return [...studentIds];
  const children = await request.ask(ChildrenOf, { guardianIds });
  const all = new Set([...studentIds, ...children.filter(mayRead).map(({ studentId }) => studentId)]);
  return [...all].slice(0, 2 * portion).sort();
}

/**
 * What can be seen is asked in the students' turn. What cannot is forgotten: held back, it comes by an event of its own when it is so no
 * more; and of what was overtaken the version that holds now is told.
 */
async function tell(request: Request, studentIds: readonly string[]): Promise<void> {
  await takeTurns(
    request,
    studentIds.map((studentId) => turnOf({ studentId })),
  );
  const waiting = await request.em.find(
    ResultNews,
    { studentId: { $in: [...studentIds] } },
    { orderBy: { studentId: 1, resultId: 1 } },
  );
  request.em.remove(waiting);
  const concerned = [...new Set(waiting.map(({ studentId }) => studentId))];
  const shown = new Set((await shownResultsOf(request, concerned)).map(({ resultId }) => resultId));
  const news = waiting.filter(({ resultId }) => shown.has(resultId));
  if (news.length === 0) return;
  const guardians = await guardiansOf(request, concerned);
  const toldBefore = await toldResults(request, concerned, guardians);
  const occurredAt = (await request.now()).toISOString();
  for (const [organizationId, some] of Map.groupBy(news, (one) => one.organizationId)) {
    // Each telling names its own occasion: what has led to it does not count.
    const occurrence = { id: some[0]?.resultId ?? '', organizationId, occurredAt };
    await tellAll(request, occurrence, 'RESULTS', toFamilies(some, guardians, toldBefore));
  }
}

async function guardiansOf(request: Request, studentIds: readonly string[]): Promise<Guardian[]> {
  return (await request.ask(GuardiansOf, { studentIds: [...studentIds] })).filter(mayRead);
}

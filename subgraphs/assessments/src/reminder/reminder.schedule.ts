import { publish } from '@learnova/platform/commit';
import { schedule } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Rosters } from '@learnova/schema/asks/academics';
import { WorkDue } from '@learnova/schema/events/assessments';
import { sql } from 'kysely';
import { inStep } from '../step.ts';
import { type DueItem, itemsDueUnreminded, openWork } from './work.reads.ts';
import { WorkReminder } from './work-reminder.entity.ts';

/** How long before it is due students are reminded of work. */
const aheadMs = 24 * 3_600_000;
/** Line items of one transaction. */
const portion = 50;

/** Reminds of work that is due within a day those who have not handed it in, once. It begins anew wherever it was interrupted. */
export const remindOfWork = schedule('assessments.remind-of-work', '40 * * * *', async (request) => {
  for (let left = portion; left === portion; ) {
    request.forget();
    request.timePassed();
    const until = new Date((await request.now()).getTime() + aheadMs);
    const due = await itemsDueUnreminded(request, until, portion);
    left = due.length;
    if (left === 0) return;
    const sectionIds = [...new Set(due.map(({ sectionId }) => sectionId))].sort();
    const rosters = await request.ask(Rosters, { sectionIds });
    const enrolled = new Map(rosters.map(({ sectionId, studentIds }) => [sectionId, studentIds]));
    await inStep(request, async () => {
      await takeTurns(request, ['work reminders']);
      const still = new Set((await itemsDueUnreminded(request, until, portion)).map(({ id }) => id));
      await remind(
        request,
        due.filter(({ id }) => still.has(id)),
        enrolled,
      );
    });
  }
});

async function remind(
  request: Request,
  due: readonly DueItem[],
  enrolled: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const now = await request.now();
  const places = await organizationsOf(request, due);
  const studentIds = [...new Set([...enrolled.values()].flat())];
  const open = new Set(
    (
      await openWork(
        request,
        studentIds,
        due.map(({ id }) => id),
      )
    ).map(({ studentId, lineItemId }) => `${studentId} ${lineItemId}`),
  );
  for (const [organizationId, items] of Map.groupBy(due, ({ sectionId }) => places.get(sectionId) ?? null)) {
    const work = items
      .map(({ id: lineItemId, sectionId }) => ({
        ...{ lineItemId, sectionId },
        studentIds: (enrolled.get(sectionId) ?? []).filter((id) => open.has(`${id} ${lineItemId}`)),
      }))
      .filter((item) => item.studentIds.length > 0);
    if (work.length === 0) continue;
    publish(request, WorkDue, { aggregateId: newId(), version: 1, organizationId, payload: { work } }, now);
  }
  request.em.persist(
    due.map(({ id: lineItemId, dueAt }) =>
      Object.assign(new WorkReminder(), { lineItemId, dueAt, remindedAt: now }),
    ),
  );
}

async function organizationsOf(
  request: Request,
  due: readonly DueItem[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; organizationId: string }>`
    select id, organization_id as "organizationId" from gradebook
    where id = any(${due.map(({ sectionId }) => sectionId)}::uuid[])
  `.execute(request.reads<unknown>());
  return new Map(rows.map(({ id, organizationId }) => [id, organizationId]));
}

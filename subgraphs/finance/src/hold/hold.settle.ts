import { publish } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { HoldLifted, HoldPlaced } from '@learnova/schema/events/finance';
import { pointAt } from '../account/account.topic.ts';
import { openInvoicesOf } from '../invoice/invoice.reads.ts';
import type { Share } from '../ledger/ledger.rules.ts';
import { Hold } from './hold.entity.ts';
import { rulesFor } from './hold.reads.ts';
import { holdOf } from './hold.rules.ts';

/** An invoice of which more (or less) is owed after the command than before. */
export interface Change {
  readonly invoice: Share['invoice'] & {
    readonly dueOn: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly outstandingMinor: number;
  };
  readonly by: number;
}

/**
 * Tells what a command changes about holds, with the command itself: placed where its students are held from now on, lifted
 * where they no longer are. The students' turns have been taken, so two commands see each other's work.
 */
export async function settleHolds(
  request: Request,
  organizationId: string,
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  const studentIds = [...new Set(changes.map(({ invoice }) => invoice.studentId))];
  const rule = (await rulesFor(request, [organizationId])).get(organizationId) ?? null;
  const told = await request.em.find(Hold, {
    organizationId,
    studentId: { $in: studentIds },
    liftedAt: null,
  });
  if (!rule && told.length === 0) return;
  const open = await openInvoicesOf(request, studentIds, organizationId);
  for (const studentId of studentIds) {
    const owed = new Map(
      open.filter((one) => one.studentId === studentId).map((one) => [one.id, one.outstandingMinor]),
    );
    const all = new Map(open.map((one) => [one.id, one as Change['invoice']]));
    for (const { invoice, by } of changes) {
      if (invoice.studentId !== studentId) continue;
      all.set(invoice.id, invoice);
      owed.set(invoice.id, (owed.get(invoice.id) ?? 0) + by);
    }
    const after = [...owed].map(([id, outstandingMinor]) => ({
      ...(all.get(id) as Change['invoice']),
      outstandingMinor,
    }));
    tell(request, { studentId, organizationId }, told, holdOf(rule, after, now) !== null, now);
  }
}

/** Stores and publishes a hold that is new, or the end of one that was. */
export function tell(
  request: Request,
  { studentId, organizationId }: { readonly studentId: string; readonly organizationId: string },
  told: readonly Hold[],
  isHeld: boolean,
  now: Date,
): void {
  const open = told.find((hold) => hold.studentId === studentId && hold.organizationId === organizationId);
  if (isHeld === Boolean(open)) return;
  const hold = open ?? Object.assign(new Hold(), { id: newId(), studentId, organizationId, placedAt: now });
  // Whoever has waited for a turn may have begun before the hold was placed that it lifts.
  if (open) open.liftedAt = now < open.placedAt ? open.placedAt : now;
  else request.em.persist(hold);
  const version = open ? 2 : 1;
  const payload = { holdId: hold.id, studentId };
  const live = pointAt([studentId], version);
  publish(
    request,
    isHeld ? HoldPlaced : HoldLifted,
    { aggregateId: hold.id, version, organizationId, payload, live },
    now,
  );
}

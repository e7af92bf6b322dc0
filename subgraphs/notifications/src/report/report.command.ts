import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Delivery } from '../delivery/delivery.entity.ts';
import { DeliveryReport } from './delivery-report.entity.ts';
import type { Report } from './report.rules.ts';

/** So many at a time, since each waits for its turn, and all that take turns share what the database has room for. */
const together = 500;

/** Keeps what is new among these reports. What was kept before a fault is not kept again when the provider tells all of it anew. */
export async function keepAll(request: Request, reports: readonly Report[]): Promise<void> {
  for (let from = 0; from < reports.length; from += together)
    await keep(request, reports.slice(from, from + together));
}

/**
 * Keeps what is new among these reports, in one flush: of the same report, sent again or twice at once, the first one. A report of a
 * delivery that is not there is of another installation, and leaves nothing. Whoever calls has found out that the provider speaks.
 */
export async function keep(request: Request, reports: readonly Report[]): Promise<void> {
  await inTransaction(request, async () => {
    await takeTurns(
      request,
      reports.map(({ key }) => `report ${key}`),
    );
    const now = await request.now();
    const ids = [...new Set(reports.map(({ deliveryId }) => deliveryId))];
    const known = new Set((await request.em.find(Delivery, { id: { $in: ids } })).map(({ id }) => id));
    const kept = await request.em.find(DeliveryReport, { key: { $in: reports.map(({ key }) => key) } });
    const seen = new Set(kept.map(({ key }) => key));
    for (const report of reports) {
      if (!known.has(report.deliveryId) || seen.has(report.key)) continue;
      seen.add(report.key);
      request.em.persist(Object.assign(new DeliveryReport(), { id: newId(), ...report, at: now }));
    }
  });
}

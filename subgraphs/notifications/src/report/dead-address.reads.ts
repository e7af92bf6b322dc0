import type { Request } from '@learnova/platform/request';
import type { Tables } from '../tables.ts';

/** How the key begins of what a provider said when it refused a message, which it then does not have. */
export const refused = 'refused ';

/**
 * Whether a provider has said of this address that nothing will ever arrive there, or that its owner wants none.
 * @param confirmedAt when the receiver last said by which ways messages are to come: what was said before holds no longer
 */
export async function isDead(
  request: Request,
  addressHash: string,
  confirmedAt: Date | null,
): Promise<boolean> {
  const reports = await request
    .reads<Tables>()
    .selectFrom('delivery_report')
    .innerJoin('delivery', 'delivery.id', 'delivery_report.delivery_id')
    .select('delivery_report.id')
    .where('delivery.address_hash', '=', addressHash)
    .where('delivery_report.for_good', '=', true)
    .$if(confirmedAt !== null, (query) => query.where('delivery_report.at', '>', confirmedAt))
    .limit(1)
    .execute();
  return reports.length > 0;
}

/** Whether a provider has spoken of this delivery: then it has the message, whatever answer was lost. */
export async function isThere(request: Request, deliveryId: string): Promise<boolean> {
  const reports = await request
    .reads<Tables>()
    .selectFrom('delivery_report')
    .select('id')
    .where('delivery_id', '=', deliveryId)
    .where('key', 'not like', `${refused}%`)
    .limit(1)
    .execute();
  return reports.length > 0;
}

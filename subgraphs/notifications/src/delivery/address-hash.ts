import { createHash } from 'node:crypto';
import type { Delivery } from './delivery.entity.ts';

/**
 * By which an address is known again without being copied. It keeps no secret from whoever has the database, where users keeps the
 * address itself; when that is changed or erased there, this leads to nobody.
 */
export function addressHash(channel: Delivery['channel'], address: string): string {
  return createHash('sha256').update(`${channel}\n${address.trim().toLowerCase()}`).digest('hex');
}

import { publish } from '@learnova/platform/commit';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { GuardianshipChanged } from '@learnova/schema/events/users';
import type { Guardianship } from './guardianship.entity.ts';
import { GuardianshipReason } from './guardianship-reason.entity.ts';

/** The one event of a command on a guardianship, of the version that it makes. */
export function tellChange(
  request: Request,
  { id, guardianId, studentId, from, to }: Guardianship,
  { version, organizationId }: { readonly version: number; readonly organizationId: string },
  now: Date,
): void {
  const payload = { guardianshipId: id, guardianId, studentId, from, to };
  publish(request, GuardianshipChanged, { aggregateId: id, version, organizationId, payload }, now);
}

export function because(guardianshipId: string, version: number, reason: string): GuardianshipReason {
  return Object.assign(new GuardianshipReason(), { guardianshipId, version, reason });
}

export const notByYou = () =>
  forbidden('The registry of the school keeps guardianships, and nobody makes their own. Ask the office.');

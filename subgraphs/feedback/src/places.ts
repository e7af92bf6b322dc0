import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';

export interface Place {
  readonly organizationId: string;
  readonly timeZone: string;
  /** From the institution down to the organization itself. */
  readonly path: readonly string[];
  /** The organization and all below it. */
  readonly subtree: readonly string[];
}

/** @throws NOT_FOUND */
export async function placeOf(request: Request, organizationId: string): Promise<Place> {
  const [place] = await request.ask(Organizations, { organizationIds: [organizationId] });
  if (!place) throw notFound('organization');
  return place;
}

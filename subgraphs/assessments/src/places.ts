import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';

export interface Place {
  readonly organizationId: string;
  readonly timeZone: string;
  /** From the institution down to it. */
  readonly path: readonly string[];
  /** It and all below it. */
  readonly subtree: readonly string[];
}

/** An organization that is there. Throws NOT_FOUND for any other. */
export async function placeOf(request: Request, organizationId: string): Promise<Place> {
  const [place] = await request.ask(Organizations, { organizationIds: [organizationId] });
  if (!place) throw notFound('organization');
  return place;
}

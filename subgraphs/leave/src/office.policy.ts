import { permit } from '@learnova/platform/policy';
import { forbidden, notFound } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { registry } from '@learnova/schema/role-groups';

/** Kinds of leave, working weeks and balances are kept by the registrars and administrators of an organization or above it. */
export async function permitKeeping(request: Request, organizationId: string): Promise<void> {
  const allowed = holdsRole(await request.standing(), registry, organizationId);
  permit(request, allowed, forbidden('This is kept by the school office. Ask there.'));
}

export interface Place {
  readonly organizationId: string;
  readonly timeZone: string;
  readonly path: readonly string[];
  readonly subtree: readonly string[];
}

/** Organizations that are there, by their ids. */
export async function placesOf(
  request: Request,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const places = await request.ask(Organizations, { organizationIds: [...new Set(organizationIds)].sort() });
  return new Map(places.map((place) => [place.organizationId, place]));
}

export async function placeOf(request: Request, organizationId: string): Promise<Place> {
  const place = (await placesOf(request, [organizationId])).get(organizationId);
  if (!place) throw notFound('organization');
  return place;
}

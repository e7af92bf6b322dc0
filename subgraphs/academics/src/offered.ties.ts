import { placesOf } from '@learnova/platform/places';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { managedOrganizations } from './section/section.ties.ts';

interface Offered {
  readonly organizationId: string;
}

/** Courses and rooms that may be used in an organization whose sections the actor manages: its own, and those from above it. */
export async function visibleOffers<T extends Offered>(
  request: Request,
  rows: readonly T[],
): Promise<readonly T[]> {
  const managed = await managedOrganizations(request);
  if (managed.size === 0) return [];
  const places = await placesOf(
    request,
    rows.map(({ organizationId }) => organizationId),
  );
  return rows.filter(({ organizationId }) =>
    places.get(organizationId)?.subtree.some((id) => managed.has(id)),
  );
}

/** Of which organizations the actor may list what may be used there: those whose sections they manage. */
export const seesOffersOf: VisibleKeys = async (request, organizationIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const managed = await managedOrganizations(request);
  return new Set(organizationIds.filter((id) => managed.has(id)));
};

/** What may be used in organizations, by their ids: what each offers itself, and what those above it do. */
export async function offersIn<T extends Offered>(
  request: Request,
  organizationIds: readonly string[],
  find: (offering: string[]) => Promise<readonly T[]>,
): Promise<{ id: string; list: readonly T[] }[]> {
  const places = [...(await placesOf(request, organizationIds))];
  const offered = await find([...new Set(places.flatMap(([, { path }]) => path))]);
  return places.map(([id, { path }]) => ({
    ...{ id, list: offered.filter(({ organizationId }) => path.includes(organizationId)) },
  }));
}

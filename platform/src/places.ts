import { Organizations } from '@learnova/schema/asks/users';
import type { z } from 'zod';
import { notFound } from './refusal.ts';
import type { Request } from './request.ts';

/** An organization as others need it: its name, its time zone, and where in the institution it stands. */
export type Place = z.infer<typeof Organizations.output>[number];

/** Organizations that are there, by their ids. */
export async function placesOf(
  request: Request,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (organizationIds.length === 0) return new Map();
  const places = await request.ask(Organizations, { organizationIds: [...new Set(organizationIds)].sort() });
  return new Map(places.map((place) => [place.organizationId, place]));
}

/** An organization that is there. @throws NOT_FOUND for any other */
export async function placeOf(request: Request, organizationId: string): Promise<Place> {
  const place = (await placesOf(request, [organizationId])).get(organizationId);
  if (!place) throw notFound('organization');
  return place;
}

import { type Place, placesOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { sql } from 'kysely';
import { InvoicingOrganization } from './invoicing-organization.entity.ts';

/** Keeps where an organization stands that issues invoices. Its numbers are taken before, so nobody else issues its first ones now. */
export async function keepPlace(request: Request, place: Place): Promise<void> {
  if ((await request.em.findOne(InvoicingOrganization, { id: place.organizationId })) === null)
    request.em.persist(kept(place));
}

/** Keeps where those stand that had issued invoices before this was kept. */
export async function keepPlaces(request: Request): Promise<void> {
  const missing = await withoutPlace(request);
  if (missing.length === 0) return;
  const places = await placesOf(request, missing);
  await takeTurns(request, ['places of who invoices']);
  const left = await withoutPlace(request);
  request.em.persist(left.flatMap((id) => places.get(id) ?? []).map(kept));
}

function kept({ organizationId: id, path }: Place): InvoicingOrganization {
  return Object.assign(new InvoicingOrganization(), { id, path: [...path] });
}

/** Organizations with invoices, by the numbers that these have taken. */
async function withoutPlace(request: Request): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct organization_id as id from document_series
    where series = 'INV' and organization_id not in (select id from invoicing_organization)
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}

import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { hashOf } from '../sign-in/tokens.ts';
import type { LinkFacts } from './password-link.rules.ts';

export interface LinkRow extends LinkFacts {
  readonly id: string;
}

export const linkById = (request: Request, id: string): Promise<LinkRow | null> =>
  linkWhere(request, sql`l.id = ${id}`);

/** @param hash of a token */
export const linkByToken = (request: Request, hash: string): Promise<LinkRow | null> =>
  linkWhere(request, sql`l.token_hash = ${hash}`);

async function linkWhere(request: Request, condition: RawBuilder<unknown>): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow & { email: string | null; emailHash: string }>`
    select l.id, l.purpose, l.person_id as "personId", l.requested_at as "requestedAt", l.expires_at as "expiresAt",
      l.ended_at as "endedAt", l.email_hash as "emailHash", p.email,
      exists (
        select from password_link newer where newer.person_id = l.person_id
          and (newer.requested_at, newer.id) > (l.requested_at, l.id)
      ) as "isOvertaken"
    from password_link l left join person p on p.id = l.person_id and p.deactivated_at is null where ${condition}
  `.execute(request.reads<unknown>());
  const [row] = rows;
  if (!row) return null;
  const { email, emailHash, ...link } = row;
  return { ...link, isTheirEmail: email !== null && hashOf(email) === emailHash };
}

/** When links were asked for with this e-mail since an instant, and whose it is who has a password: one statement for whomever. */
export async function resetFacts(
  request: Request,
  { email, emailHash, since }: { readonly email: string; readonly emailHash: string; readonly since: Date },
): Promise<{ earlier: Date[]; personId: string | null }> {
  const { rows } = await sql<{ earlier: Date[]; personId: string | null }>`
    select
      array(
        select requested_at from password_link
        where email_hash = ${emailHash} and purpose = 'RESET' and requested_at > ${since}
      ) as earlier,
      (select p.id from person p join credential c on c.person_id = p.id where p.email = ${email} and p.deactivated_at is null) as "personId"
  `.execute(request.reads<unknown>());
  const [row] = rows;
  if (!row) throw new Error('the database did not say what stands');
  return row;
}

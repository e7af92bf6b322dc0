import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from '@learnova/platform/request';
import { id } from '@learnova/schema/define';
import { sql } from 'kysely';
import type { DocumentLink } from './document-link.entity.ts';

type Signed = Pick<DocumentLink, 'id' | 'kind' | 'documentId' | 'personId' | 'sessionId' | 'expiresAt'>;

/** HMAC-SHA-256 over all that a link says, so that no row and no address can be put in another's place. */
export function signatureOf(secret: string, link: Signed): string {
  const said = [
    link.id,
    link.kind,
    link.documentId,
    link.personId,
    link.sessionId,
    link.expiresAt.toISOString(),
  ];
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(said.join('\n')).digest('base64url');
}

/** `<link>.<signature>`: nothing in it says who or what. */
export function tokenOf(secret: string, link: Signed): string {
  return `${link.id}.${signatureOf(secret, link)}`;
}

/** The link that a token names; null where it could name none. */
export function linkIn(token: string): string | null {
  const [linkId = ''] = token.split('.');
  return id.safeParse(linkId).success ? linkId : null;
}

/** Whether the token is of this link, and its time has not passed. */
export function isGenuine(secret: string, link: Signed, token: string, now: Date): boolean {
  const [given, expected] = [Buffer.from(token), Buffer.from(tokenOf(secret, link))];
  return given.length === expected.length && timingSafeEqual(given, expected) && now < link.expiresAt;
}

/** The installation's secret. Of two who make it at once, one is kept. */
export async function secretOf(request: Request): Promise<string> {
  const tables = request.reads<unknown>();
  const find = () => sql<{ secret: string }>`select secret from document_key where id = 1`.execute(tables);
  const { rows } = await find();
  if (rows[0]) return rows[0].secret;
  const made = randomBytes(32).toString('base64url');
  await sql`insert into document_key (id, secret) values (1, ${made}) on conflict do nothing`.execute(tables);
  const again = await find();
  if (!again.rows[0]) throw new Error('there is no key for addresses of documents');
  return again.rows[0].secret;
}

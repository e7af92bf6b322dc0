import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { isPassword } from './password.ts';
import type { RefreshFacts } from './sign-in.rules.ts';

/** Who has signed in, and by which password. */
export interface SignedIn {
  readonly personId: string;
  readonly passwordHash: string;
}

/**
 * The person whose e-mail and password these are and who may sign in, or null. One statement and one password's work in every case, so that the
 * time it takes does not tell whether the e-mail is anybody's.
 */
export async function whoseSignIn(
  request: Request,
  email: string,
  password: string,
): Promise<SignedIn | null> {
  const credential = await request
    .reads<Tables>()
    .selectFrom('person')
    .innerJoin('credential', 'credential.person_id', 'person.id')
    .where('person.email', '=', email)
    .where('person.deactivated_at', 'is', null)
    .select(['person_id as personId', 'password_hash as passwordHash'])
    .executeTakeFirst();
  const isRight = await isPassword(password, credential?.passwordHash ?? null);
  return credential && isRight ? credential : null;
}

/** When attempts with this e-mail failed, since an instant. */
export async function failuresSince(request: Request, emailHash: string, since: Date): Promise<Date[]> {
  const rows = await request
    .reads<Tables>()
    .selectFrom('sign_in_failure')
    .where('email_hash', '=', emailHash)
    .where('at', '>', since)
    .select('at')
    .execute();
  return rows.map(({ at }) => at);
}

/** The sign-in of this e-mail's owner of which a refresh token once was, whatever has become of both; null for any other. */
export async function signInOf(request: Request, email: string, hash: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select s.id from refresh_token t join sign_in_session s on s.id = t.session_id
    join person p on p.id = s.person_id where t.hash = ${hash} and p.email = ${email}
  `.execute(request.reads<unknown>());
  return rows[0]?.id ?? null;
}

/** A refresh token by its hash, with what became of it and of its session. */
export async function refreshTokenBy(
  request: Request,
  hash: string,
): Promise<(RefreshFacts & { sessionId: string }) | null> {
  const { rows } = await sql<RefreshFacts & { sessionId: string }>`
    select t.session_id as "sessionId", t.expires_at as "expiresAt", coalesce(s.ended_at, p.deactivated_at) as "sessionEndedAt",
      exists (select from refresh_token next where next.previous = t.hash) as used
    from refresh_token t join sign_in_session s on s.id = t.session_id join person p on p.id = s.person_id where t.hash = ${hash}
  `.execute(request.reads<unknown>());
  return rows[0] ?? null;
}

export interface SessionRow {
  readonly id: string;
  readonly startedAt: Date;
}

/** The sessions of a person that can still be continued, the newest first. */
export async function openSessions(request: Request, personId: string): Promise<SessionRow[]> {
  const now = await request.now();
  const { rows } = await sql<SessionRow>`
    select s.id, s.started_at as "startedAt" from sign_in_session s
    where s.person_id = ${personId} and s.ended_at is null
      and exists (select from refresh_token t where t.session_id = s.id and t.expires_at > ${now})
    order by s.started_at desc, s.id
  `.execute(request.reads<unknown>());
  return rows;
}

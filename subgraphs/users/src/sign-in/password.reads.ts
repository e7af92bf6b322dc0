import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';

/** Whose password is to be another one. */
export interface PasswordOwner {
  readonly personId: string;
  readonly email: string | null;
  /** Who has left may not sign in. */
  readonly isDeactivated: boolean;
  /** What stands in the database; null for who has no password yet. */
  readonly passwordHash: string | null;
  /** Names and addresses by which others would guess first. */
  readonly around: readonly string[];
}

export async function passwordOwner(request: Request, personId: string): Promise<PasswordOwner | null> {
  const { rows } = await sql<PasswordOwner>`
    select p.id as "personId", p.email, c.password_hash as "passwordHash", p.deactivated_at is not null as "isDeactivated",
      array_remove(array[p.name, p.email, split_part(p.email, '@', 1)], null)
        || array(select o.name from organization o where o.parent_id is null) as around
    from person p left join credential c on c.person_id = p.id where p.id = ${personId}
  `.execute(request.reads<unknown>());
  return rows[0] ?? null;
}

/**
 * The password as it stands, and stays until the transaction ends: who begins a session with it waits for that, or has begun it. Null
 * for who has none; of them the person is held, or of two who choose their first one both would find none.
 */
export async function lockedPassword(request: Request, personId: string): Promise<string | null> {
  await sql`select from person where id = ${personId} for no key update`.execute(request.reads<unknown>());
  const { rows } = await sql<{ hash: string }>`
    select password_hash as hash from credential where person_id = ${personId} for update
  `.execute(request.reads<unknown>());
  return rows[0]?.hash ?? null;
}

/**
 * Whether the password that was looked at is the person's still; it stays so until the transaction ends. So no session begins with
 * a password after those of it have ended.
 */
export async function isPasswordStill(request: Request, personId: string, hash: string): Promise<boolean> {
  const { rows } = await sql`
    select from credential where person_id = ${personId} and password_hash = ${hash} for share
  `.execute(request.reads<unknown>());
  return rows.length > 0;
}

import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { normalEmail } from '../sign-in/sign-in.rules.ts';

/** Those of the e-mails that somebody has, as they are kept: whoever it is, and whether the actor may see them or not. */
export async function takenEmails(
  request: Request,
  emails: readonly (string | null | undefined)[],
): Promise<ReadonlySet<string>> {
  const wanted = emails.flatMap((email) => (email == null ? [] : normalEmail(email)));
  if (wanted.length === 0) return new Set();
  const { rows } = await sql<{ email: string }>`
    select email from person where email = any(${wanted}::text[])
  `.execute(request.reads<unknown>());
  return new Set(rows.map(({ email }) => email));
}

/** Those of the numbers under which a school files somebody. */
export async function takenNumbers(
  request: Request,
  organizationId: string,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = numbers.map((number) => number.trim());
  const { rows } = await sql<{ number: string }>`
    select number from student where organization_id = ${organizationId} and number = any(${wanted}::text[])
  `.execute(request.reads<unknown>());
  return new Set(rows.map(({ number }) => number));
}

import type { Request } from '@learnova/platform/request';
import type { Founding } from '@learnova/schema/founding';
import { sql } from 'kysely';
import { institution, isTimeZoneKnown } from '../organization/organization.reads.ts';
import { administrators } from '../role/role.reads.ts';
import { normalEmail } from '../sign-in/sign-in.rules.ts';

/** What a founding is decided upon. */
export async function standingBefore(request: Request, founding: Founding) {
  const email = normalEmail(founding.administrator.email);
  const { rows } = await sql<{ isEmailTaken: boolean }>`
    select exists (select from person where email = ${email}) as "isEmailTaken"
  `.execute(request.reads<unknown>());
  const [row] = rows;
  if (!row) throw new Error('the database did not say what stands');
  return {
    ...row,
    isTimeZoneKnown: await isTimeZoneKnown(request, founding.institution?.timeZone ?? ''),
    institution: await institution(request),
    administrators: await administrators(request),
  };
}

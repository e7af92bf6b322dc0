import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import type { Founding } from '@learnova/schema/founding';
import { Organization } from '../organization/organization.entity.ts';
import { Person } from '../person/person.entity.ts';
import { Staff } from '../person/staff.entity.ts';
import { tellChange } from '../role/role.changes.ts';
import { RoleAssignment } from '../role/role-assignment.entity.ts';
import { Credential } from '../sign-in/credential.entity.ts';
import { hashPassword } from '../sign-in/password.ts';
import { standingBefore } from './founding.reads.ts';
import { decideFounding } from './founding.rules.ts';

/**
 * The institution where none stands, and its first administrator. No beat "may": whoever can run this holds the database. In turns
 * with those who end the role of an administrator, and with a second one who would found.
 */
export async function foundUsers(request: Request, founding: Founding): Promise<void> {
  await inTransaction(request, async () => {
    await takeTurns(request, ['administrators']);
    const now = await request.now();
    const before = await standingBefore(request, founding);
    const zone = before.institution?.timeZone ?? 'UTC';

    const { institution, administrator } = decideFounding(founding, before, dayOf(now, zone));

    const { password, ...names } = administrator;
    const organizationId = before.institution?.id ?? newId();
    if (institution)
      request.em.persist(
        Object.assign(new Organization(), {
          ...{ id: organizationId, path: [organizationId], kind: 'INSTITUTION' as const },
          ...institution,
        }),
      );
    const personId = newId();
    const from = dayOf(now, institution?.timeZone ?? zone);
    const assigned = Object.assign(new RoleAssignment(), {
      ...{
        id: newId(),
        personId,
        role: 'ADMINISTRATOR' as const,
        organizationId,
        from,
        to: null,
        version: 1,
      },
    });
    request.em.persist([
      Object.assign(new Person(), { id: personId, ...names }),
      Object.assign(new Staff(), { id: personId, organizationId }),
      Object.assign(new Credential(), { personId, passwordHash: await hashPassword(password) }),
      assigned,
    ]);

    tellChange(request, assigned, 1, now);
  });
}

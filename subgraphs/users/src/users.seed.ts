import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { School, SchoolOrganization } from '@learnova/schema/school';
import { hashPassword } from './sign-in/password.ts';
import { normalEmail } from './sign-in/sign-in.rules.ts';

/** Writes the people, organizations, guardianships and roles of a school into empty tables, one statement a table. */
export async function seedUsers(request: Request, school: School): Promise<void> {
  const { organizations, people, guardianships, roles } = school;
  await fill(request, 'organization', withPaths(organizations).map(organizationRow));
  await fill(
    request,
    'person',
    people.map(({ id, name, sortName, email, mobilePhone }) => ({
      id,
      name,
      sort_name: sortName,
      email: email === null ? null : normalEmail(email),
      mobile_phone: mobilePhone ?? null,
      version: 1,
    })),
  );
  await fill(
    request,
    'student',
    people.flatMap(({ id, student }) =>
      student ? [{ id, organization_id: student.organizationId, number: student.number }] : [],
    ),
  );
  await fill(
    request,
    'staff',
    people.flatMap(({ id, staff }) => (staff ? [{ id, organization_id: staff.organizationId }] : [])),
  );
  await fill(
    request,
    'guardian',
    people.flatMap(({ id, guardian }) => (guardian ? [{ id }] : [])),
  );
  await fill(
    request,
    'guardianship',
    guardianships.map((one) => ({
      id: one.id,
      guardian_id: one.guardianId,
      student_id: one.studentId,
      records_access: one.recordsAccess,
      notify_attendance: one.notifyAttendance,
      lives_with: one.livesWith,
      legal: one.legal,
      pays: one.pays,
      priority: one.priority,
      from_day: one.from,
      to_day: one.to,
      version: 1,
    })),
  );
  await fill(
    request,
    'role_assignment',
    roles.map(({ id, personId, role, organizationId, from, to }) => ({
      id,
      person_id: personId,
      role,
      organization_id: organizationId,
      from_day: from,
      to_day: to,
      version: 1,
    })),
  );
  await fill(request, 'credential', await credentials(school));
}

interface Placed extends SchoolOrganization {
  readonly path: readonly string[];
}

/** Each organization with the way down to it; parents may be listed after their children. */
function withPaths(organizations: readonly SchoolOrganization[]): Placed[] {
  const byId = new Map(organizations.map((one) => [one.id, one]));
  const pathOf = (id: string): string[] => {
    const parentId = byId.get(id)?.parentId;
    return parentId ? [...pathOf(parentId), id] : [id];
  };
  return organizations.map((one) => ({ ...one, path: pathOf(one.id) }));
}

function organizationRow({ id, parentId, path, kind, name, timeZone, locale }: Placed) {
  return { id, parent_id: parentId, path, kind, name, time_zone: timeZone, locale, version: 1 };
}

/** A password takes about 20 ms of work, which is why only the sign-ins that somebody uses have one. */
async function credentials({ people }: School) {
  const rows: { person_id: string; password_hash: string; version: number }[] = [];
  for (const { id, password } of people) {
    if (password) rows.push({ person_id: id, password_hash: await hashPassword(password), version: 1 });
  }
  return rows;
}

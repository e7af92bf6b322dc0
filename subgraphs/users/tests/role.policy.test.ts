import type { PersonActor } from '@learnova/platform/actor';
import type { Standing } from '@learnova/platform/request';
import { type RoleName, roleNames } from '@learnova/schema/asks/users';
import { mayRecordGuardianship } from '../src/guardianship/guardianship.policy.ts';
import { mayAssignRole } from '../src/role/role.policy.ts';

const actor: PersonActor = { kind: 'person', personId: 'anna', sessionId: 'session' };
const holding = (role: RoleName): Standing => ({
  sessionEnded: false,
  roles: [{ role, organizationId: 'school', organizationIds: ['school', 'department'], until: null }],
});

test('an administrator gives roles in the own organization and below it, and nowhere else', () => {
  const standing = holding('ADMINISTRATOR');
  const organizations = ['school', 'department', 'institution', 'other-school'];
  const may = organizations.map((organizationId) => mayAssignRole(standing, actor, 'bert', organizationId));
  expect(may).toEqual([true, true, false, false]);
});

test('no other role gives roles', () => {
  const may = roleNames.filter((role) => mayAssignRole(holding(role), actor, 'bert', 'school'));
  expect(may).toEqual(['ADMINISTRATOR']);
});

test('nobody gives a role to themselves, not even on behalf of somebody else', () => {
  const standing = holding('ADMINISTRATOR');
  expect(mayAssignRole(standing, actor, 'anna', 'school')).toBe(false);
  expect(mayAssignRole(standing, { ...actor, onBehalfOf: 'bert' }, 'bert', 'school')).toBe(false);
});

test('the registry records guardianships in its own schools, and nobody their own', () => {
  const may = (role: RoleName, guardianId: string, school: string) =>
    mayRecordGuardianship(holding(role), actor, guardianId, school);
  expect(roleNames.filter((role) => may(role, 'mother', 'school'))).toEqual(['ADMINISTRATOR', 'REGISTRAR']);
  expect(may('REGISTRAR', 'mother', 'other-school')).toBe(false);
  expect(may('REGISTRAR', 'anna', 'school')).toBe(false);
});

import { defineSubgraph } from '@learnova/platform/manifest';
import { anyone, signedIn } from '@learnova/platform/policy';
import { CreateGuardianResolver } from './admission/create-guardian.resolver.ts';
import { CreateStaffResolver } from './admission/create-staff.resolver.ts';
import { CreateStudentResolver } from './admission/create-student.resolver.ts';
import { ImportStudentsResolver } from './admission/import-students.resolver.ts';
import { foundUsers } from './founding/founding.commands.ts';
import { recoverUsers } from './founding/recovery.commands.ts';
import { EndGuardianshipResolver } from './guardianship/end-guardianship.resolver.ts';
import { childrenOf, guardiansOf, payersOf, paysFor } from './guardianship/guardianship.asks.ts';
import { Guardianship } from './guardianship/guardianship.entity.ts';
import { GuardianshipResolver } from './guardianship/guardianship.resolver.ts';
import { GuardianshipReason } from './guardianship/guardianship-reason.entity.ts';
import { RecordGuardianshipResolver } from './guardianship/record-guardianship.resolver.ts';
import { ChangePersonResolver } from './keeping/change-person.resolver.ts';
import { DeactivatePersonResolver } from './keeping/deactivate-person.resolver.ts';
import { Migration20261123230828_initial } from './migrations/Migration20261123230828_initial.ts';
import { Migration20261126032500_bursar } from './migrations/Migration20261126032500_bursar.ts';
import { Migration20261126072714_mobile_phone } from './migrations/Migration20261126072714_mobile_phone.ts';
import { Migration20261126113000_found_by_name } from './migrations/Migration20261126113000_found_by_name.ts';
import { Migration20261127083601_organization_version } from './migrations/Migration20261127083601_organization_version.ts';
import { Migration20261127083633_password } from './migrations/Migration20261127083633_password.ts';
import { Migration20261127084805_password_links } from './migrations/Migration20261127084805_password_links.ts';
import { Migration20261127090201_person_deactivation } from './migrations/Migration20261127090201_person_deactivation.ts';
import { ChangeOrganizationResolver } from './organization/change-organization.resolver.ts';
import { CreateOrganizationResolver } from './organization/create-organization.resolver.ts';
import { organizations } from './organization/organization.asks.ts';
import { Organization } from './organization/organization.entity.ts';
import { organizationLoader } from './organization/organization.loader.ts';
import { OrganizationResolver } from './organization/organization.resolver.ts';
import { forgetPasswordLinks } from './password-link/forget-password-links.schedule.ts';
import { InvitePersonResolver } from './password-link/invite-person.resolver.ts';
import { mintPasswordLink, wantedPasswordLink } from './password-link/password-link.asks.ts';
import { PasswordLink } from './password-link/password-link.entity.ts';
import { RequestPasswordResetResolver } from './password-link/request-password-reset.resolver.ts';
import { SetPasswordResolver } from './password-link/set-password.resolver.ts';
import { affiliations } from './person/affiliation.asks.ts';
import { FindPeopleResolver } from './person/find-people.resolver.ts';
import { Guardian } from './person/guardian.entity.ts';
import { guardianLoader } from './person/guardian.loader.ts';
import { GuardianResolver } from './person/guardian.resolver.ts';
import { contacts, names } from './person/person.asks.ts';
import { Person } from './person/person.entity.ts';
import { personLoader } from './person/person.loader.ts';
import { PersonResolver } from './person/person.resolver.ts';
import { SetMobilePhoneResolver } from './person/set-mobile-phone.resolver.ts';
import { Staff } from './person/staff.entity.ts';
import { staffLoader } from './person/staff.loader.ts';
import { StaffResolver } from './person/staff.resolver.ts';
import { Student } from './person/student.entity.ts';
import { studentLoader } from './person/student.loader.ts';
import { StudentResolver } from './person/student.resolver.ts';
import { AssignRoleResolver } from './role/assign-role.resolver.ts';
import { EndRoleResolver } from './role/end-role.resolver.ts';
import { answerRoleHolders, answerRolesHeld, standing } from './role/role.asks.ts';
import { RoleResolver } from './role/role.resolver.ts';
import { RoleAssignment } from './role/role-assignment.entity.ts';
import { settings } from './settings.ts';
import { ChangePasswordResolver } from './sign-in/change-password.resolver.ts';
import { Credential } from './sign-in/credential.entity.ts';
import { forgetFailures } from './sign-in/forget-failures.schedule.ts';
import { forgetSessions } from './sign-in/forget-sessions.schedule.ts';
import { jwks } from './sign-in/jwks.route.ts';
import { RefreshToken } from './sign-in/refresh-token.entity.ts';
import { serviceToken } from './sign-in/service-token.route.ts';
import { SessionResolver } from './sign-in/session.resolver.ts';
import { SignInResolver } from './sign-in/sign-in.resolver.ts';
import { SignInFailure } from './sign-in/sign-in-failure.entity.ts';
import { SignInSession } from './sign-in/sign-in-session.entity.ts';
import { seedUsers } from './users.seed.ts';
import { viewerLoader } from './viewer/viewer.loader.ts';
import { ViewerResolver } from './viewer/viewer.resolver.ts';
import { Viewer } from './viewer/viewer.type.ts';

export const users = defineSubgraph({
  name: 'users',
  settings,
  entities: [
    Organization,
    Person,
    Student,
    Staff,
    Guardian,
    Guardianship,
    GuardianshipReason,
    RoleAssignment,
    Credential,
    SignInSession,
    PasswordLink,
  ],
  facts: [RefreshToken, SignInFailure],
  migrations: [
    { name: 'Migration20261123230828_initial', class: Migration20261123230828_initial },
    { name: 'Migration20261126032500_bursar', class: Migration20261126032500_bursar },
    { name: 'Migration20261126072714_mobile_phone', class: Migration20261126072714_mobile_phone },
    { name: 'Migration20261126113000_found_by_name', class: Migration20261126113000_found_by_name },
    {
      name: 'Migration20261127083601_organization_version',
      class: Migration20261127083601_organization_version,
    },
    { name: 'Migration20261127083633_password', class: Migration20261127083633_password },
    { name: 'Migration20261127084805_password_links', class: Migration20261127084805_password_links },
    {
      name: 'Migration20261127090201_person_deactivation',
      class: Migration20261127090201_person_deactivation,
    },
  ],
  resolvers: [
    OrganizationResolver,
    CreateOrganizationResolver,
    ChangeOrganizationResolver,
    CreateStudentResolver,
    CreateStaffResolver,
    CreateGuardianResolver,
    ImportStudentsResolver,
    ChangePersonResolver,
    DeactivatePersonResolver,
    PersonResolver,
    SetMobilePhoneResolver,
    FindPeopleResolver,
    StudentResolver,
    StaffResolver,
    GuardianResolver,
    GuardianshipResolver,
    RecordGuardianshipResolver,
    EndGuardianshipResolver,
    RoleResolver,
    AssignRoleResolver,
    EndRoleResolver,
    SignInResolver,
    SessionResolver,
    ChangePasswordResolver,
    RequestPasswordResetResolver,
    SetPasswordResolver,
    InvitePersonResolver,
    ViewerResolver,
  ],
  types: [Staff, Guardian, Viewer],
  loaders: [organizationLoader, personLoader, studentLoader, staffLoader, guardianLoader, viewerLoader],
  policies: {
    roots: {
      'Query.viewer': signedIn,
      'Query.person': signedIn,
      'Query.student': signedIn,
      'Query.organization': signedIn,
      'Mutation.signIn': anyone,
      'Mutation.refresh': anyone,
      'Mutation.signOut': signedIn,
      'Mutation.endSession': signedIn,
      'Mutation.changePassword': signedIn,
      'Mutation.requestPasswordReset': anyone,
      'Mutation.setPassword': anyone,
      'Mutation.invitePerson': signedIn,
      'Mutation.assignRole': signedIn,
      'Mutation.endRole': signedIn,
      'Mutation.recordGuardianship': signedIn,
      'Mutation.endGuardianship': signedIn,
      'Mutation.setMobilePhone': signedIn,
      'Mutation.createOrganization': signedIn,
      'Mutation.changeOrganization': signedIn,
      'Mutation.createStudent': signedIn,
      'Mutation.createStaff': signedIn,
      'Mutation.createGuardian': signedIn,
      'Mutation.importStudents': signedIn,
      'Mutation.changePerson': signedIn,
      'Mutation.deactivatePerson': signedIn,
      'Mutation.reactivatePerson': signedIn,
    },
    fields: {},
  },
  lives: [],
  answers: [
    ...[standing, answerRoleHolders, answerRolesHeld, childrenOf, guardiansOf, paysFor, payersOf],
    ...[organizations, affiliations, names, contacts],
    ...[wantedPasswordLink, mintPasswordLink],
  ],
  reactions: [],
  jobs: [],
  schedules: [forgetFailures, forgetSessions, forgetPasswordLinks],
  routes: [jwks, serviceToken],
  seed: seedUsers,
  found: foundUsers,
  recover: recoverUsers,
});

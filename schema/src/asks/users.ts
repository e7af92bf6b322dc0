import { z } from 'zod';
import { defineAsk, endDay, id, instant, schoolDay } from '../define.ts';

export const roleNames = ['ADMINISTRATOR', 'REGISTRAR', 'BURSAR', 'HEAD_OF_DEPARTMENT', 'TEACHER'] as const;
export type RoleName = (typeof roleNames)[number];

/** Whether a sign-in session still stands, and the roles its person holds today: what every request asks first. */
export const Standing = defineAsk('users.standing', {
  admits: [
    'users',
    'academics',
    'attendance',
    'notifications',
    'leave',
    'feedback',
    'assessments',
    'finance',
    'frontend',
  ],
  input: z.object({ personId: id, sessionId: id }),
  output: z.object({
    sessionEnded: z.boolean(),
    roles: z.array(
      z.object({
        role: z.enum(roleNames),
        organizationId: id,
        /** The organization and all below it. */
        organizationIds: z.array(id),
        /** The instant at which the role ends; null while it has no end. */
        until: instant.nullable(),
      }),
    ),
  }),
});

const guardianship = z.object({
  guardianshipId: id,
  guardianId: id,
  studentId: id,
  /** May see the child's records. */
  recordsAccess: z.boolean(),
  /** Wants to be told of absences. */
  notifyAttendance: z.boolean(),
  priority: z.int(),
  from: schoolDay,
  to: endDay,
  /** The instant at which it ends, midnight in the school's time zone; null while it has no end. */
  until: instant.nullable(),
});

/** The guardianships that hold now for these guardians, whatever their flags. */
export const ChildrenOf = defineAsk('users.children-of', {
  admits: ['academics', 'attendance', 'notifications', 'leave', 'feedback', 'assessments', 'frontend'],
  input: z.object({ guardianIds: z.array(id) }),
  output: z.array(guardianship),
});

/** The guardianships that hold now for these students, whatever their flags. */
export const GuardiansOf = defineAsk('users.guardians-of', {
  admits: ['notifications', 'leave'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(guardianship),
});

const payer = z.object({
  payerId: id,
  studentId: id,
  /** The instant at which the guardianship ends; null while it has no end. */
  until: instant.nullable(),
});

/** The students for whom these people pay now, as guardians who do. */
export const PaysFor = defineAsk('users.pays-for', {
  admits: ['finance', 'notifications', 'frontend'],
  input: z.object({ payerIds: z.array(id) }),
  output: z.array(payer),
});

/** The guardians who pay for these students now. */
export const PayersOf = defineAsk('users.payers-of', {
  admits: ['finance', 'notifications'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(payer),
});

/** Organizations with what they inherit: the nearest ancestor that sets a value decides. Unknown ids are left out. */
export const Organizations = defineAsk('users.organizations', {
  admits: [
    'academics',
    'attendance',
    'notifications',
    'leave',
    'feedback',
    'assessments',
    'finance',
    'frontend',
  ],
  input: z.object({ organizationIds: z.array(id) }),
  output: z.array(
    z.object({
      organizationId: id,
      name: z.string(),
      timeZone: z.string(),
      locale: z.string(),
      /** From the institution down to the organization itself. */
      path: z.array(id),
      /** The organization and all below it. */
      subtree: z.array(id),
    }),
  ),
});

/** What people are to which organization: admitted as a student, employed as staff. Who is neither is left out, as are unknown ids. */
export const Affiliations = defineAsk('users.affiliations', {
  admits: ['academics', 'leave'],
  input: z.object({ personIds: z.array(id) }),
  output: z.array(
    z.object({
      personId: id,
      /** The school that admitted them. */
      studentOf: id.nullable(),
      /** The organization that employs them. */
      staffOf: id.nullable(),
      /** Whether a legal guardian answers for them today: a student without one is of age. */
      hasLegalGuardian: z.boolean(),
    }),
  ),
});

/** Who holds one of these roles today over each of the organizations: in it, or in one above it. */
export const RoleHolders = defineAsk('users.role-holders', {
  admits: ['leave', 'notifications'],
  input: z.object({ organizationIds: z.array(id), roles: z.array(z.enum(roleNames)) }),
  output: z.array(z.object({ organizationId: id, personId: id, role: z.enum(roleNames) })),
});

/**
 * Whether people are to hold one of these roles on any day: all that they were, are and will be given, in the order of their beginning.
 * Unknown people are left out.
 */
export const RolesHeld = defineAsk('users.roles-held', {
  admits: ['academics'],
  input: z.object({ personIds: z.array(id), roles: z.array(z.enum(roleNames)) }),
  output: z.array(
    z.object({
      personId: id,
      role: z.enum(roleNames),
      /** The organization and all below it. */
      organizationIds: z.array(id),
      from: schoolDay,
      to: endDay,
    }),
  ),
});

/** How people are called, for a sentence that names who did something. */
export const Names = defineAsk('users.names', {
  admits: [
    'academics',
    'attendance',
    'notifications',
    'leave',
    'feedback',
    'assessments',
    'finance',
    'frontend',
  ],
  input: z.object({ personIds: z.array(id) }),
  output: z.array(z.object({ personId: id, name: z.string() })),
});

/** Where people are reached. Only for sending: never stored by whoever asks. */
export const Contacts = defineAsk('users.contacts', {
  admits: ['notifications'],
  input: z.object({ personIds: z.array(id) }),
  output: z.array(
    z.object({
      personId: id,
      name: z.string(),
      email: z.string().nullable(),
      /** E.164, `+43664...` */
      mobilePhone: z.string().nullable(),
      locale: z.string(),
    }),
  ),
});

export const linkPurposes = ['RESET', 'INVITATION'] as const;

/** To whom a link by which a password is chosen is to be sent, and why; null once it is not wanted any more. */
export const WantedPasswordLink = defineAsk('users.wanted-password-link', {
  admits: ['notifications'],
  input: z.object({ passwordLinkId: id }),
  output: z.object({ personId: id, purpose: z.enum(linkPurposes) }).nullable(),
});

/**
 * The link itself, for the mail that is written now, and for nothing else: never stored or logged by whoever asks. Each answer has a new
 * token, and the one before holds no longer: the only ask that changes something, and sent again it leaves what was answered last. Null
 * once it is not wanted any more.
 */
export const MintPasswordLink = defineAsk('users.mint-password-link', {
  admits: ['notifications'],
  input: z.object({ passwordLinkId: id }),
  output: z
    .object({
      url: z.string(),
      /** What of it nobody but the receiver may read. */
      token: z.string(),
      validForMinutes: z.int(),
    })
    .nullable(),
});

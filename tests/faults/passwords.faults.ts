import type { Fault } from './fault.ts';

const users = 'subgraphs/users/src';
const changeTest = 'subgraphs/users/tests/change-password.api.test.ts';
const resetTest = 'subgraphs/users/tests/password-reset.api.test.ts';
const invitationTest = 'subgraphs/users/tests/invitation.api.test.ts';

/** Somebody comes by a sign-in that is not theirs, or keeps one. */
export const passwordFaults: readonly Fault[] = [
  {
    name: 'changes a password, and leaves signed in what was signed in with the old one',
    edits: [
      {
        file: `${users}/sign-in/password.changes.ts`,
        text: 'for (const session of ending) endSession(request, session, now);',
        instead: '',
      },
    ],
    found: [
      {
        file: changeTest,
        test: 'a person changes the own password: all other sign-ins end, and this one stays',
        says: 'true',
      },
      {
        file: resetTest,
        test: 'who has forgotten the password sets a new one by the link of a mail, and all sign-ins end',
        says: 'UNAUTHENTICATED',
      },
    ],
  },
  {
    name: 'begins a session with a password that became another one while it was looked at',
    edits: [
      {
        file: `${users}/sign-in/sign-in.resolver.ts`,
        text: 'if (!(await isPasswordStill(request, personId, passwordHash))) throw wrongSignIn();',
        instead: '',
      },
    ],
    found: [
      {
        file: changeTest,
        test: 'who signs in with the old password while it is changed waits for that, and is refused',
        says: 'SIGN_IN_REFUSED',
      },
    ],
  },
  {
    name: 'counts no wrong password where one is changed',
    edits: [
      {
        file: `${users}/sign-in/change-password.resolver.ts`,
        text: 'if (!isRight && !isDone) await keepFailure(request, counted, now);',
        instead: '',
      },
    ],
    found: [
      {
        file: changeTest,
        test: 'ten wrong ones close it to the right one too, and to nobody who signs in elsewhere',
        says: 'SIGN_IN_THROTTLED',
      },
    ],
  },
  {
    name: 'lets a link be used that has a newer one',
    edits: [
      {
        file: `${users}/password-link/password-link.rules.ts`,
        text: 'link.endedAt === null && !link.isOvertaken &&',
        instead: 'link.endedAt === null &&',
      },
    ],
    found: [
      {
        file: resetTest,
        test: 'a link is void after half an hour, once a newer one was asked for, and once its mail was written anew',
        says: 'PASSWORD_LINK_VOID',
      },
      {
        file: invitationTest,
        test: 'an invitation ends after a week; asked again, a newer one makes the older void',
        says: 'PASSWORD_LINK_VOID',
      },
    ],
  },
  {
    name: 'lets a link be used that went to an address which the person no longer has',
    edits: [
      {
        file: `${users}/password-link/password-link.rules.ts`,
        text: ' && link.isTheirEmail;',
        instead: ';',
      },
    ],
    found: [
      {
        file: resetTest,
        test: 'what nobody was sent is refused as what is void, and so is a link to an address that they no longer have',
        says: 'PASSWORD_LINK_VOID',
      },
    ],
  },
  {
    name: 'does more for an e-mail that is somebody’s than for one of nobody',
    edits: [
      {
        file: `${users}/password-link/request-password-reset.resolver.ts`,
        text: "askLink(request, { personId, email, purpose: 'RESET' }, now);",
        instead: "if (personId) askLink(request, { personId, email, purpose: 'RESET' }, now);",
      },
    ],
    found: [
      {
        file: resetTest,
        test: 'an e-mail of somebody, of somebody without a password and of nobody are answered alike, by the same work',
        says: 'password_link',
      },
    ],
  },
  {
    name: 'sends who was never invited a link to a first password',
    edits: [
      {
        file: `${users}/password-link/password-link.reads.ts`,
        text: 'from person p join credential c on c.person_id = p.id where p.email',
        instead: 'from person p where p.email',
      },
    ],
    found: [
      {
        file: resetTest,
        test: 'an e-mail of somebody, of somebody without a password and of nobody are answered alike, by the same work',
        says: 'RESET',
      },
    ],
  },
  {
    name: 'writes the token of a link into the audit',
    edits: [
      {
        file: `${users}/password-link/password-link.entity.ts`,
        text: 'nullable: true, unique: true, hidden: true',
        instead: 'nullable: true, unique: true',
      },
    ],
    found: [
      {
        file: resetTest,
        test: 'the database holds no token, and neither do outbox and audit an address or a password',
        says: 'not.toContain',
      },
    ],
  },
  {
    name: 'lets a teacher invite whom they teach',
    edits: [
      {
        file: `${users}/password-link/password-link.policy.ts`,
        text: 'who.personId !== person.id && mayReach(who, person);',
        instead: 'who.personId !== person.id;',
      },
    ],
    found: [
      {
        file: invitationTest,
        test: 'the registry of the school invites, and nobody else; for whom they do not see there is no such person',
        says: 'FORBIDDEN',
      },
    ],
  },
  {
    name: 'records a mail with what opens a sign-in',
    edits: [
      {
        file: 'workers/src/channels/recorded.ts',
        text: 'secret ? text.replaceAll(secret, hidden) : text',
        instead: 'text',
      },
    ],
    found: [
      {
        file: 'workers/tests/recorded.channel.test.ts',
        test: 'what of a mail nobody but its receiver may read is not recorded',
        says: 'opens-it',
      },
    ],
  },
];

import { password } from '../../scripts/seed/small-people.ts';
import type { Command } from './commands.ts';

/** How people come by their passwords. */
export const passwordCommands: readonly Command[] = [
  {
    name: 'changePassword',
    selection: 'endedSessions',
    // To what it is: the second click of a change, which ends no sign-in that others here are made with.
    input: ({ which }) => ({
      currentPassword: 'a guess at the one before',
      newPassword: which === 'own' ? password : 'another guess at it',
    }),
  },
];

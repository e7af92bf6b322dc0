import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { MintPasswordLink, WantedPasswordLink } from '@learnova/schema/asks/users';
import type { LittleSchool } from './little-school.ts';

export const publicUrl = 'https://school.example';

const ask = `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { linkValidForMinutes }
}`;
const set = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { endedSessions } }';

/** Somebody who has forgotten the password, and whoever writes the mails of the school. */
export function forgetful(school: LittleSchool) {
  const nobody = school.subgraph.as();
  /** The links that were asked for, the oldest first, as their events tell them. */
  const links = async () => {
    const events = await school.subgraph
      .request()
      .em.find(OutboxMessage, { name: 'users.password-link-asked' }, { orderBy: { id: 1 } });
    return events.map(({ payload }) => (payload as { passwordLinkId: string }).passwordLinkId);
  };
  /** The token of the mail that is written for the n-th link from the last now; null where none is. */
  const tokenOf = async (back = 1) => {
    const passwordLinkId = (await links()).at(-back) ?? '';
    return (await school.subgraph.ask(MintPasswordLink, { passwordLinkId }))?.token ?? null;
  };
  const code = (input: object) => nobody.code(set, { input });
  return {
    links,
    tokenOf,
    asks: (email: string) => nobody.run(ask, { input: { email } }),
    asksCode: (email: string) => nobody.code(ask, { input: { email } }),
    wanted: async (back = 1) =>
      school.subgraph.ask(WantedPasswordLink, { passwordLinkId: (await links()).at(-back) ?? '' }),
    sets: (token: string | null, password: string) => code({ token: token ?? '', password }),
    /** Asks and takes the token out of the mail. */
    isSent: async (email: string) => {
      await nobody.data(ask, { input: { email } });
      return tokenOf();
    },
  };
}

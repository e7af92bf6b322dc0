import { MintPasswordLink, WantedPasswordLink } from '@learnova/schema/asks/users';
import type { Subject, Told } from '../notification/subject.ts';
import { type AccountKind, accountKinds, bodies, changedLetter, linkLetter, titles } from './account.text.ts';

/** Of one's own sign-in. Of a link the id alone; that a password was changed says all that there is to say. */
export interface AccountTold extends Told {
  readonly passwordLinkId?: string;
}

/**
 * A person's own password: they cannot choose not to be told. The link is made when the mail is written, each time anew, and stands in
 * no row, order or inbox; who has asked for another one meanwhile, or has used it, is sent no more of this one.
 */
export const account: Subject<AccountTold> = {
  kinds: accountKinds,
  category: null,
  cannotWait: true,
  known: async () => 'everybody',
  tellable: async (request, { personId, statements }) => {
    const [told] = statements as readonly AccountTold[];
    if (!told?.passwordLinkId) return statements as readonly AccountTold[];
    const wanted = await request.ask(WantedPasswordLink, { passwordLinkId: told.passwordLinkId });
    return wanted?.personId === personId ? [told] : [];
  },
  title: ({ kind }) => titles[kind as AccountKind],
  body: async (_request, { kind }) => bodies[kind as AccountKind],
  letter: async (request, notification, [told], receiver) => {
    const kind = notification.kind as AccountKind;
    if (kind === 'PASSWORD_CHANGED') return changedLetter(receiver);
    const link = await request.ask(MintPasswordLink, { passwordLinkId: told?.passwordLinkId ?? '' });
    if (!link) throw new Error('the link was wanted until a moment ago');
    return linkLetter(kind, receiver, link);
  },
};

import { on } from '@learnova/platform/handlers';
import { WantedPasswordLink } from '@learnova/schema/asks/users';
import { PasswordChanged, PasswordLinkAsked } from '@learnova/schema/events/users';
import { tellAll } from '../notification/notification.tell-all.ts';
import type { AccountTold } from './account.subject.ts';

const kinds = { RESET: 'PASSWORD_RESET', INVITATION: 'INVITATION' } as const;

/** Somebody is to be sent a link; or nobody, where it was asked for with an e-mail that is nobody's. */
const hearLink = on(PasswordLinkAsked, 'notifications.hear-password-link', async (request, event) => {
  const { passwordLinkId } = event.payload;
  const wanted = await request.ask(WantedPasswordLink, { passwordLinkId });
  if (!wanted) return;
  const { personId, purpose } = wanted;
  const statements: readonly AccountTold[] = [{ passwordLinkId }];
  await tellAll(request, event, null, [{ personId, kind: kinds[purpose], statements }]);
});

/** Whoever changed a password, its owner is told. */
const hearChange = on(PasswordChanged, 'notifications.hear-password-changed', async (request, event) => {
  const { personId } = event.payload;
  await tellAll(request, event, null, [{ personId, kind: 'PASSWORD_CHANGED', statements: [{}] }]);
});

export const accountReactions = [hearLink, hearChange];

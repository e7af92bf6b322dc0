import { answer } from '@learnova/platform/ask/answer';
import { commit } from '@learnova/platform/commit';
import { MintPasswordLink, WantedPasswordLink } from '@learnova/schema/asks/users';
import { publicUrlOf } from '../settings.ts';
import { newRefreshToken } from '../sign-in/tokens.ts';
import { PasswordLink } from './password-link.entity.ts';
import { linkById } from './password-link.reads.ts';
import { canBeSent, linkExpiry, noLinks, validMs } from './password-link.rules.ts';

export const wantedPasswordLink = answer(WantedPasswordLink, async (request, { passwordLinkId }) => {
  const link = await linkById(request, passwordLinkId);
  if (!link?.personId || !canBeSent(link, await request.now())) return null;
  return { personId: link.personId, purpose: link.purpose };
});

/** The only place where a token of a link is ever known here. It goes into the mail, behind a `#`: no server sees it in an address. */
export const mintPasswordLink = answer(MintPasswordLink, async (request, { passwordLinkId }) => {
  const now = await request.now();
  const link = await linkById(request, passwordLinkId);
  if (!link || !canBeSent(link, now)) return null;
  const publicUrl = publicUrlOf(request);
  if (!publicUrl) throw noLinks();
  const { token, hash: tokenHash } = newRefreshToken();
  const stored = await request.em.findOneOrFail(PasswordLink, { id: link.id });
  Object.assign(stored, { tokenHash, expiresAt: linkExpiry(link.purpose, now) });
  await commit(request);
  const url = new URL('/-/frontend/password', publicUrl);
  url.hash = token;
  return { url: url.href, token, validForMinutes: validMs[link.purpose] / 60_000 };
});

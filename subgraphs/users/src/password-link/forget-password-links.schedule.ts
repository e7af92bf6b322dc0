import { schedule } from '@learnova/platform/handlers';
import { linkPurposes } from '@learnova/schema/asks/users';
import { PasswordLink } from './password-link.entity.ts';
import { forgottenBefore } from './password-link.rules.ts';

/** Links of which nothing can come any more would only be a trace of who forgot what. */
export const forgetPasswordLinks = schedule('users.forget-password-links', '40 2 * * *', async (request) => {
  const now = await request.now();
  for (const purpose of linkPurposes)
    await request.em.nativeDelete(PasswordLink, {
      purpose,
      requestedAt: { $lt: forgottenBefore(purpose, now) },
    });
});

import { inTransaction } from '@learnova/platform/in-transaction';
import { wasOvertaken } from '@learnova/platform/overtaken';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { givePassword } from '../sign-in/password.changes.ts';
import { lockedPassword, type PasswordOwner, passwordOwner } from '../sign-in/password.reads.ts';
import { decidePassword } from '../sign-in/password.rules.ts';
import { hashPassword } from '../sign-in/password.ts';
import { forgetFailuresOf } from '../sign-in/throttle.ts';
import { hashOf } from '../sign-in/tokens.ts';
import { linkByToken } from './password-link.reads.ts';
import { canBeUsed, voidLink } from './password-link.rules.ts';
import { SetPasswordInput, SetPasswordPayload } from './password-link.types.ts';

@Resolver()
export class SetPasswordResolver {
  @Mutation(() => SetPasswordPayload, {
    description:
      'Sets the password of whom a link was sent to, their first one too, and ends all sign-ins that they have; failed ones are ' +
      'forgotten. For anybody who holds the newest link, once. Refused with PASSWORD_TOO_WEAK, after which the link holds still, and ' +
      'with PASSWORD_LINK_VOID for a link that was used, is too old or has a newer one.',
  })
  async setPassword(
    @Arg('input', { description: 'The link, and the password.' }) { token, password }: SetPasswordInput,
    @Ctx() request: Request,
  ): Promise<SetPasswordPayload> {
    const link = await linkByToken(request, hashOf(token));
    const owner = link?.personId ? await passwordOwner(request, link.personId) : null;

    permit(request, link !== null && canBeUsed(link, await request.now()), voidLink());
    if (!owner) throw voidLink();

    decidePassword(password, owner.around);
    const passwordHash = await hashPassword(password);
    try {
      return {
        endedSessions: await inTransaction(request, () => use(request, token, { ...owner, passwordHash })),
      };
    } catch (error) {
      // Somebody used it between the look and the commit.
      if (wasOvertaken(error)) throw voidLink();
      throw error;
    }
  }
}

/** Looks again, under the lock: of two uses at once the second finds the link ended by the first. */
async function use(
  request: Request,
  token: string,
  { personId, email, passwordHash }: PasswordOwner & { readonly passwordHash: string },
): Promise<number> {
  await lockedPassword(request, personId);
  const link = await linkByToken(request, hashOf(token));
  request.timePassed();
  const now = await request.now();
  if (!link || !canBeUsed(link, now)) throw voidLink();
  await forgetFailuresOf(request, { personId, email });
  return givePassword(request, { personId, passwordHash }, null, now);
}

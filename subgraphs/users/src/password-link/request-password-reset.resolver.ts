import { inTransaction } from '@learnova/platform/in-transaction';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { publicUrlOf } from '../settings.ts';
import { normalEmail } from '../sign-in/sign-in.rules.ts';
import { hashOf } from '../sign-in/tokens.ts';
import { askLink } from './password-link.changes.ts';
import { resetFacts } from './password-link.reads.ts';
import { decideReset, noLinks, resetThrottle, validMs } from './password-link.rules.ts';
import { RequestPasswordResetInput, RequestPasswordResetPayload } from './password-link.types.ts';

@Resolver()
export class RequestPasswordResetResolver {
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Has a mail sent to who has forgotten the password, with a link by which they set a new one; a newer link makes older ones ' +
      'void. For anybody, and answered alike for every e-mail, whosever it is. Refused with PASSWORD_RESET_THROTTLED after five of one ' +
      'e-mail within an hour, and with PASSWORD_LINKS_UNAVAILABLE where the installation sends no links.',
  })
  async requestPasswordReset(
    @Arg('input', { description: 'The e-mail.' }) input: RequestPasswordResetInput,
    @Ctx() request: Request,
  ): Promise<RequestPasswordResetPayload> {
    permit(request, publicUrlOf(request) !== undefined, noLinks());
    const email = normalEmail(input.email);
    const emailHash = hashOf(email);
    await inTransaction(request, async () => {
      // In turns, since of many at once all would find few before them.
      await takeTurns(request, [`password reset ${emailHash}`]);
      const now = await request.now();
      const since = new Date(now.getTime() - resetThrottle.windowMs);
      // From here on the same is done for an e-mail of nobody: neither the answer nor its time tells whose it is.
      const { earlier, personId } = await resetFacts(request, { email, emailHash, since });
      decideReset(earlier, now);
      askLink(request, { personId, email, purpose: 'RESET' }, now);
    });
    return { linkValidForMinutes: validMs.RESET / 60_000 };
  }
}

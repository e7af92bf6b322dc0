import { person } from '@learnova/platform/actor';
import { inTransaction } from '@learnova/platform/in-transaction';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { ChangePasswordInput, ChangePasswordPayload } from './change-password.types.ts';
import { givePassword } from './password.changes.ts';
import { lockedPassword, type PasswordOwner, passwordOwner } from './password.reads.ts';
import { decideAnotherPassword, wrongPassword } from './password.rules.ts';
import { hashPassword, isPassword } from './password.ts';
import { keepFailure, refuseWhileThrottled, underSession } from './throttle.ts';

@Resolver()
export class ChangePasswordResolver {
  @Mutation(() => ChangePasswordPayload, {
    description:
      'Changes the own password, and ends all other sign-ins of the person, subscriptions included; this one stays. The same again ' +
      'changes nothing. For the person, and nobody who acts on behalf of another. Refused with PASSWORD_NOT_CURRENT for a wrong ' +
      'password, which counts as a failed sign-in of this device, PASSWORD_UNCHANGED and PASSWORD_TOO_WEAK.',
  })
  async changePassword(
    @Arg('input', { description: 'Both passwords.' }) input: ChangePasswordInput,
    @Ctx() request: Request,
  ): Promise<ChangePasswordPayload> {
    const { personId, sessionId, onBehalfOf } = person(request);
    await request.standing();
    permit(request, onBehalfOf === undefined, forbidden('Nobody changes a password on behalf of another.'));
    for (;;) {
      const owner = await passwordOwner(request, personId).then(orNotFound('person'));
      if ((await proven(request, owner, input)) === 'DONE') return { endedSessions: 0 };
      decideAnotherPassword(input, owner.around);
      const passwordHash = await hashPassword(input.newPassword);
      const endedSessions = await inTransaction(request, async () => {
        if ((await lockedPassword(request, personId)) !== owner.passwordHash) return null;
        return givePassword(request, { personId, passwordHash }, sessionId, await request.now());
      });
      if (endedSessions !== null) return { endedSessions };
      // Somebody was faster, perhaps this very command: what was proven was another password.
      request.forget();
      request.timePassed();
    }
  }
}

/** Whether the current password is right; `DONE` where the new one is the person's already. Throttled as a sign-in of this device. */
async function proven(
  request: Request,
  { personId, email, passwordHash }: PasswordOwner,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<'RIGHT' | 'DONE'> {
  const now = await request.now();
  const counted = underSession(email ?? personId, person(request).sessionId);
  await refuseWhileThrottled(request, counted, now);
  const isRight = await isPassword(currentPassword, passwordHash);
  const isDone = !isRight && (await isPassword(newPassword, passwordHash));
  // Again, for many guesses at once: as in signIn.
  await refuseWhileThrottled(request, counted, now);
  if (!isRight && !isDone) await keepFailure(request, counted, now);
  permit(request, isRight || isDone, wrongPassword());
  return isRight ? 'RIGHT' : 'DONE';
}

import { publish } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { PasswordChanged } from '@learnova/schema/events/users';
import { endLinks } from '../password-link/password-link.changes.ts';
import { Credential } from './credential.entity.ts';
import { endSession } from './session.commands.ts';
import { SignInSession } from './sign-in-session.entity.ts';

/**
 * Gives a person another password, or their first one, and ends what began with the one before, links to a new one too; with the next commit, and under
 * the lock of `lockedPassword`. Answers how many sessions ended.
 * @param kept the session that goes on; null where none does
 */
export async function givePassword(
  request: Request,
  { personId, passwordHash }: { readonly personId: string; readonly passwordHash: string },
  kept: string | null,
  now: Date,
): Promise<number> {
  const before = await request.em.findOne(Credential, { personId });
  const version = (before?.version ?? 0) + 1;
  if (before) before.passwordHash = passwordHash;
  else request.em.persist(Object.assign(new Credential(), { personId, passwordHash }));
  await endLinks(request, personId, now);
  const sessions = await request.em.find(SignInSession, { personId, endedAt: null });
  const ending = sessions.filter(({ id }) => id !== kept);
  for (const session of ending) endSession(request, session, now);
  const fact = { aggregateId: personId, version, organizationId: null, payload: { personId } };
  publish(request, PasswordChanged, fact, now);
  return ending.length;
}

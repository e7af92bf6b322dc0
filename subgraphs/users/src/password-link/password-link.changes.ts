import { publish } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { PasswordLinkAsked } from '@learnova/schema/events/users';
import { hashOf } from '../sign-in/tokens.ts';
import { PasswordLink } from './password-link.entity.ts';
import type { LinkPurpose } from './password-link.rules.ts';

/** A link is wanted, and whoever writes mail is told that it is, by its id alone; with the next commit. Answers the id. */
export function askLink(
  request: Request,
  { personId, email, purpose }: { personId: string | null; email: string; purpose: LinkPurpose },
  now: Date,
): string {
  const asked = { id: newId(), personId, emailHash: hashOf(email), purpose, requestedAt: now };
  request.em.persist(Object.assign(new PasswordLink(), asked));
  const payload = { passwordLinkId: asked.id };
  publish(
    request,
    PasswordLinkAsked,
    { aggregateId: asked.id, version: 1, organizationId: null, payload },
    now,
  );
  return asked.id;
}

/** Whoever has another password needs none of these any more; with the next commit. */
export async function endLinks(request: Request, personId: string, now: Date): Promise<void> {
  for (const link of await request.em.find(PasswordLink, { personId, endedAt: null })) link.endedAt = now;
}

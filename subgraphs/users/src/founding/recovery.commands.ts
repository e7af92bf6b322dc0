import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import type { Recovery } from '@learnova/schema/founding';
import { administrators } from '../role/role.reads.ts';
import { givePassword } from '../sign-in/password.changes.ts';
import { lockedPassword, passwordOwner } from '../sign-in/password.reads.ts';
import { decidePassword } from '../sign-in/password.rules.ts';
import { hashPassword } from '../sign-in/password.ts';
import { normalEmail } from '../sign-in/sign-in.rules.ts';
import { forgetFailuresOf } from '../sign-in/throttle.ts';
import { decideRecovery } from './recovery.rules.ts';

/**
 * Another password for an administrator of the institution, or the first one. No beat "may": whoever can run this holds the database.
 * For nobody else: whoever is no administrator has a link sent, or is invited by one.
 */
export async function recoverUsers(request: Request, { email, password }: Recovery): Promise<void> {
  await inTransaction(request, async () => {
    const now = await request.now();
    const standing = (await administrators(request)).filter(({ holdsToday }) => holdsToday);
    const owners = await Promise.all(
      [...new Set(standing.map(({ personId }) => personId))].map((id) => passwordOwner(request, id)),
    );

    const { around, ...owner } = decideRecovery(normalEmail(email), owners);
    decidePassword(password, around);

    const { personId } = owner;
    const passwordHash = await hashPassword(password);
    await lockedPassword(request, personId);
    await forgetFailuresOf(request, owner);
    await givePassword(request, { personId, passwordHash }, null, now);
  });
}

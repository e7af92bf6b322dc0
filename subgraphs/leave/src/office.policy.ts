import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';

/** Kinds of leave, working weeks and balances are kept by the registrars and administrators of an organization or above it. */
export async function permitKeeping(request: Request, organizationId: string): Promise<void> {
  const allowed = holdsRole(await request.standing(), registry, organizationId);
  permit(request, allowed, forbidden('This is kept by the school office. Ask there.'));
}

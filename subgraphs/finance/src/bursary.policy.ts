import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { bursary } from '@learnova/schema/role-groups';

/**
 * The beat "may": accounts are kept by the bursars and administrators of an organization or of one above it, and by nobody else.
 * What it is about has been found through its door, so whoever gets here may know that it is there.
 */
export async function permitKeeping(request: Request, organizationId: string): Promise<void> {
  const allowed = holdsRole(await request.standing(), bursary, organizationId);
  permit(request, allowed, forbidden('Accounts are kept by the bursar. Ask the bursary of the school.'));
}

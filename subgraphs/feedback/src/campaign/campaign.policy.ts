import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';

/** The beat "may": evaluations are held by the administrators and registrars of an organization or of one above it. */
export async function permitEvaluating(request: Request, organizationId: string): Promise<void> {
  const allowed = holdsRole(await request.standing(), registry, organizationId);
  permit(request, allowed, forbidden('Evaluations are held by the office. Ask the registrar of the school.'));
}

import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { AttendanceCode } from './attendance-code.entity.ts';
import { loadCodes } from './code.loader.ts';

@Resolver()
export class CodeResolver {
  @Query(() => [AttendanceCode], {
    description:
      'The codes in force in an organization: its own, or those of the nearest organization above it that has any. Everybody who is signed in may see them.',
  })
  async attendanceCodes(
    @Arg('organizationId', () => UUID, { description: 'The school, campus or department.' })
    organizationId: string,
    @Ctx() request: Request,
  ): Promise<AttendanceCode[]> {
    const [organization] = await request.ask(Organizations, { organizationIds: [organizationId] });
    if (!organization) throw notFound('organization');
    return loadCodes(request, organization.path);
  }
}

import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../session/organization.stub.ts';
import { Program } from './program.entity.ts';
import { programsOfOrganization } from './program.loader.ts';

@Resolver(() => OrganizationStub)
export class OrganizationProgramsResolver {
  @FieldResolver(() => [Program], {
    nullable: true,
    description:
      'The programs that its students may be admitted to, by code: its own, and those of the organizations above it. Seen by ' +
      'everybody of the organization: who holds a role in it, above or below it today, its students, and guardians of today ' +
      'of its students.',
  })
  async programs(
    @Root() organization: OrganizationStub,
    @Ctx() request: Request,
  ): Promise<readonly Program[]> {
    const offered = await request.load(programsOfOrganization, organization.id);
    if (!offered) throw notFound('organization');
    return offered.list;
  }
}

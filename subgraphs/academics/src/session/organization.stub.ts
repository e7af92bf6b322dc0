import type { VisibleKeys } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { AcademicSession } from './academic-session.entity.ts';
import { yearsOfOrganization } from './academic-session.loader.ts';

@ObjectType('Organization', { description: sharedTypes.Organization.type })
@Directive('@key(fields: "id")')
export class OrganizationStub {
  @Field(() => UUID, { description: sharedTypes.Organization.id })
  id!: string;
}

@Resolver(() => OrganizationStub)
export class OrganizationResolver {
  @FieldResolver(() => [AcademicSession], {
    nullable: true,
    description:
      'Its school years, or those of the nearest organization above it that has any, with their terms as children. ' +
      'Seen by everybody who is signed in.',
  })
  async academicSessions(
    @Root() organization: OrganizationStub,
    @Ctx() request: Request,
  ): Promise<readonly AcademicSession[]> {
    const years = await request.load(yearsOfOrganization, organization.id);
    if (!years) throw notFound('organization');
    return years.list;
  }
}

/** Everybody who is signed in: a school prints its terms on its door. */
export const seesAcademicSessions: VisibleKeys = async ({ actor }, ids) =>
  new Set(actor.kind === 'person' ? ids : []);

import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { GradingScale } from './grading-scale.entity.ts';
import { CreateGradingScaleInput, CreateGradingScalePayload } from './scale.inputs.ts';
import { gradingScales, gradingScalesOf } from './scale.loader.ts';
import { decideBands } from './scale.rules.ts';

@Resolver(() => GradingScale)
export class GradingScaleResolver {
  @Query(() => [GradingScale], {
    description:
      'The scales by which sections of an organization may be graded: its own, and those of all above it. Everybody who is signed in may see them.',
  })
  async gradingScales(
    @Arg('organizationId', () => UUID, { description: 'The school, campus or department.' })
    organizationId: string,
    @Ctx() request: Request,
  ): Promise<GradingScale[]> {
    return gradingScalesOf(request, (await placeOf(request, organizationId)).path);
  }

  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: 'Whose scale it is. Everybody who is signed in may see it.',
  })
  organization(@Root() { organizationId: id }: GradingScale): OrganizationStub {
    return { id };
  }

  @Mutation(() => CreateGradingScalePayload, {
    description:
      'Adds a scale by which sections of an organization and all below it may be graded. For administrators and registrars of the organization or above it.',
  })
  createGradingScale(
    @Arg('input', () => CreateGradingScaleInput, { description: 'The scale.' })
    input: CreateGradingScaleInput,
    @Ctx() request: Request,
  ): Promise<CreateGradingScalePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        gradingScale: await fresh(request, gradingScales, aggregateId, 'grading scale'),
      }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);
        const isOffice = holdsRole(await request.standing(), registry, organizationId);
        permit(request, isOffice, forbidden('Scales are made by the office. Ask the office of the school.'));
        const gradingScale = Object.assign(new GradingScale(), {
          ...{ id: newId(), organizationId, bands: decideBands(input.bands) },
          title: decideText(input.title, ['input', 'title']),
          recordedBy: person(request).personId,
          recordedAt: await request.now(),
        });
        request.em.persist(gradingScale);
        remember({ aggregateId: gradingScale.id, version: 1 });
        await commit(request);
        return { gradingScale };
      },
    });
  }
}

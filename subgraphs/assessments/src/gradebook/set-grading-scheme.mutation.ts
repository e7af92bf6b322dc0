import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { placeOf } from '@learnova/platform/places';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { gradingScales } from '../scale/scale.loader.ts';
import { GradingScheme } from './grading-scheme.entity.ts';
import { loadForKeeping, nextVersion, rereadGradebook } from './keep.ts';
import { SetGradingSchemeInput, SetGradingSchemePayload } from './scheme.inputs.ts';
import { checkPlaces, decideCategories } from './scheme.rules.ts';

@Resolver()
export class SetGradingScheme {
  @Mutation(() => SetGradingSchemePayload, {
    description:
      'Says how the result of a section follows from its scores, from now on. What was published stays as it was. For teachers of the section and its office.',
  })
  setGradingScheme(
    @Arg('input', () => SetGradingSchemeInput, { description: 'The scheme.' }) input: SetGradingSchemeInput,
    @Ctx() request: Request,
  ): Promise<SetGradingSchemePayload> {
    const { sectionId, gradingScaleId, decimalPlaces, rounding, expectedVersion } = input;
    return idempotent(request, input, {
      replay: async () => ({ gradebook: await rereadGradebook(request, sectionId) }),
      run: async (remember) => {
        const { gradebook, held } = await loadForKeeping(request, sectionId, expectedVersion);
        const inUse = new Set(held.items.map(({ category }) => category));
        const categories = decideCategories(input.categories, inUse);
        checkPlaces(decimalPlaces);
        const { path } = await placeOf(request, gradebook.organizationId);
        const scale = await request.load(gradingScales, gradingScaleId);
        if (!scale || !path.includes(scale.organizationId))
          throw badInput(
            ['input', 'gradingScaleId'],
            'The section has no such scale: choose one of its organization.',
          );
        const { next, fact } = await nextVersion(request, gradebook);
        const scheme = { ...fact, gradingScaleId, categories, decimalPlaces, rounding };
        request.em.persist(Object.assign(new GradingScheme(), scheme));
        remember({ aggregateId: sectionId, version: fact.version });
        await commit(request);
        return { gradebook: next };
      },
    });
  }
}

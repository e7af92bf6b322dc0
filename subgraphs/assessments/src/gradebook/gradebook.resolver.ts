import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { LineItem } from '../line-item/line-item.entity.ts';
import { GradingScale } from '../scale/grading-scale.entity.ts';
import { gradingScales } from '../scale/scale.loader.ts';
import { SectionStub } from '../section.stub.ts';
import { Gradebook, seen } from './gradebook.entity.ts';
import { contentsOf, gradebooks } from './gradebook.loader.ts';
import { GradebookRow } from './gradebook-row.type.ts';
import { GradingScheme } from './grading-scheme.entity.ts';

@Resolver(() => Gradebook)
export class GradebookResolver {
  @FieldResolver(() => SectionStub, { nullable: true, description: `The section. ${seen}` })
  section(@Root() { id }: Gradebook): SectionStub {
    return { id };
  }

  @FieldResolver(() => GradingScheme, {
    nullable: true,
    description: `How results follow from scores; null before it was said. ${seen}`,
  })
  async scheme(@Root() { id }: Gradebook, @Ctx() request: Request): Promise<GradingScheme | null> {
    return (await contentsOf(request, id)).scheme;
  }

  @FieldResolver(() => [LineItem], { description: `What is assessed, by category and date. ${seen}` })
  async lineItems(@Root() { id }: Gradebook, @Ctx() request: Request): Promise<readonly LineItem[]> {
    return (await contentsOf(request, id)).items;
  }

  @FieldResolver(() => [GradebookRow], {
    description: `A row for each student who is enrolled now, or of whom there are scores. ${seen}`,
  })
  async rows(@Root() { id: sectionId }: Gradebook, @Ctx() request: Request): Promise<GradebookRow[]> {
    const { students } = await contentsOf(request, sectionId);
    return students.map((studentId) => Object.assign(new GradebookRow(), { sectionId, studentId }));
  }
}

@Resolver(() => GradingScheme)
export class GradingSchemeResolver {
  @FieldResolver(() => GradingScale, { description: 'The grades. Seen by whoever sees the gradebook.' })
  scale(@Root() { gradingScaleId }: GradingScheme, @Ctx() request: Request): Promise<GradingScale | null> {
    return request.load(gradingScales, gradingScaleId);
  }
}

@Resolver(() => SectionStub)
export class SectionResolver {
  @FieldResolver(() => Gradebook, {
    nullable: true,
    description: `What is assessed in it, and what everybody has scored. ${seen}`,
  })
  gradebook(@Root() { id }: SectionStub, @Ctx() request: Request): Promise<Gradebook | null> {
    return request.load(gradebooks, id);
  }
}

export const seesGradebook: VisibleKeys = async (request, sectionIds) => {
  const found = await request.loadMany(gradebooks, sectionIds);
  return new Set(found.flatMap((book) => book?.id ?? []));
};

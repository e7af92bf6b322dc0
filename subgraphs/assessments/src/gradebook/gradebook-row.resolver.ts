import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { resultOf } from '../result/result.rules.ts';
import { gradingScales } from '../scale/scale.loader.ts';
import { Score } from '../score/score.entity.ts';
import { StudentStub } from '../student.stub.ts';
import { contentsOf } from './gradebook.loader.ts';
import { GradebookRow, ProvisionalResult } from './gradebook-row.type.ts';

const seen = 'Seen by whoever sees the gradebook.';

@Resolver(() => GradebookRow)
export class GradebookRowResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `The student. ${seen}` })
  student(@Root() { studentId: id }: GradebookRow): StudentStub {
    return { id };
  }

  @FieldResolver(() => [Score], {
    description: `What holds of the student at each line item; none where nothing was said. ${seen}`,
  })
  async scores(@Root() { sectionId, studentId }: GradebookRow, @Ctx() request: Request): Promise<Score[]> {
    const { scores } = await contentsOf(request, sectionId);
    return scores.filter((score) => score.studentId === studentId);
  }

  @FieldResolver(() => ProvisionalResult, {
    nullable: true,
    description: `The result as it would be now; null without a scheme. ${seen}`,
  })
  async provisionalResult(
    @Root() row: GradebookRow,
    @Ctx() request: Request,
  ): Promise<ProvisionalResult | null> {
    const { scheme, items } = await contentsOf(request, row.sectionId);
    const scale = scheme && (await request.load(gradingScales, scheme.gradingScaleId));
    if (!scheme || !scale) return null;
    const outcome = resultOf({ ...scheme, bands: scale.bands }, items, await this.scores(row, request));
    return Object.assign(new ProvisionalResult(), outcome);
  }
}

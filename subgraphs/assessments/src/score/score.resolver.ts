import { defineLoader } from '@learnova/platform/loader';
import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { scoreHistory } from '../gradebook/contents.reads.ts';
import { contentsOf, gradebooks } from '../gradebook/gradebook.loader.ts';
import { LineItem } from '../line-item/line-item.entity.ts';
import { PersonStub } from '../person.stub.ts';
import { StudentStub } from '../student.stub.ts';
import { Score, seen } from './score.entity.ts';

interface History {
  readonly key: string;
  readonly scores: readonly Score[];
}

const keyOf = ({ lineItemId, studentId }: Pick<Score, 'lineItemId' | 'studentId'>) =>
  `${lineItemId} ${studentId}`;

/** Of scores whose gradebooks are seen: one query for however many. */
const histories = defineLoader<History>({
  type: 'Score.history',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const cells = keys.map((key) => {
      const [lineItemId = '', studentId = ''] = key.split(' ');
      return { lineItemId, studentId };
    });
    const said = Map.groupBy(await scoreHistory(request, cells), keyOf);
    return keys.map((key) => ({ key, scores: said.get(key) ?? [] }));
  },
  visible: async (_request, rows) => rows,
});

@Resolver(() => Score)
export class ScoreResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `The student. ${seen}` })
  student(@Root() { studentId: id }: Score): StudentStub {
    return { id };
  }

  @FieldResolver(() => LineItem, {
    description: `The line item: as it is now in a gradebook, as it was published under a result. ${seen}`,
  })
  async lineItem(
    @Root() { sectionId, lineItemId, lineItem }: Score,
    @Ctx() request: Request,
  ): Promise<LineItem> {
    if (lineItem) return lineItem;
    const { items } = await contentsOf(request, sectionId);
    const item = items.find(({ id }) => id === lineItemId);
    if (!item) throw notFound('line item');
    return item;
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: `Who said it. ${seen}` })
  recordedBy(@Root() { recordedBy: id }: Score): PersonStub {
    return { id };
  }

  @FieldResolver(() => [Score], {
    nullable: true,
    description:
      'All that was said of the student here, oldest first. Only for who sees the gradebook; null with FORBIDDEN for others.',
  })
  async history(@Root() score: Score, @Ctx() request: Request): Promise<readonly Score[]> {
    if (!(await request.load(gradebooks, score.sectionId))) throw forbidden();
    return (await request.load(histories, keyOf(score)))?.scores ?? [];
  }
}

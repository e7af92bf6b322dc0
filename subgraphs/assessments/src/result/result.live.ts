import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { studentsOfFamily } from '../person.ties.ts';
import { sectionResults } from './result.loader.ts';
import { studentTopic } from './result.topic.ts';
import { SectionResult } from './section-result.entity.ts';

/** The student, and guardians while they may see the records. */
export const resultPublished = defineLive<{ studentId: string }>({
  field: 'resultPublished',
  key: ['id'],
  topic: ({ studentId }) => studentTopic(studentId),
  admit: async (request, { studentId }) => {
    person(request);
    const until = (await studentsOfFamily(request)).get(studentId);
    if (until === undefined) throw notFound('student');
    return until;
  },
});

@Resolver()
export class ResultLiveResolver {
  @Subscription(() => SectionResult, {
    ...liveField,
    description:
      'A result of the student can be seen since now: it was published or amended, or what held it back is gone. For the student, and for guardians who may see their records.',
  })
  async resultPublished(
    @Root() { key }: Pointer,
    @Arg('studentId', () => UUID, { description: 'The student.' }) studentId: string,
    @Ctx() request: Request,
  ): Promise<SectionResult | null> {
    const result = await request.load(sectionResults, String(key.id));
    return result?.studentId === studentId && result.isCurrent ? result : null;
  }
}

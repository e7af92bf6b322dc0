import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ResultAmended } from '@learnova/schema/events/assessments';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Gradebook } from '../gradebook/gradebook.entity.ts';
import { isToBeTaken, versionsIn } from '../publication/publication.reads.ts';
import { keptResult, takeResults } from '../publication/take-results.ts';
import { decideAmendment } from './amendment.rules.ts';
import { changedResult } from './changed-result.refusal.ts';
import { rereadResult } from './reread.ts';
import { AmendResultInput, AmendResultPayload } from './result.inputs.ts';
import { permitPublishing } from './result.policy.ts';
import { FoundResult, versionsOf } from './result.reads.ts';
import { payloadOf, pointAtResults } from './result.topic.ts';
import { turnsOf } from './turns.ts';

@Resolver()
export class AmendResult {
  @Mutation(() => AmendResultPayload, {
    description:
      'Lets what comes of the scores now take the place of a published result, with a reason: correct the scores first. Not while a publication of further results of the section waits for its instant. The version before it stays readable for staff. For administrators and registrars of the organization of the section or above it.',
  })
  amendResult(
    @Arg('input', () => AmendResultInput, { description: 'Which, and why.' }) input: AmendResultInput,
    @Ctx() request: Request,
  ): Promise<AmendResultPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ result: await rereadResult(request, aggregateId) }),
      run: async (remember) => {
        const { organizationId, sectionId, studentId } = await rereadResult(request, input.resultId);
        await permitPublishing(request, organizationId);
        const { path } = await placeOf(request, organizationId);
        await takeTurns(request, [turnsOf(sectionId)]);
        const before = await rereadResult(request, input.resultId);
        if (before.isReleased && !before.isCurrent) throw changedResult();
        const book = await request.em.findOneOrFail(Gradebook, { id: sectionId });
        const { version: gradebookVersion } = book;
        const pin = { sectionId, version: gradebookVersion };
        const [taken] = await takeResults(request, [pin], new Map([[sectionId, [studentId]]]));
        const outcome = taken?.outcomes.get(studentId);
        if (!outcome) throw new Error('a student of a roster has an outcome');
        const ofStudent = await versionsOf(request, [{ sectionId, studentId }]);
        const isAwaited =
          ofStudent.some(({ isReleased }) => !isReleased) || (await isToBeTaken(request, book, path));
        decideAmendment(before, outcome, isAwaited);
        const reason = decideText(input.reason, ['input', 'reason'], 500);
        const versions = await versionsIn(request, [sectionId]);
        const now = await request.now();
        const version = (versions.get(`${sectionId} ${studentId}`) ?? 0) + 1;
        const { publicationId, academicSessionId, credits } = before;
        const given = {
          ...{ publicationId, organizationId, academicSessionId, sectionId, studentId, version },
          ...{ gradebookVersion, credits, reason, recordedBy: person(request).personId, recordedAt: now },
        };
        const amended = keptResult(given, outcome);
        if (!amended) throw new Error('an outcome with a percentage is a result');
        request.em.persist(amended);
        const fact = { aggregateId: amended.id, version, organizationId, payload: payloadOf([amended]) };
        publish(request, ResultAmended, { ...fact, live: pointAtResults([amended]) }, now);
        remember({ aggregateId: amended.id, version });
        await commit(request);
        const { isReleased, isCurrent, isWithheld, releasedAt, sight } = before;
        const seen = { isReleased, isCurrent, isWithheld, releasedAt, sight };
        return { result: Object.assign(new FoundResult(), amended, seen) };
      },
    });
  }
}

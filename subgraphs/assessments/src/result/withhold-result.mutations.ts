import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ResultPublished, ResultWithheld } from '@learnova/schema/events/assessments';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { rereadResult } from './reread.ts';
import {
  ReleaseResultInput,
  ReleaseResultPayload,
  WithholdResultInput,
  WithholdResultPayload,
} from './result.inputs.ts';
import { permitPublishing } from './result.policy.ts';
import type { FoundResult } from './result.reads.ts';
import { payloadOf, pointAtResults } from './result.topic.ts';
import { ResultWithholding } from './result-withholding.entity.ts';
import { turnsOf } from './turns.ts';
import { decideWithholding } from './withholding.rules.ts';

const office = 'For administrators and registrars of the organization of the section or above it.';

@Resolver()
export class WithholdResult {
  @Mutation(() => WithholdResultPayload, {
    description: `Holds the result of a student in a section back, in each version, before its instant or after it: that there is one is shown, and not what it is. ${office}`,
  })
  withholdResult(
    @Arg('input', () => WithholdResultInput, { description: 'Which, and why.' }) input: WithholdResultInput,
    @Ctx() request: Request,
  ): Promise<WithholdResultPayload> {
    return change(request, input, true);
  }

  @Mutation(() => ReleaseResultPayload, {
    description: `Holds the result of a student in a section back no longer: it shows from its instant on, or at once where that has come. ${office}`,
  })
  releaseResult(
    @Arg('input', () => ReleaseResultInput, { description: 'Which, and why.' }) input: ReleaseResultInput,
    @Ctx() request: Request,
  ): Promise<ReleaseResultPayload> {
    return change(request, input, false);
  }
}

function change(
  request: Request,
  input: WithholdResultInput,
  isWithheld: boolean,
): Promise<{ result: FoundResult }> {
  return idempotent(request, input, {
    replay: async ({ aggregateId }) => ({ result: await rereadResult(request, aggregateId) }),
    run: async (remember) => {
      const { organizationId, sectionId } = await rereadResult(request, input.resultId);
      await permitPublishing(request, organizationId);
      await takeTurns(request, [turnsOf(sectionId)]);
      const result = await rereadResult(request, input.resultId);
      decideWithholding(result, isWithheld);
      const version = (await versionOf(request, result)) + 1;
      const now = await request.now();
      request.em.persist(
        Object.assign(new ResultWithholding(), {
          ...{ sectionId, studentId: result.studentId, version, isWithheld },
          ...{ reason: decideText(input.reason, ['input', 'reason'], 500) },
          ...{ recordedBy: person(request).personId, recordedAt: now },
        }),
      );
      const fact = { aggregateId: result.id, version, organizationId, payload: payloadOf([result]) };
      const live = result.isCurrent ? pointAtResults([result]) : [];
      // What is released before its instant is published with all others.
      if (isWithheld || result.isCurrent)
        publish(request, isWithheld ? ResultWithheld : ResultPublished, { ...fact, live }, now);
      remember({ aggregateId: result.id, version });
      await commit(request);
      return { result: Object.assign(result, { isWithheld }) };
    },
  });
}

async function versionOf(request: Request, { sectionId, studentId }: FoundResult): Promise<number> {
  const [newest] = await request.em.find(
    ResultWithholding,
    { sectionId, studentId },
    { orderBy: { version: 'desc' }, limit: 1 },
  );
  return newest?.version ?? 0;
}

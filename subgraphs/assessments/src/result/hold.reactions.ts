import { publish } from '@learnova/platform/commit';
import { on } from '@learnova/platform/handlers';
import { Holds } from '@learnova/schema/asks/finance';
import { ResultPublished } from '@learnova/schema/events/assessments';
import { HoldLifted } from '@learnova/schema/events/finance';
import { currentResultsOf } from './result.reads.ts';
import { payloadOf, pointAtResults } from './result.topic.ts';

/** Fees hold a student's results back no longer, by none of their schools: those who listen are told what can be seen again. */
export const showAgain = on(HoldLifted, 'assessments.show-again', async (request, { payload }) => {
  const { studentId } = payload;
  const [standing] = await request.ask(Holds, { studentIds: [studentId] });
  if (standing?.held !== false) return;
  const results = (await currentResultsOf(request, [studentId])).filter(({ isWithheld }) => !isWithheld);
  // An event each: one points at a single result of a student.
  for (const result of results) {
    const { id: aggregateId, version, organizationId } = result;
    const fact = { aggregateId, version, organizationId, payload: payloadOf([result]) };
    publish(request, ResultPublished, { ...fact, live: pointAtResults([result]) }, await request.now());
  }
});

import { order } from '@learnova/platform/commit';
import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ResultAmended, ResultPublished } from '@learnova/schema/events/assessments';
import { TellResults } from '@learnova/schema/jobs/notifications';
import type { z } from 'zod';
import type { Settings } from '../settings.ts';
import { turnOf } from './result.rules.ts';
import { ResultNews } from './result-news.entity.ts';

type Event = Envelope<z.infer<typeof ResultPublished.payload>>;

/**
 * An event only says of whom there may be something to see, and there is one for each section: it is noted, and told in a moment with
 * what else there is for the same family.
 */
async function note(request: Request, event: Event, isAmendment: boolean): Promise<void> {
  const { results } = event.payload;
  await takeTurns(request, [...new Set(results.map(turnOf))]);
  const found = await request.em.find(ResultNews, { resultId: { $in: results.map((one) => one.resultId) } });
  const known = new Set(found.map(({ resultId }) => resultId));
  const news = results.filter(({ resultId }) => !known.has(resultId));
  if (news.length === 0) return;
  const { organizationId } = event;
  request.em.persist(
    news.map((one) => Object.assign(new ResultNews(), one, { organizationId, isAmendment })),
  );
  const now = await request.now();
  const { RESULTS_GRACE_MS } = request.settings as Settings;
  order(request, TellResults, {}, now, new Date(now.getTime() + RESULTS_GRACE_MS));
}

export const resultReactions = [
  on(ResultPublished, 'notifications.hear-result-published', (request, event) => note(request, event, false)),
  on(ResultAmended, 'notifications.hear-result-amended', (request, event) => note(request, event, true)),
];

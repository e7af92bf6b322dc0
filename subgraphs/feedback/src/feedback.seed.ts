import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { OpenCampaign } from '@learnova/schema/jobs/feedback';
import type { School, SchoolCampaign } from '@learnova/schema/school';

/** Writes what was told to a school into empty tables, as if each of it had been said once. */
export async function seedFeedback(request: Request, { feedback }: Pick<School, 'feedback'>): Promise<void> {
  const { items, questionnaires, campaigns } = feedback;
  const replies = items.flatMap((item) =>
    item.replies.map(({ by: authorId, at: repliedAt, ...reply }) => ({
      ...{ ...reply, feedbackItemId: item.id, authorId, repliedAt },
    })),
  );
  await fill(
    request,
    'feedback_item',
    items.map((item) => {
      const last = item.replies.at(-1);
      return {
        ...item,
        ...{ changedBy: last?.by ?? item.authorId, changedAt: last?.at ?? item.givenAt },
        version: item.replies.length + 1,
      };
    }),
  );
  await fill(request, 'feedback_reply', replies);
  await fill(request, 'feedback_text', [...items, ...replies]);
  await fill(request, 'questionnaire', [...questionnaires]);
  for (const campaign of campaigns) await seedCampaign(request, campaign);
}

/** One that is over has its results, in the random order of its ballots; one that is to come has the order to open. */
async function seedCampaign(request: Request, campaign: SchoolCampaign): Promise<void> {
  const {
    id: campaignId,
    sessionId,
    questionnaireId,
    closesAt,
    opensAt,
    by,
    plannedAt,
    evaluations,
  } = campaign;
  const state = evaluations ? 'CLOSED' : 'PLANNED';
  const made = { changedBy: by, changedAt: evaluations ? closesAt : plannedAt, version: evaluations ? 3 : 1 };
  await fill(request, 'evaluation_campaign', [{ ...campaign, academicSessionId: sessionId, state, ...made }]);
  if (!evaluations) {
    const order = { kind: 'job', name: OpenCampaign.name, payload: { campaignId }, live: [], runAt: opensAt };
    const told = { id: newId(), requestId: newId(), occurredAt: plannedAt };
    return fill(request, 'outbox_message', [{ ...order, ...told }]);
  }
  await fill(
    request,
    'evaluation',
    evaluations.map(({ ballots, ...evaluation }) => ({
      ...{ ...evaluation, campaignId, questionnaireId, closedAt: closesAt },
      potsLost: 0,
      ballotCount: ballots.length > 0 ? ballots.length : null,
    })),
  );
  const ballots = evaluations.flatMap(({ id: evaluationId, ballots: cast }) =>
    cast.map(([id, answers]) => ({ id, evaluationId, answers })),
  );
  await fill(
    request,
    'ballot',
    ballots.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  );
}

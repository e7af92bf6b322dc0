import { dayOf } from '@learnova/platform/local-time';
import { Campaigns } from '@learnova/schema/asks/feedback';
import { Organizations } from '@learnova/schema/asks/users';
import { dayInWords } from '../notification/day-in-words.ts';
import type { Subject } from '../notification/subject.ts';
import type { EvaluationTold } from './feedback.rules.ts';

const title = 'A course evaluation waits for your answers';

/**
 * A reminder of an evaluation, to who had not taken a ballot paper. Whether they have done so since is not asked again: a message that
 * was held back for it would tell when.
 */
export const evaluation: Subject<EvaluationTold> = {
  kinds: ['EVALUATION_REMINDER'],
  category: 'FEEDBACK',
  cannotWait: false,
  known: async () => 'everybody',
  tellable: async (request, { statements }) => {
    const told = statements as readonly EvaluationTold[];
    const campaignIds = told.map(({ campaignId }) => campaignId);
    const campaigns = await request.ask(Campaigns, { campaignIds });
    const open = new Set(
      campaigns.filter(({ state }) => state === 'OPEN').map(({ campaignId }) => campaignId),
    );
    return told.filter(({ campaignId }) => open.has(campaignId));
  },
  title: () => title,
  body: async () => `${title}. What you answer is kept apart from your name.`,
  letter: async (request, { statements }, _told, receiver) => {
    const campaignIds = (statements as readonly EvaluationTold[]).map(({ campaignId }) => campaignId);
    const campaigns = await request.ask(Campaigns, { campaignIds });
    const organizationIds = [...new Set(campaigns.map(({ organizationId }) => organizationId))].sort();
    const places = await request.ask(Organizations, { organizationIds });
    const zoneOf = (id: string) => places.find((one) => one.organizationId === id)?.timeZone ?? 'UTC';
    const lines = campaigns.map(
      (one) =>
        `- ${one.title}, until ${dayInWords(dayOf(new Date(one.closesAt), zoneOf(one.organizationId)))}`,
    );
    const opening = 'There are evaluations in which your answers are missing:';
    const closing = 'What you answer is kept apart from your name. Sign in to answer.';
    return {
      subject: title,
      text: [`Dear ${receiver},`, '', opening, '', ...lines, '', closing, ''].join('\n'),
    };
  },
};

import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Somebody told the school something. What, and who, is read in the graph. */
export const ItemGiven = defineEvent('feedback.item-given', z.object({ feedbackItemId: id }));

/** Something was said to it, by the school or by whoever gave it; or the school said how it ended. */
export const ItemReplied = defineEvent(
  'feedback.item-replied',
  z.object({ feedbackItemId: id, replyId: id, isResolved: z.boolean() }),
);

const campaign = z.object({ campaignId: id });

/** Answers are taken from now on; the graph says of which sections. */
export const CampaignOpened = defineEvent('feedback.campaign-opened', campaign);

/** The window is over, and results stand: of evaluations with enough ballots. */
export const CampaignClosed = defineEvent('feedback.campaign-closed', campaign);

/** More ballot papers were taken than when this was told last: counted once a minute, so that nobody's taking has an event or a time. */
export const ResponsesCounted = defineEvent('feedback.responses-counted', campaign);

/** It is time to remind those who have not taken their ballot papers: ask `feedback.not-answered` whom. */
export const VotersReminded = defineEvent('feedback.voters-reminded', campaign);

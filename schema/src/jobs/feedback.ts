import { z } from 'zod';
import { defineJob, id } from '../define.ts';

const campaign = z.object({ campaignId: id });

/** The window begins: find out whom to ask, and take answers. Goes on wherever an earlier try has ended. */
export const OpenCampaign = defineJob('feedback.open-campaign', campaign);

/** The window is over: take the ballots out of their pots, those of an evaluation at once. */
export const CloseCampaign = defineJob('feedback.close-campaign', campaign);

/** It is time to remind those who have not taken their ballot papers. */
export const RemindVoters = defineJob('feedback.remind-voters', campaign);

import { registerEnumType } from 'type-graphql';

export const CampaignState = {
  PLANNED: 'PLANNED',
  OPEN: 'OPEN',
  CLOSED: 'CLOSED',
  CANCELLED: 'CANCELLED',
} as const;
export type CampaignState = keyof typeof CampaignState;

registerEnumType(CampaignState, {
  name: 'CampaignState',
  description: 'How far an evaluation campaign is.',
  valuesConfig: {
    PLANNED: { description: 'It waits for its window, and asks nobody yet.' },
    OPEN: { description: 'It is answered. Nobody can see an answer.' },
    CLOSED: { description: 'Its window is over, and its results stand.' },
    CANCELLED: { description: 'It was called off before it opened.' },
  },
});

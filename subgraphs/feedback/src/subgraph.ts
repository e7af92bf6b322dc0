import 'reflect-metadata';
import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { seedFeedback } from './feedback.seed.ts';
import { FeedbackItem } from './item/feedback-item.entity.ts';
import { FeedbackOfOrganization, FeedbackOfViewer, seesFeedback } from './item/feedback-item.lists.ts';
import { FeedbackItemLiveResolver, feedbackItemChanged } from './item/feedback-item.live.ts';
import { feedbackItems } from './item/feedback-item.loader.ts';
import { FeedbackItemMutations } from './item/feedback-item.mutations.ts';
import { FeedbackItemResolver, FeedbackReplyResolver } from './item/feedback-item.resolver.ts';
import { FeedbackReply } from './item/feedback-reply.entity.ts';
import { FeedbackText } from './item/feedback-text.entity.ts';
import { Migration20261126070402_initial } from './migrations/Migration20261126070402_initial.ts';
import { OrganizationStub } from './organization.stub.ts';
import { PersonStub } from './person.stub.ts';
import { ViewerStub } from './viewer.stub.ts';

export const feedback = defineSubgraph({
  name: 'feedback',
  entities: [FeedbackItem, FeedbackText],
  facts: [FeedbackReply],
  migrations: [{ name: 'Migration20261126070402_initial', class: Migration20261126070402_initial }],
  resolvers: [
    ...[FeedbackItemMutations, FeedbackItemResolver, FeedbackReplyResolver, FeedbackItemLiveResolver],
    ...[FeedbackOfViewer, FeedbackOfOrganization],
  ],
  types: [PersonStub, OrganizationStub, ViewerStub],
  loaders: [feedbackItems],
  policies: {
    roots: {
      'Mutation.giveFeedback': signedIn,
      'Mutation.replyToFeedback': signedIn,
      'Mutation.resolveFeedback': signedIn,
    },
    fields: {
      'Viewer.feedback': own,
      'Organization.feedback': seesFeedback,
    },
  },
  lives: [feedbackItemChanged],
  answers: [],
  reactions: [],
  jobs: [],
  schedules: [],
  routes: [],
  seed: seedFeedback,
});

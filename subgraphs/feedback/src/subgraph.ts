import 'reflect-metadata';
import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { Ballot } from './ballot/ballot.entity.ts';
import { BallotKey } from './ballot/ballot-key.entity.ts';
import { BallotPot } from './ballot/ballot-pot.entity.ts';
import { settings } from './ballot/ballots.settings.ts';
import { CastBallot } from './ballot/cast-ballot.mutation.ts';
import { withoutBearer } from './ballot/without-bearer.policy.ts';
import { answerCampaigns, answerNotAnswered } from './campaign/campaign.asks.ts';
import {
  CampaignLiveResolver,
  evaluationCampaignChanged,
  evaluationChanged,
} from './campaign/campaign.live.ts';
import { CampaignMutations } from './campaign/campaign.mutations.ts';
import { CampaignResolver, EvaluationsOfOrganization, seesCampaigns } from './campaign/campaign.resolver.ts';
import { closeCampaign } from './campaign/close-campaign.job.ts';
import { EvaluationCampaign } from './campaign/evaluation-campaign.entity.ts';
import { openCampaign } from './campaign/open-campaign.job.ts';
import { remindVoters } from './campaign/remind-voters.job.ts';
import { tellResponses } from './campaign/response.schedule.ts';
import { ToldResponse } from './campaign/told-response.entity.ts';
import { BallotRight } from './evaluation/ballot-right.entity.ts';
import { Evaluation } from './evaluation/evaluation.entity.ts';
import { EvaluationsOfSection, EvaluationsOfViewer } from './evaluation/evaluation.lists.ts';
import { EvaluationResolver } from './evaluation/evaluation.resolver.ts';
import { SectionStub, seesEvaluations } from './evaluation/section.stub.ts';
import { TakeBallotPaper } from './evaluation/take-ballot-paper.mutation.ts';
import { seedFeedback } from './feedback.seed.ts';
import { answerFeedbackItems } from './item/feedback-item.asks.ts';
import { FeedbackItem } from './item/feedback-item.entity.ts';
import { FeedbackOfOrganization, FeedbackOfViewer, seesFeedback } from './item/feedback-item.lists.ts';
import { FeedbackItemLiveResolver, feedbackItemChanged } from './item/feedback-item.live.ts';
import { feedbackItems } from './item/feedback-item.loader.ts';
import { FeedbackItemMutations } from './item/feedback-item.mutations.ts';
import { FeedbackItemResolver, FeedbackReplyResolver } from './item/feedback-item.resolver.ts';
import { FeedbackReply } from './item/feedback-reply.entity.ts';
import { FeedbackText } from './item/feedback-text.entity.ts';
import { Migration20261126070402_initial } from './migrations/Migration20261126070402_initial.ts';
import { Migration20261126074601_evaluations } from './migrations/Migration20261126074601_evaluations.ts';
import { Migration20261126120910_responses } from './migrations/Migration20261126120910_responses.ts';
import { Migration20261126150326_pots_lost } from './migrations/Migration20261126150326_pots_lost.ts';
import { OrganizationStub } from './organization.stub.ts';
import { PersonStub } from './person.stub.ts';
import { CreateQuestionnaire } from './questionnaire/create-questionnaire.mutation.ts';
import { Questionnaire } from './questionnaire/questionnaire.entity.ts';
import { ViewerStub } from './viewer.stub.ts';

export const feedback = defineSubgraph({
  name: 'feedback',
  settings,
  entities: [FeedbackItem, FeedbackText, EvaluationCampaign, Evaluation],
  facts: [FeedbackReply, Questionnaire, Ballot],
  untraced: [BallotRight, BallotKey, BallotPot, ToldResponse],
  migrations: [
    { name: 'Migration20261126070402_initial', class: Migration20261126070402_initial },
    { name: 'Migration20261126074601_evaluations', class: Migration20261126074601_evaluations },
    { name: 'Migration20261126120910_responses', class: Migration20261126120910_responses },
    { name: 'Migration20261126150326_pots_lost', class: Migration20261126150326_pots_lost },
  ],
  resolvers: [
    ...[FeedbackItemMutations, FeedbackItemResolver, FeedbackReplyResolver, FeedbackItemLiveResolver],
    ...[FeedbackOfViewer, FeedbackOfOrganization],
    ...[
      CreateQuestionnaire,
      CampaignMutations,
      CampaignResolver,
      EvaluationsOfOrganization,
      CampaignLiveResolver,
    ],
    ...[EvaluationResolver, EvaluationsOfSection, EvaluationsOfViewer, TakeBallotPaper, CastBallot],
  ],
  types: [PersonStub, OrganizationStub, ViewerStub, SectionStub],
  loaders: [feedbackItems],
  policies: {
    roots: {
      'Mutation.giveFeedback': signedIn,
      'Mutation.replyToFeedback': signedIn,
      'Mutation.resolveFeedback': signedIn,
      'Mutation.createQuestionnaire': signedIn,
      'Mutation.planEvaluationCampaign': signedIn,
      'Mutation.cancelEvaluationCampaign': signedIn,
      'Mutation.takeBallotPaper': signedIn,
      'Mutation.castBallot': withoutBearer,
    },
    fields: {
      'Viewer.feedback': own,
      'Organization.feedback': seesFeedback,
      'Organization.evaluationCampaigns': seesCampaigns,
      'Organization.questionnaires': seesCampaigns,
      'Section.evaluations': seesEvaluations,
      'Viewer.evaluationsToAnswer': own,
    },
  },
  lives: [feedbackItemChanged, evaluationCampaignChanged, evaluationChanged],
  answers: [answerCampaigns, answerNotAnswered, answerFeedbackItems],
  reactions: [],
  jobs: [openCampaign, closeCampaign, remindVoters],
  schedules: [tellResponses],
  routes: [],
  seed: seedFeedback,
});

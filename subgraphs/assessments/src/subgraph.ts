import { defineSubgraph } from '@learnova/platform/manifest';
import { signedIn } from '@learnova/platform/policy';
import { seedAssessments } from './assessments.seed.ts';
import { Gradebook } from './gradebook/gradebook.entity.ts';
import {
  GradebookResolver,
  GradingSchemeResolver,
  SectionResolver,
  seesGradebook,
} from './gradebook/gradebook.resolver.ts';
import { GradebookRowResolver } from './gradebook/gradebook-row.resolver.ts';
import { GradingScheme } from './gradebook/grading-scheme.entity.ts';
import { SetGradingScheme } from './gradebook/set-grading-scheme.mutation.ts';
import { LineItem } from './line-item/line-item.entity.ts';
import { LineItemMutations } from './line-item/line-item.mutations.ts';
import { Migration20261126070342_initial } from './migrations/Migration20261126070342_initial.ts';
import { Migration20261126111853_publication } from './migrations/Migration20261126111853_publication.ts';
import { Migration20261126121522_work_reminder } from './migrations/Migration20261126121522_work_reminder.ts';
import { preparePublication } from './publication/prepare-publication.job.ts';
import { Publication } from './publication/publication.entity.ts';
import { PublicationLiveResolver, publicationChanged } from './publication/publication.live.ts';
import { PublicationMutations } from './publication/publication.mutations.ts';
import {
  PublicationResolver,
  PublicationsOfOrganization,
  seesPublications,
} from './publication/publication.resolver.ts';
import { PublicationSection, PublicationTelling } from './publication/publication-section.entity.ts';
import { tellPublication } from './publication/tell-publication.job.ts';
import { remindOfWork } from './reminder/reminder.schedule.ts';
import { answerWorkToHandIn } from './reminder/work.asks.ts';
import { WorkReminder } from './reminder/work-reminder.entity.ts';
import { AmendResult } from './result/amend-result.mutation.ts';
import { showAgain } from './result/hold.reactions.ts';
import { answerPublishedResults } from './result/published-results.asks.ts';
import { ResultLiveResolver, resultPublished } from './result/result.live.ts';
import { sectionResults } from './result/result.loader.ts';
import { ResultsOfSection, SectionResultResolver } from './result/result.resolver.ts';
import { answerResultSheets } from './result/result-sheet.asks.ts';
import { ResultWithholding } from './result/result-withholding.entity.ts';
import { SectionResult } from './result/section-result.entity.ts';
import { StudentResolver, seesResults, seesTermResults } from './result/student.resolver.ts';
import { WithholdResult } from './result/withhold-result.mutations.ts';
import { GradingScale } from './scale/grading-scale.entity.ts';
import { GradingScaleResolver } from './scale/scale.resolver.ts';
import { EnterScores } from './score/enter-scores.mutation.ts';
import { Score } from './score/score.entity.ts';
import { ScoreResolver } from './score/score.resolver.ts';

export const assessments = defineSubgraph({
  name: 'assessments',
  entities: [Gradebook, Publication],
  facts: [
    ...[GradingScale, GradingScheme, LineItem, Score],
    ...[PublicationSection, PublicationTelling, SectionResult, ResultWithholding, WorkReminder],
  ],
  migrations: [
    { name: 'Migration20261126070342_initial', class: Migration20261126070342_initial },
    { name: 'Migration20261126111853_publication', class: Migration20261126111853_publication },
    { name: 'Migration20261126121522_work_reminder', class: Migration20261126121522_work_reminder },
  ],
  resolvers: [
    ...[GradingScaleResolver, SetGradingScheme, LineItemMutations, EnterScores],
    ...[GradebookResolver, GradingSchemeResolver, GradebookRowResolver, ScoreResolver, SectionResolver],
    ...[PublicationMutations, PublicationResolver, PublicationsOfOrganization, PublicationLiveResolver],
    ...[
      WithholdResult,
      AmendResult,
      SectionResultResolver,
      ResultsOfSection,
      ResultLiveResolver,
      StudentResolver,
    ],
  ],
  types: [],
  loaders: [sectionResults],
  policies: {
    roots: {
      'Query.gradingScales': signedIn,
      'Mutation.createGradingScale': signedIn,
      'Mutation.setGradingScheme': signedIn,
      'Mutation.createLineItem': signedIn,
      'Mutation.changeLineItem': signedIn,
      'Mutation.enterScores': signedIn,
      'Mutation.schedulePublication': signedIn,
      'Mutation.cancelPublication': signedIn,
      'Mutation.withholdResult': signedIn,
      'Mutation.releaseResult': signedIn,
      'Mutation.amendResult': signedIn,
    },
    fields: {
      'Section.gradebook': seesGradebook,
      'Section.results': seesGradebook,
      'Student.results': seesResults,
      'Student.termResults': seesTermResults,
      'Organization.publications': seesPublications,
    },
  },
  lives: [resultPublished, publicationChanged],
  answers: [answerWorkToHandIn, answerResultSheets, answerPublishedResults],
  reactions: [showAgain],
  jobs: [preparePublication, tellPublication],
  schedules: [remindOfWork],
  routes: [],
  seed: seedAssessments,
});

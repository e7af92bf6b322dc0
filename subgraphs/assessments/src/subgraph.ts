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
import { GradingScale } from './scale/grading-scale.entity.ts';
import { GradingScaleResolver } from './scale/scale.resolver.ts';
import { EnterScores } from './score/enter-scores.mutation.ts';
import { Score } from './score/score.entity.ts';
import { ScoreResolver } from './score/score.resolver.ts';

export const assessments = defineSubgraph({
  name: 'assessments',
  entities: [Gradebook],
  facts: [GradingScale, GradingScheme, LineItem, Score],
  migrations: [{ name: 'Migration20261126070342_initial', class: Migration20261126070342_initial }],
  resolvers: [
    ...[GradingScaleResolver, SetGradingScheme, LineItemMutations, EnterScores],
    ...[GradebookResolver, GradingSchemeResolver, GradebookRowResolver, ScoreResolver, SectionResolver],
  ],
  types: [],
  loaders: [],
  policies: {
    roots: {
      'Query.gradingScales': signedIn,
      'Mutation.createGradingScale': signedIn,
      'Mutation.setGradingScheme': signedIn,
      'Mutation.createLineItem': signedIn,
      'Mutation.changeLineItem': signedIn,
      'Mutation.enterScores': signedIn,
    },
    fields: { 'Section.gradebook': seesGradebook },
  },
  lives: [],
  answers: [],
  reactions: [],
  jobs: [],
  schedules: [],
  routes: [],
  seed: seedAssessments,
});

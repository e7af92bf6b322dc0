import { type Case, type Door, entity, type Found, gateway, organization, section, viewer } from './door.ts';

/** The way to what was told by the person who is meant. */
const told = (c: Case, steps: readonly string[] = []): Door[] => {
  const { id, organizationId } = itemOf(c);
  const nodes = ['feedback(first: 200)', 'nodes'];
  const isMeant = steps.length === 0 ? { isMeant: (found: Found) => found.id === id } : {};
  return [
    { ...gateway(['viewer', ...nodes, ...steps]), ...isMeant },
    { ...entity('feedback', 'Viewer', c.viewer, [...nodes, ...steps]), ...isMeant },
    { ...gateway([`organization(id: "${organizationId}")`, ...nodes, ...steps]), ...isMeant },
    { ...entity('feedback', 'Organization', organizationId, [...nodes, ...steps]), ...isMeant },
  ];
};
/** What hangs on the evaluations of the section: for who is asked, by what they are asked. */
const evaluated = (c: Case, steps: readonly string[] = []): Door[] => {
  const isOf = ({ section: of }: Found) => (of as Found | undefined)?.id === c.section;
  const isMeant = steps.length === 0 ? { isMeant: isOf } : {};
  return [
    gateway([section(c), 'evaluations', ...steps]),
    entity('feedback', 'Section', c.section, ['evaluations', ...steps]),
    ...viewer(c, 'feedback', ['evaluationsToAnswer', 'evaluation', ...steps]).map((door) => ({
      ...door,
      ...isMeant,
    })),
  ];
};
/** What hangs on the campaigns of the organization. */
const campaigns = (c: Case, steps: readonly string[] = []): Door[] => [
  gateway([organization(c), 'evaluationCampaigns', ...steps]),
  entity('feedback', 'Organization', c.organization, ['evaluationCampaigns', ...steps]),
];
const itemOf = ({ person: id, scene }: Case) =>
  scene.school.school.feedback.items.find(({ authorId }) => authorId === id) ?? {
    ...{ id, organizationId: id, replies: [] },
  };

/** Every way to each type of feedback. */
export const feedbackDoors: Readonly<Record<string, (c: Case) => Door[]>> = {
  Evaluation: (c) => evaluated(c),
  Question: (c) => evaluated(c, ['questions']),
  EvaluationResult: (c) => evaluated(c, ['result']).slice(0, 2),
  QuestionResult: (c) => evaluated(c, ['result', 'questions']).slice(0, 2),
  EvaluationCut: (c) => evaluated(c, ['result', 'cuts']).slice(0, 2),
  EvaluationToAnswer: (c) => viewer(c, 'feedback', ['evaluationsToAnswer']),
  EvaluationCampaign: (c) => campaigns(c),
  EvaluationConnection: (c) => campaigns(c, ['evaluations']),
  EvaluationEdge: (c) => campaigns(c, ['evaluations', 'edges']),
  Questionnaire: (c) => [
    gateway([organization(c), 'questionnaires']),
    entity('feedback', 'Organization', c.organization, ['questionnaires']),
    ...campaigns(c, ['questionnaire']),
  ],
  FeedbackItem: (c) => told(c),
  FeedbackReply: (c) =>
    told(c, ['replies']).map((door) => ({
      ...door,
      isMeant: (found) => itemOf(c).replies.some(({ id }) => id === found.id),
    })),
  FeedbackItemConnection: (c) => viewer(c, 'feedback', ['feedback']),
  FeedbackItemEdge: (c) => viewer(c, 'feedback', ['feedback', 'edges']),
};

import { randomUUID } from 'node:crypto';
import { marked } from '../../scripts/seed/marks.ts';
import { drawPaper, type Paper } from '../kit/voter.ts';
import { signsInAs, unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';
import { type OpenEvaluation, openEvaluationOf, openEvaluations } from './scene.evaluation.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const itemOf = ({ scene, person }: Try) =>
  scene.school.school.feedback.items.find(({ authorId }) => authorId === person);

/** The mark that the feedback carries, since whoever sees it sees what is said to it. */
const wordsOf = (t: Try) => `${/\[\[.*\]\]/.exec(itemOf(t)?.body ?? '')?.[0] ?? ''} More.`;

interface Told {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

async function found(t: Try): Promise<Told | undefined> {
  const { organization } = await t.scene.players.admin.visitor.data<{
    organization: { feedback: { nodes: Told[] } };
  }>('query ($id: UUID!) { organization(id: $id) { feedback(first: 200) { nodes { id version state } } } }', {
    id: t.scene.school.ids.institution,
  });
  return organization.feedback.nodes.find(({ id }) => id === itemOf(t)?.id);
}

/** The feedback as it is: where somebody has resolved it, whoever gave it opens it again first, if they can. */
async function openItem(t: Try): Promise<object> {
  const item = await found(t);
  if (item?.state === 'RESOLVED' && t.person === t.scene.school.ids.child) {
    const input = { feedbackItemId: item.id, body: wordsOf(t), expectedVersion: item.version, ...key() };
    await t.scene.players.student.visitor.data(
      'mutation ($input: ReplyToFeedbackInput!) { replyToFeedback(input: $input) { feedbackItem { id } } }',
      { input },
    );
    return { feedbackItemId: item.id, expectedVersion: item.version + 1, ...key() };
  }
  return { feedbackItemId: item?.id ?? unknownId, expectedVersion: item?.version ?? 1, ...key() };
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
/** An administrator evaluates the school as well as what is above it. */
const placeOf = ({ role, which, organization, scene }: Try) =>
  role === 'admin' && which === 'own' ? scene.school.ids.school : organization;

const opened = new WeakMap<object, Promise<void>>();
const papers = new Map<string, Paper>();

/** The evaluation that is open of a section: opened before the first who asks for it. */
async function evaluationOf({ scene }: Try, sectionId: string): Promise<OpenEvaluation | undefined> {
  const opening = opened.get(scene) ?? openEvaluations(scene);
  opened.set(scene, opening);
  await opening;
  return openEvaluationOf(scene, sectionId);
}

async function takePaper(t: Try): Promise<object> {
  const own = await evaluationOf(t, t.scene.school.ids.section);
  const evaluation = t.which === 'own' ? own : await evaluationOf(t, t.section);
  const paper = await drawPaper(own?.publicKey ?? '');
  if (t.role === 'student' && t.which === 'own') papers.set('student', paper);
  return { evaluationId: evaluation?.id ?? unknownId, blindedPaper: paper.blindedPaper };
}

/** The paper that the student has taken: cast where it belongs, in another evaluation, and in none. */
async function ballot(t: Try): Promise<object> {
  const { section, otherSection } = t.scene.school.ids;
  const evaluation = await evaluationOf(t, t.which === 'other' ? otherSection : section);
  const signed = await papers.get('student')?.finish(t.made.get('takeBallotPaper student') ?? '');
  const rating = evaluation?.questions.find(({ kind }) => kind === 'RATING');
  return {
    evaluationId: t.which === 'none' ? unknownId : evaluation?.id,
    ...{ ...signed, answers: [{ questionId: rating?.id, rating: 5 }] },
  };
}

const item =
  'feedbackItem { id state subject body version author { id name } replies { body author { id } } }';

/** Every mutation of feedback, in an order in which the later ones find what the earlier ones made. */
export const feedbackCommands: readonly Command[] = [
  {
    name: 'giveFeedback',
    selection: item,
    input: (t) => ({
      ...{ organizationId: t.organization, category: 'SUGGESTION', subject: 'A clock' },
      ...{
        body: `In the hall. ${marked('told', t.role === 'nobody' ? 'nobody' : signsInAs[t.role])}`,
        ...key(),
      },
    }),
  },
  {
    name: 'replyToFeedback',
    selection: item,
    input: async (t) => ({ ...(await openItem(t)), body: wordsOf(t) }),
  },
  {
    name: 'resolveFeedback',
    selection: item,
    input: async (t) => ({ ...(await openItem(t)), resolution: wordsOf(t) }),
  },
  {
    name: 'createQuestionnaire',
    selection: 'questionnaire { id title questions { text } }',
    input: (t) => ({
      ...{ organizationId: placeOf(t), title: 'Rooms', ...key() },
      questions: [{ kind: 'RATING', text: 'It is warm.' }],
    }),
  },
  {
    name: 'planEvaluationCampaign',
    selection: 'campaign { id title state version }',
    makes: ({ campaign }) => campaign?.id,
    input: (t) => ({
      ...{ organizationId: placeOf(t), academicSessionId: t.scene.school.ids.term, title: 'Later', ...key() },
      questionnaireId: t.scene.school.school.feedback.questionnaires[0]?.id,
      ...{ opensAt: inDays(20), closesAt: inDays(30) },
    }),
  },
  {
    name: 'cancelEvaluationCampaign',
    selection: 'campaign { id state }',
    input: (t) => {
      const planned = t.scene.school.school.feedback.campaigns.find(
        ({ organizationId, evaluations }) => organizationId === t.organization && !evaluations,
      );
      const own = t.which === 'own' && t.made.get(`planEvaluationCampaign ${t.role}`);
      return { campaignId: own || (planned?.id ?? unknownId), expectedVersion: 1, ...key() };
    },
  },
  {
    name: 'takeBallotPaper',
    selection: 'blindSignature',
    makes: ({ blindSignature }) => blindSignature as unknown as string,
    input: takePaper,
  },
  { name: 'castBallot', selection: 'wasCastBefore', input: ballot },
];

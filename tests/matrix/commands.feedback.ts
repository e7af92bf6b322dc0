import { randomUUID } from 'node:crypto';
import { marked } from '../../scripts/seed/marks.ts';
import { signsInAs, unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

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
];

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { ItemGiven, ItemReplied, VotersReminded } from '@learnova/schema/events/feedback';
import { date } from './support/neighbours.ts';
import { School } from './support/school.ts';

let school: School;
let [registrar, head, guardian] = ['', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());
beforeEach(() => {
  school.given.length = 0;
  [registrar, head, guardian] = ['Registrar', 'Head', 'Guardian'].map((who) =>
    school.person(`${who} Hopper`, `${newId()}@example.test`),
  ) as [string, string, string];
  school.overseers.splice(0, school.overseers.length, registrar, head, registrar);
});

const subjects = (person: string) => school.mailsTo(person).map(({ subject }) => subject);
const eventOf = (actorId: string | null) => ({
  ...{ id: newId(), organizationId: school.organizationId, occurredAt: `${date}T08:00:00Z`, actorId },
});
function given(by: string): string {
  const id = newId();
  school.items.set(id, { authorId: by, state: 'OPEN' });
  return id;
}

describe('Feedback to the school', () => {
  it('is told once to each who hears it, without a word of it and without who gave it', async () => {
    const payload = { feedbackItemId: given(guardian) };
    const event = { ...eventOf(guardian), payload };
    for (let n = 0; n < 2; n += 1)
      await school.subgraph.react('notifications.hear-feedback-given', ItemGiven, event);
    await school.deliver();
    for (const who of [registrar, head]) {
      expect(subjects(who)).toEqual(['Somebody told the school something']);
      expect(school.mailsTo(who)[0]?.text).not.toContain('Guardian');
    }
    expect(await school.inbox(guardian)).toEqual([]);
  });

  it('of somebody who hears it for the school is told to the others', async () => {
    const event = { ...eventOf(head), payload: { feedbackItemId: given(head) } };
    await school.subgraph.react('notifications.hear-feedback-given', ItemGiven, event);
    expect(await school.inbox(head)).toEqual([]);
    expect(await school.inbox(registrar)).toHaveLength(1);
  });

  it('that was answered before the message was written is not spoken of', async () => {
    const feedbackItemId = given(guardian);
    const event = { ...eventOf(guardian), payload: { feedbackItemId } };
    await school.subgraph.react('notifications.hear-feedback-given', ItemGiven, event);
    school.items.get(feedbackItemId)!.state = 'ANSWERED';
    await school.deliver();
    expect(subjects(registrar)).toEqual([]);
  });

  it('when the school answers is told to who gave it; what they add themselves is not', async () => {
    const feedbackItemId = given(guardian);
    const payload = { feedbackItemId, replyId: newId(), isResolved: false };
    const event = { ...eventOf(registrar), payload };
    for (let n = 0; n < 2; n += 1)
      await school.subgraph.react('notifications.hear-feedback-replied', ItemReplied, event);
    await school.subgraph.react('notifications.hear-feedback-replied', ItemReplied, {
      ...{ ...eventOf(guardian), payload },
    });
    await school.deliver();
    expect(subjects(guardian)).toEqual(['The school has answered you']);
    expect((await school.inbox(guardian)).map(({ kind }) => kind)).toEqual(['FEEDBACK_ANSWERED']);
  });
});

describe('What who gave feedback adds to it', () => {
  const reply = async (payload: object, by: string, times = 2) => {
    const event = { ...eventOf(by), payload: { replyId: newId(), isResolved: false, ...payload } };
    for (let n = 0; n < times; n += 1)
      await school.subgraph.react('notifications.hear-feedback-replied', ItemReplied, event as never);
  };
  const kinds = async (who: string) => (await school.inbox(who)).map(({ kind }) => kind);

  it('is told once to each who hears it, without a word of it, also where it opens again what was resolved', async () => {
    const feedbackItemId = given(guardian);
    await reply({ feedbackItemId }, guardian);
    await school.deliver();
    for (const who of [registrar, head]) {
      expect(subjects(who)).toEqual(['Somebody told the school something']);
      expect(school.mailsTo(who)[0]?.text).not.toContain('Guardian');
    }
    expect(await kinds(guardian)).toEqual([]);
    school.items.get(feedbackItemId)!.state = 'RESOLVED';
    await reply({ feedbackItemId, isResolved: true }, registrar);
    school.items.get(feedbackItemId)!.state = 'OPEN';
    await reply({ feedbackItemId }, guardian);
    expect(await kinds(registrar)).toEqual(['FEEDBACK_GIVEN', 'FEEDBACK_GIVEN']);
    expect(await kinds(guardian)).toEqual(['FEEDBACK_ANSWERED']);
  });

  it('is told to the others where it was given by one who hears it, and to nobody once it was answered', async () => {
    const feedbackItemId = given(head);
    await reply({ feedbackItemId }, head);
    school.items.get(feedbackItemId)!.state = 'ANSWERED';
    await reply({ feedbackItemId }, head);
    expect(await kinds(head)).toEqual([]);
    expect(await kinds(registrar)).toEqual(['FEEDBACK_GIVEN']);
  });
});

describe('A course evaluation', () => {
  const remind = async (campaignId: string, times = 2) => {
    const event = { ...eventOf(null), payload: { campaignId } };
    for (let n = 0; n < times; n += 1)
      await school.subgraph.react('notifications.hear-voters-reminded', VotersReminded, event);
  };

  it('is told once to who has not taken a ballot paper, with its end; and to nobody when it is over', async () => {
    const [voter, missing] = ['Voter', 'Missing'].map((who) => school.person(who, `${newId()}@example.test`));
    const campaignId = newId();
    school.campaigns.set(campaignId, { state: 'OPEN', notAnswered: [missing ?? ''] });
    await remind(campaignId);
    await school.deliver();
    expect(subjects(missing ?? '')).toEqual(['A course evaluation waits for your answers']);
    expect(school.mailsTo(missing ?? '')[0]?.text).toContain('- Spring term, until Friday 13 March 2026');
    expect(await school.inbox(voter ?? '')).toEqual([]);
    school.given.length = 0;
    await remind(campaignId, 1);
    school.campaigns.get(campaignId)!.state = 'CLOSED';
    await school.deliver();
    expect(subjects(missing ?? '')).toEqual([]);
  });

  it('is not asked again who has answered meanwhile: a message that is held back would tell when', async () => {
    const missing = school.person('Missing', `${newId()}@example.test`);
    const campaignId = newId();
    school.campaigns.set(campaignId, { state: 'OPEN', notAnswered: [missing] });
    await remind(campaignId, 1);
    school.campaigns.get(campaignId)!.notAnswered.length = 0;
    await school.deliver();
    expect(subjects(missing)).toHaveLength(1);
  });

  it('costs as many statements for two thousand who are reminded as for ten', async () => {
    const cost = async (count: number) => {
      const campaignId = newId();
      school.campaigns.set(campaignId, {
        state: 'OPEN',
        notAnswered: Array.from({ length: count }, () => newId()),
      });
      const before = school.subgraph.statements.length;
      await remind(campaignId, 1);
      return school.subgraph.statements.length - before;
    };
    // Rows are written in batches of some hundreds.
    expect(await cost(2_000)).toBeLessThanOrEqual((await cost(10)) + 40);
  }, 60_000);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { School } from './support/school.ts';

let school: School;
let [father, mother, ada, ben] = ['', '', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());
beforeEach(() => {
  school.given.length = 0;
  school.channel = async () => ({ providerId: 'provider' });
  [father, mother] = [school.person('Father Lovelace'), school.person('Mother Lovelace')];
  [ada, ben] = [school.person('Ada Lovelace'), school.person('Ben Lovelace')];
  school.guards(father, ada);
  school.guards(father, ben);
  school.guards(mother, ada);
});

const told = async () => {
  await school.passGrace();
  await school.deliver();
};
const texts = (person: string) => school.mailsTo(person).map((mail) => mail.text);

describe('An absence', () => {
  it('is one message per guardian when the grace time has passed, in the hours of the school', async () => {
    await school.marked(school.lesson('03:30', ada, ben), [ada]);
    await school.deliver();
    expect(school.given).toEqual([]);
    await told();
    expect(texts(father)).toHaveLength(1);
    expect(texts(mother)).toHaveLength(1);
    expect(school.mailsTo(father)[0]).toMatchObject({ subject: 'Absence on Thursday 12 March 2026' });
    expect(texts(father)[0]).toContain('Dear Father Lovelace,');
    expect(texts(father)[0]).toContain('- Ada Lovelace: absent at 09:00');
  });

  it('of siblings and of several lessons within the grace time is one message', async () => {
    await school.marked(school.lesson('03:30', ada), [ada]);
    await school.marked(school.lesson('04:30', ada, ben), [ada, ben]);
    await told();
    expect(texts(father)).toHaveLength(1);
    expect(texts(father)[0]).toContain(
      '- Ada Lovelace: absent at 09:00, 10:00\n- Ben Lovelace: absent at 10:00',
    );
    expect(texts(mother)[0]).not.toContain('Ben');
    expect(await school.inbox(father)).toHaveLength(1);
  });

  it('under leave that was granted is no news; who was told before the leave is told once that it excuses', async () => {
    const lesson = school.lesson('03:30', ada, ben);
    lesson.onLeave.add(ada);
    await school.marked(lesson, [ada, ben]);
    await told();
    expect(texts(father)[0]).toContain('Ben Lovelace: absent');
    expect(texts(father)[0]).not.toContain('Ada');
    expect(texts(mother)).toEqual([]);
    const excused = school.excuse(lesson, ada, ben);
    await school.hear(excused);
    await school.hear(excused);
    await school.hear(school.excuse(lesson, ada, ben));
    await told();
    expect(texts(father)).toHaveLength(2);
    expect(texts(father)[1]).toContain('- Ben Lovelace: absent, and excused by leave, at 09:00');
    expect(texts(mother)).toEqual([]);
  });

  it('that leave excuses within the grace time is not told at all, and is told when the leave is cancelled', async () => {
    const lesson = school.lesson('03:30', ada);
    await school.marked(lesson, [ada]);
    await school.hear(school.excuse(lesson, ada));
    await told();
    expect(texts(mother)).toEqual([]);
    await school.hear(school.excuse(lesson));
    await told();
    expect(texts(mother)).toHaveLength(1);
  });

  it('in a further lesson, once the message was sent, adds only an inbox entry', async () => {
    await school.marked(school.lesson('03:30', ada), [ada]);
    await told();
    await school.marked(school.lesson('04:30', ada), [ada]);
    await told();
    expect(texts(father)).toHaveLength(1);
    expect((await school.inbox(father)).map((n) => n.kind)).toEqual(['ABSENCE', 'ABSENCE']);
  });

  it('is not told to a guardian who may not see records, or does not want to know, or whose guardianship has ended', async () => {
    const [blind, deaf, former] = ['Blind', 'Deaf', 'Former'].map((name) => school.person(name)) as [
      string,
      string,
      string,
    ];
    school.guards(blind, ada, { recordsAccess: false });
    school.guards(deaf, ada, { notifyAttendance: false });
    school.guards(former, ada, { ended: true });
    await school.marked(school.lesson('03:30', ada), [ada]);
    await told();
    expect(texts(mother)).toHaveLength(1);
    for (const person of [blind, deaf, former])
      expect([texts(person), await school.inbox(person)]).toEqual([[], []]);
  });

  it('is not told to a guardian whose guardianship ended within the grace time', async () => {
    await school.marked(school.lesson('03:30', ada), [ada]);
    for (const rights of school.rights) if (rights.guardian === father) rights.ended = true;
    await told();
    expect(texts(father)).toEqual([]);
    expect(await school.inbox(father)).toEqual([]);
    expect(texts(mother)).toHaveLength(1);
  });

  it('is not sent to a guardian whose guardianship ended between the decision and the sending', async () => {
    await school.marked(school.lesson('03:30', ada), [ada]);
    await school.passGrace();
    for (const rights of school.rights) if (rights.guardian === father) rights.ended = true;
    await school.deliver();
    expect(texts(father)).toEqual([]);
    expect(await school.deliveriesTo(father)).toEqual([{ state: 'CANCELLED', steps: ['WITHHELD'] }]);
  });

  it('of a guardian without an address stands in the inbox, and its delivery has failed', async () => {
    school.emails.set(mother, null);
    await school.marked(school.lesson('03:30', ada), [ada]);
    await told();
    expect(await school.inbox(mother)).toHaveLength(1);
    expect(await school.deliveriesTo(mother)).toEqual([{ state: 'FAILED', steps: ['UNREACHABLE'] }]);
  });

  it('told twice by the queue is told once: the reaction, the end of the grace time and the sending each run twice', async () => {
    const event = school.mark(school.lesson('03:30', ada), [ada]);
    await school.hear(event);
    await school.hear(event);
    await school.hear({ ...event, id: '0190c0de-0000-7000-8000-000000000001' });
    const grace = await school.orders('notifications.tell-absences');
    expect(grace.filter((order) => order.runAt)).toHaveLength(grace.length);
    await told();
    const { TellAbsences, SendDelivery } = await import('@learnova/schema/jobs/notifications');
    for (const order of grace) await school.subgraph.carryOut(TellAbsences, order.payload as never);
    const sent = school.given.length;
    for (const { deliveryId } of school.given) await school.subgraph.carryOut(SendDelivery, { deliveryId });
    expect(school.given).toHaveLength(sent);
    expect(sent).toBe(2);
    expect(await school.inbox(father)).toHaveLength(1);
  });

  it('of two siblings in two lessons taken at the same moment is one message', async () => {
    const events = [
      school.mark(school.lesson('03:30', ada), [ada]),
      school.mark(school.lesson('03:30', ben), [ben]),
    ];
    await Promise.all(events.map((event) => school.hear(event)));
    await told();
    expect(texts(father)).toHaveLength(1);
    expect(texts(father)[0]).toContain('Ada');
    expect(texts(father)[0]).toContain('Ben');
  });
});

describe('A correction', () => {
  it('within the grace time cancels the message, and a later absence is told after a grace time of its own', async () => {
    const register = school.lesson('03:30', ada);
    await school.marked(register, [ada], new Date('2026-03-12T04:00:00Z'));
    await school.marked(register, [], new Date('2026-03-12T04:00:30Z'));
    await school.marked(register, [ada], new Date('2026-03-12T04:00:50Z'));
    await school.passGrace(new Date('2026-03-12T04:01:30Z'));
    await school.deliver();
    expect(texts(father)).toEqual([]);
    await school.passGrace(new Date('2026-03-12T04:01:50Z'));
    await school.deliver();
    expect(texts(father)).toHaveLength(1);
  });

  it('within the grace time alters the message', async () => {
    const register = school.lesson('03:30', ada, ben);
    await school.marked(register, [ada, ben]);
    await school.marked(register, [ben]);
    await told();
    expect(texts(father)).toHaveLength(1);
    expect(texts(father)[0]).not.toContain('Ada');
    expect(texts(mother)).toEqual([]);
  });

  it('after the message was sent is exactly one more, for all siblings of one register', async () => {
    const register = school.lesson('03:30', ada, ben);
    await school.marked(register, [ada, ben]);
    await told();
    const event = school.mark(register, []);
    await school.hear(event);
    await school.hear({ ...event, id: '0190c0de-0000-7000-8000-000000000002' });
    await told();
    expect(texts(father)).toHaveLength(2);
    expect(texts(father)[1]).toContain(
      '- Ada Lovelace: not absent at 09:00\n- Ben Lovelace: not absent at 09:00',
    );
    expect((await school.inbox(father)).map((n) => n.kind)).toEqual(['ABSENCE', 'ABSENCE_CORRECTED']);
  });

  it('that is heard before what it corrects leaves nothing to tell, and the older event adds nothing', async () => {
    const register = school.lesson('03:30', ada);
    const [submitted, corrected] = [school.mark(register, [ada]), school.mark(register, [])];
    await school.hear(corrected);
    await school.hear(submitted);
    await told();
    expect(school.given).toEqual([]);
  });

  it('heard first does not swallow the absences of others that an older event tells', async () => {
    const register = school.lesson('03:30', ada, ben);
    const [submitted, corrected] = [school.mark(register, [ada, ben]), school.mark(register, [ben])];
    await school.hear(corrected);
    await school.hear(submitted);
    await told();
    expect(texts(father)).toHaveLength(1);
    expect(texts(father)[0]).toContain('Ben');
    expect(texts(father)[0]).not.toContain('Ada');
  });

  it('waits while the message that it corrects is on its way', async () => {
    const register = school.lesson('03:30', ada);
    school.channel = () => Promise.reject(new Error('the provider is down'));
    await school.marked(register, [ada]);
    await told();
    await school.marked(register, []);
    await school.deliver();
    expect(texts(father)).toHaveLength(1);
    school.channel = async () => ({ providerId: 'provider' });
    await school.deliver();
    await school.deliver();
    expect(texts(father).map((text) => text.includes('not absent'))).toEqual([false, true]);
  });

  it('waits no longer than the message that it corrects is tried', async () => {
    const endings = [
      { error: new ChannelRefused('no such address'), lastAttempt: false },
      { error: new ChannelUnconfirmed('lost'), lastAttempt: true },
    ];
    for (const { error, lastAttempt } of endings) {
      const child = school.person('Child Lovelace');
      school.guards(father, child);
      const register = school.lesson('03:30', child);
      school.channel = () => Promise.reject(new ChannelUnconfirmed('lost'));
      await school.marked(register, [child]);
      await told();
      school.channel = () => Promise.reject(error);
      await school.deliver({ lastAttempt });
      expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'UNCONFIRMED' }]);
      school.channel = async () => ({ providerId: 'provider' });
      school.given.length = 0;
      await school.marked(register, []);
      await school.deliver();
      expect(texts(father).filter((text) => text.includes('not absent'))).toHaveLength(1);
      father = school.person('Another Lovelace');
    }
  });

  it('at the very end of the grace time either alters the message or corrects it, and never both or neither', async () => {
    for (let round = 0; round < 10; round += 1) {
      const guardian = school.person(`Guardian ${round} ${ada}`);
      school.guards(guardian, ada);
    }
    const guardians = school.rights.filter((r) => r.child === ada).map((r) => r.guardian);
    const register = school.lesson('03:30', ada);
    await school.marked(register, [ada]);
    const corrected = school.mark(register, []);
    const race = await Promise.allSettled([school.hear(corrected), school.passGrace()]);
    if (race[0].status === 'rejected') await school.hear(corrected);
    await told();
    await told();
    for (const guardian of guardians) {
      expect([0, 2]).toContain(texts(guardian).length);
      expect(await school.inbox(guardian)).toHaveLength(texts(guardian).length);
    }
  });
});

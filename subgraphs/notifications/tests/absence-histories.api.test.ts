import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ChannelUnconfirmed, type Message } from '@learnova/platform/channels';
import { testServers } from '@learnova/platform/testing/environment';
import fc from 'fast-check';
import { date } from './support/neighbours.ts';
import { graceMs, School } from './support/school.ts';
import { type ToldMail, toldByHand } from './support/told-by-hand.ts';

/** One unit of the histories, of which ten are the grace time. */
const unit = graceMs / 10;
const hours = { maths: '03:30', music: '04:30', sport: '05:30' } as const;
const lessonAt: Record<string, string> = { '09:00': 'maths', '10:00': 'music', '11:00': 'sport' };
const atStart = Date.parse(`${date}T03:00:00Z`);

let school: School;
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

const histories = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 14 }),
    register: fc.constantFrom('maths', 'music', 'sport'),
    absent: fc.subarray(['ada', 'ben']),
    heardTwice: fc.boolean(),
    answerIsLost: fc.boolean(),
  }),
  { maxLength: 9 },
);
const numRuns = testServers().tier === 'long' ? 500 : 20;

it('whatever is submitted and corrected, and whenever, each guardian gets the mails that one would work out by hand', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      school.given.length = 0;
      const [ada, ben] = [school.person('Ada Lovelace'), school.person('Ben Lovelace')];
      const [father, mother, silent] = [
        school.person('Father'),
        school.person('Mother'),
        school.person('Silent'),
      ];
      school.guards(father, ada);
      school.guards(father, ben);
      school.guards(mother, ada);
      school.guards(silent, ben, { notifyAttendance: false });
      const lessons = Object.fromEntries(
        Object.entries(hours).map(([name, hour]) => [name, school.lesson(hour, ada, ben)]),
      );
      let at = 0;
      const heard = [];
      for (const { gap, register, absent, heardTwice, answerIsLost } of steps) {
        at += gap;
        await pass(at, answerIsLost);
        const ids = absent.map((name) => (name === 'ada' ? ada : ben));
        const event = school.mark(lessons[register]!, ids, new Date(atStart + at * unit));
        await school.hear(event);
        if (heardTwice) await school.hear({ ...event, id: father });
        await pass(at, answerIsLost);
        heard.push({ at, register, absent: new Set(absent) });
      }
      await pass(Number.POSITIVE_INFINITY, true);
      const rights = (...children: string[]) =>
        new Map(children.map((child) => [child, Number.POSITIVE_INFINITY]));
      expect(school.mailsTo(father).map(read)).toEqual(toldByHand(heard, rights('ada', 'ben'), 10));
      expect(school.mailsTo(mother).map(read)).toEqual(toldByHand(heard, rights('ada'), 10));
      expect(school.mailsTo(silent)).toEqual([]);
    }),
    { numRuns },
  );
}, 300_000);

/** Time passes to a point: what is due by then is decided and sent, the answer to a first attempt being lost where it says so. */
async function pass(at: number, answerIsLost: boolean): Promise<void> {
  await school.passGrace(new Date(Math.min(atStart + at * unit, Date.parse('2026-03-13T00:00:00Z'))));
  school.channel = () =>
    answerIsLost
      ? Promise.reject(new ChannelUnconfirmed('lost'))
      : Promise.resolve({ providerId: 'provider' });
  await school.deliver();
  school.channel = async () => ({ providerId: 'provider' });
  await school.deliver();
  await school.deliver();
}

/** A mail as what it says: the lesson by its hour, the child by the first name. */
function read({ subject, text }: Message): ToldMail {
  const lines = text.split('\n').filter((line) => line.startsWith('- '));
  const says = lines.flatMap((line) => {
    const [, name = '', negation, at = ''] = /^- (\w+) Lovelace: (not )?absent at (.*)$/.exec(line) ?? [];
    return at
      .split(', ')
      .map((hour) => `${lessonAt[hour]} ${name.toLowerCase()} ${negation ? 'present' : 'absent'}`);
  });
  return { correction: subject.startsWith('Correction'), says: says.sort() };
}

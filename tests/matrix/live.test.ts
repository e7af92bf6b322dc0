import { pino } from 'pino';
import { marksIn } from '../../scripts/seed/marks.ts';
import { emailOf } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import type { Answer, Watching } from '../../scripts/story/client.ts';
import { Ownership } from './audience.ts';
import { type Role, signsInAs, type Which } from './cast.ts';
import { rememberRows, rowsWritten } from './memory.ts';
import { deciders, inDatabase, openScene, playDay, type Scene } from './scene.ts';
import { casesOf, type Row, readTable, type Sign } from './table.ts';
import { idFor, operationOf, type Watch, watches } from './watches.ts';

type Event = Readonly<Record<'it', unknown>>;

interface Open {
  readonly place: string;
  readonly field: string;
  readonly role: Role;
  readonly id: string;
  readonly watching: Watching<Event>;
}

const table = new Map(readTable().map((row) => [row.field, row]));
const signs: Readonly<Record<string, Sign>> = { NOT_FOUND: '-', FORBIDDEN: 'F', UNAUTHENTICATED: 'U' };
/** Whose inbox, and whose queue, something comes to on the day that is played: those of the others stay as they are. */
const told: Readonly<Record<string, readonly Role[]>> = {
  inboxChanged: ['guardian', 'other-g', ...deciders],
  leaveApprovalsChanged: deciders,
  // Those that are over: nothing more becomes of them.
  ...{ evaluationCampaignChanged: [], evaluationChanged: [] },
};
/** Who is sent mail on that day: of absences, of leave that waits for them, of an answer of the school, and of results, as more are than these. */
const mailed = [
  'guardian',
  'other-guardian',
  'stranger-guardian',
  'student2',
  'student5',
  'student16',
  'stranger',
]
  .concat(deciders.map((role) => signsInAs[role]))
  .map(emailOf);

/** What may stand in a mail: the receiver's own name and those of their children, and the sections that these are in. */
function own(
  { people, guardianships, sectionEnrollments, sections }: SmallSchool,
  email: string,
): Set<string> {
  const receiver = people.find((person) => person.email === email)?.id ?? '';
  const children = guardianships.filter(({ guardianId, to }) => guardianId === receiver && to === null);
  const theirs = new Set([receiver, ...children.map(({ studentId }) => studentId)]);
  const enrolled = sectionEnrollments.filter(({ studentId }) => theirs.has(studentId));
  const within = new Set(enrolled.map(({ sectionId }) => sectionId));
  const names = people.filter(({ id }) => theirs.has(id)).map(({ name }) => name);
  const titles = sections.filter(({ id }) => within.has(id)).map(({ title }) => title);
  return marksIn([...names, ...titles].join(' '));
}

describe('what each role may watch', () => {
  let scene: Scene;
  let owners: Ownership;
  const logged: string[] = [];
  const admitted: Open[] = [];
  beforeAll(async () => {
    const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
    scene = await openScene({ name: 'embedded', redisUrl: null }, {}, log);
    owners = new Ownership(scene.school.school);
    await rememberRows(scene.school.databaseUrl);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(admitted.map(({ watching }) => watching.leave()));
    await scene?.school.close();
  });

  test('every subscription is tried', () => {
    const subscriptions = [...table.keys()].filter((field) => field.startsWith('Subscription.'));
    expect(watches.map(({ field }) => `Subscription.${field}`).toSorted()).toEqual(subscriptions.toSorted());
  });

  test.each(watches.map((watch) => [watch.field, watch] as const))(
    '%s is admitted for whom the table says, and a refusal names nobody',
    async (field, watch) => {
      const cases = casesOf(table.get(`Subscription.${field}`) as Row);
      const faults = await Promise.all(cases.map((one) => faultsOf(watch, one.role, one.which, one.sign)));
      expect(faults.flat()).toEqual([]);
    },
  );

  test('on a school day whoever was admitted sees what happens, and nobody else in it', async () => {
    await playDay(scene);
    const expecting = admitted.filter(({ field, role }) => told[field]?.includes(role) ?? true);
    await Promise.all(
      expecting.map(({ field, role, watching }) => watching.first(latest(field, role), 15_000)),
    );
    const faults = admitted.flatMap(({ place, role, id, watching }) =>
      owners.foreign(role, JSON.stringify(watching.seen), id).map((mark) => `${place} is shown ${mark}`),
    );
    expect(faults).toEqual([]);
    expect(admitted.filter(({ watching }) => watching.seen.length > 0)).toHaveLength(expecting.length);
  }, 120_000);

  test('a mail names nobody but whom it is sent to, their children and what these are in, and its subject nobody', async () => {
    const mails = await inDatabase(scene.school.databaseUrl, async (client) => {
      for (let tries = 0; ; tries += 1) {
        const { rows } = await client.query<Record<'recipient' | 'subject' | 'text', string>>(
          'select recipient, subject, text from notifications.recorded_mail',
        );
        const recipients = new Set(rows.map(({ recipient }) => recipient));
        if (mailed.every((email) => recipients.has(email)) || tries === 200) return rows;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    const faults = mails.flatMap(({ recipient, subject, text }) => {
      const known = own(scene.school.school, recipient);
      const foreign = [...owners.in(text)].filter((value) => !known.has(value));
      return [...owners.in(subject), ...foreign].map((value) => `${recipient} is sent ${value}`);
    });
    expect(faults).toEqual([]);
    expect(mails.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(mailed));
  });

  test('a text message names nobody, and goes to who has asked for it alone', async () => {
    const phone = scene.school.school.people.find(({ id }) => id === scene.school.ids.guardian)?.mobilePhone;
    // Of the absence and of its correction: sent in a moment that nobody here waits for.
    const texts = await inDatabase(scene.school.databaseUrl, async (client) => {
      for (let tries = 0; ; tries += 1) {
        const { rows } = await client.query<Record<'recipient' | 'text', string>>(
          'select recipient, text from notifications.recorded_sms',
        );
        if (rows.length >= 2 || tries === 200) return rows;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    expect([...new Set(texts.map(({ recipient }) => recipient))]).toEqual([phone]);
    expect(texts.flatMap(({ text }) => [...owners.in(text)])).toEqual([]);
  });

  test('no log line holds a private value, nor does a row of outbox, live log or queue', async () => {
    const written = await rowsWritten(scene.school.databaseUrl);
    const places = new Map([...written, ['the log', logged]]);
    const faults = [...places].flatMap(([place, lines]) =>
      [...new Set(lines.flatMap((line) => owners.private(line)))].map((mark) => `${place} holds ${mark}`),
    );
    expect(faults).toEqual([]);
    const filled = [...places].flatMap(([place, lines]) => (lines.length > 0 ? [place] : []));
    const outboxes = ['attendance.outbox_message', 'notifications.outbox_message'];
    expect(filled).toEqual(
      expect.arrayContaining(['the log', ...outboxes, 'platform.live_log', 'queue.job']),
    );
  });

  /** Leaves open what is admitted. */
  async function faultsOf(watch: Watch, role: Role, which: Which, expected: Sign): Promise<string[]> {
    const id = idFor(watch, scene, role, which);
    const place = `${watch.field} by ${role} (${which})`;
    const watching = scene.players[role].visitor.watch<Event>(operationOf(watch), { id });
    await watching.started;
    const refusal = (await watching.endsWithin(0)) ? String(await watching.ended) : null;
    if (refusal === null) admitted.push({ place, field: watch.field, role, id, watching });
    else await watching.leave();
    const code = /"code":"(\w+)"/.exec(refusal ?? '')?.[1] ?? '';
    const found = refusal === null ? '+' : (signs[code] ?? refusal);
    const shown = `${refusal} ${JSON.stringify(watching.seen)}`;
    return [
      ...(found === expected ? [] : [`${place}: ${found} where the table says ${expected}`]),
      ...owners.foreign(role, shown, id).map((mark) => `${place} is shown ${mark}`),
    ];
  }
});

/** What is seen last on that day: the correction, that the guardian has read of it, or that something was paid. */
function latest(field: string, role: Role): (event: Answer<Event>) => boolean {
  if (field === 'inboxChanged' && deciders.some((one) => one === role))
    return (event) => JSON.stringify(event).includes('LEAVE_REQUESTED');
  const signs: Readonly<Record<string, RegExp>> = {
    inboxChanged: /"readAt":"/,
    accountChanged: /"balances":/,
    ...{ officeHomeChanged: /"id":/, teacherHomeChanged: /"id":/, studentHomeChanged: /"id":/ },
    leaveChanged: /"state":"PENDING"/,
    leaveApprovalsChanged: /"state":"PENDING"/,
    ...{ announcementChanged: /announcement:(other-)?school/, announcementsChanged: /"announcements":/ },
    feedbackItemChanged: /"replies":/,
    ...{ resultPublished: /"state":"(PUBLISHED|ON_HOLD)"/, publicationChanged: /"state":"CANCELLED"/ },
  };
  const sign = signs[field] ?? /"category":"LATE"/;
  return (event) => sign.test(JSON.stringify(event));
}

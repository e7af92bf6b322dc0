import { beforeAll, expect, test } from '@jest/globals';
import { Random } from '../../scripts/seed/random.ts';
import { settled } from '../kit/settled.ts';
import type { Victim } from './cluster.ts';
import type { Plot } from './fault-school.ts';
import { deliveries, eventsOf, expected, logged, toldBy, versions } from './ledger.ts';
import { type Mails, recordedMails } from './mails.ts';
import { type Played, play } from './play.ts';
import { type Point, points, recording } from './points.ts';
import type { Provider } from './provider.ts';
import type { Stage } from './stage.ts';
import { pause, together, within } from './wait.ts';

export interface KillSize {
  /** How many of the named points; all of them in the long run. */
  readonly named: number;
  readonly moments: number;
  readonly seed: number;
}

/**
 * Kills processes under work, at named points and at any moment, and then looks what the school was told.
 * @param provider of mail and text messages, whose answers are lost at times; without one both are recorded in the database
 */
export function killTests(
  begun: () => Stage,
  { named, moments, seed }: KillSize,
  providerOf?: () => Provider,
): void {
  const random = new Random(seed);
  const possible = points.filter((point) => !providerOf || point !== recording);
  const chosen = random.shuffled(possible).slice(0, named);
  const played: Played[] = [];
  let stage: Stage;
  let provider: Provider | null = null;
  let mails: Mails;
  let plots: Iterator<Plot>;

  beforeAll(async () => {
    stage = begun();
    provider = providerOf?.() ?? null;
    if (provider) await everybodyByText(stage);
    mails = provider ?? recordedMails(stage.database);
    plots = stage.school.plots.values();
  });

  const next = (): Plot => {
    const { value, done } = plots.next();
    if (done) throw new Error('the school has too few lessons');
    return value;
  };

  test.each(chosen)(
    'a lesson is told once though a process is killed when $name',
    async (point) => {
      // Before the play: the first moments of it are over soon.
      await stage.arm(point.program, point);
      const [one] = await together(play(stage, mails, next()), diesAt(stage, point));
      played.push(one);
    },
    150_000,
  );

  if (providerOf) {
    test('a lesson is told once though a process is killed while the provider has a mail and has not answered', async () => {
      const taken = provider?.takesNext();
      const dies = async () => {
        await taken;
        await diesAfter(stage, 'workers', 0);
      };
      const [one] = await together(play(stage, mails, next()), dies());
      played.push(one);
    }, 150_000);
  }

  test(
    `lessons are told once though a process is killed at ${moments} moments`,
    async () => {
      for (let kill = 0; kill < moments; kill += 1) {
        const victim = random.pick<Victim>(['workers', 'workers', 'attendance']);
        const done = await together(
          play(stage, mails, next()),
          play(stage, mails, next()),
          diesAfter(stage, victim, random.below(2_500)),
        );
        played.push(done[0], done[1]);
      }
    },
    moments * 60_000 + 30_000,
  );

  test('nothing was lost, nothing was told twice, and nothing of what was not stored', async () => {
    await settled(stage.database, 90_000);
    const told = await toldBy(stage, mails);
    expect(told).toEqual(expected(played, told));
    const mailIds = (await mails.sent()).map(({ deliveryId }) => deliveryId);
    if (provider) expect(provider.texts.length).toBeGreaterThan(0);
    // A provider may have one mail twice, under the one id by which it knows it again; the recorded channel never has. Of a text message
    // Twilio is asked before it is sent again, so it has each once.
    expect(await deliveries(stage)).toEqual({
      ids: [...(provider ? [...new Set(mailIds), ...provider.texts] : mailIds)].sort(),
      states: ['SENT'],
    });
    const stored = await versions(stage);
    expect(stored).toEqual(new Map(played.flatMap(({ acknowledged }) => [...acknowledged])));
    const events = await logged(stage);
    expect([...events].sort()).toEqual(eventsOf(stored).sort());
    expect(inOrder(events)).toBe(true);
  }, 120_000);
}

/** Every guardian hears by mail and by text message. */
async function everybodyByText({ database }: Stage): Promise<void> {
  await database.query(
    `insert into notifications.notification_preferences (person_id, choices, version)
     select id, '[{"category":"ATTENDANCE","channels":["EMAIL","SMS"]}]', 1 from users.guardian`,
  );
}

/** @throws when the point, which must be armed, is not reached */
async function diesAt(stage: Stage, point: Point): Promise<void> {
  await within(60_000, point.name, stage.cluster.ended(point.program));
  if (!(await stage.disarm(point.program))) throw new Error(`it died by itself: ${stage.tail()}`);
  await stage.cluster.restart(point.program);
}

async function diesAfter(stage: Stage, victim: Victim, ms: number): Promise<void> {
  await pause(ms);
  stage.cluster.kill(victim);
  await stage.cluster.ended(victim);
  await stage.cluster.restart(victim);
}

/** Of each register, the older version stands before the newer one. */
function inOrder(events: readonly string[]): boolean {
  const newest = new Map<string, number>();
  return events.every((event) => {
    const [id = '', version] = event.split(' ');
    const isNext = Number(version) === (newest.get(id) ?? 0) + 1;
    newest.set(id, Number(version));
    return isNext;
  });
}

import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@learnova/platform/ids';
import { redisProgram } from '@learnova/platform/testing/redis';
import { startServices } from '../lib/services.ts';
import { writeSchool } from '../seed/seed.ts';
import type { Visitor } from '../story/client.ts';
import { notifyRoundTrip, type RoundTrip, redisRoundTrip } from './bare-links.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { crowd } from './live/crowd.ts';
import { Steps } from './live-steps.ts';
import { comparison, interleaved } from './rounds.ts';
import { type BenchSchool, benchSchool } from './school.ts';
import { percentile } from './statistics.ts';
import { Submissions, submitDocument, submitInput } from './submissions.ts';
import { openSystem, signIn } from './system.ts';
import type { Table } from './table.ts';

/** Milliseconds of each event: from a submission's start and from its answer to the board of the office. */
interface Delays {
  readonly fromStart: readonly number[];
  readonly fromAnswer: readonly number[];
}

/** Between two events, so that what follows from one of them (reactions, mail) does not stand in the way of the next. */
const quietMs = 150;

const board = /* GraphQL */ `
  subscription Board($organizationId: UUID!) {
    attendanceBoardChanged(organizationId: $organizationId) {
      id
      version
      section { title course { title } }
      marks { student { id person { name } } code { category } }
    }
  }
`;

const nothing: Outcome = { tables: [], notes: [], faults: [] };

/** From a teacher's click to the office's screen. */
export const live: Benchmark = {
  name: 'live',
  title:
    "from a submission to the office's subscription, and 5,000 who watch, against a bare NOTIFY, a bare PUBLISH and bare sockets",
  async run(scope) {
    const events = scope.isQuick ? 20 : 60;
    const alone = [...(await embedded(scope, events)), ...(await services(scope, events))];
    const many = redisProgram() ? await crowd(scope) : nothing;
    const note = redisProgram()
      ? []
      : ['there is no redis-server on the PATH: the services were not measured'];
    const shown = 'each event carries 30 students with names from users, section and course from academics';
    return {
      tables: [...alone, ...many.tables],
      notes: [shown, ...note, ...many.notes],
      faults: many.faults,
    };
  },
};

async function embedded(scope: Scope, events: number): Promise<Table[]> {
  const ground = scope.keep(await openGround({ redis: false }));
  const school = schoolFor(scope, events);
  const system = scope.keep(await openSystem(ground, school));
  const steps = scope.keep(await Steps.watch(system, ground.databaseUrl));
  const watched = await Watched.open(system.url, school, steps);
  const bare = scope.keep(await notifyRoundTrip(ground.databaseUrl));
  scope.say('embedded: one process, live log in PostgreSQL ...');
  const table = await compare(
    'embedded, live log in PostgreSQL',
    'bare NOTIFY',
    bare,
    watched,
    scope.rounds,
    events,
  );
  await watched.leave();
  return [...table, steps.table()];
}

async function services(scope: Scope, events: number): Promise<Table[]> {
  if (!redisProgram()) return [];
  const ground = scope.keep(await openGround({ redis: true }));
  const school = schoolFor(scope, events);
  const running = await startServices({
    environment: ground.environment,
    prepare: (subgraphs) => writeSchool(subgraphs, school),
    ports: 'free',
  });
  scope.keep({ [Symbol.asyncDispose]: () => running.stop() });
  const watched = await Watched.open(running.url, school);
  const bare = scope.keep(await redisRoundTrip(ground.redisUrl ?? ''));
  scope.say('services: a process each, live log in Redis ...');
  const tables = await compare(
    'services, live log in Redis',
    'bare PUBLISH',
    bare,
    watched,
    scope.rounds,
    events,
  );
  await watched.leave();
  return tables;
}

function schoolFor({ rounds }: Scope, events: number): BenchSchool {
  const sizes = { classes: [30], teachers: 1, sectionsOfClass: 1, taken: 0, hasWarden: false };
  return benchSchool({ ...sizes, meetings: (rounds + 1) * events + 10 }, new Date());
}

async function compare(
  title: string,
  bareName: string,
  bare: RoundTrip,
  watched: Watched,
  rounds: number,
  events: number,
): Promise<Table[]> {
  await watched.events(10);
  const baseline = async (): Promise<Delays> => {
    const times: number[] = [];
    for (let n = 0; n < events; n += 1) times.push(await bare.once());
    return { fromStart: times, fromAnswer: times };
  };
  const results = await interleaved(rounds, [
    { name: bareName, run: baseline },
    { name: 'submission to subscriber', run: () => watched.events(events) },
  ]);
  const metrics = [50, 95, 99].map((percent) => percent);
  const part = (name: string, of: (delays: Delays) => readonly number[]) =>
    comparison(
      `${title}: milliseconds from the submission's ${name}`,
      results,
      metrics.map((percent) => ({ name: `p${percent}`, of: (delays) => percentile(of(delays), percent) })),
    );
  return [part('start', ({ fromStart }) => fromStart), part('answer', ({ fromAnswer }) => fromAnswer)];
}

/** A teacher who submits, and the office which watches the board. */
class Watched {
  readonly #teacher: Visitor;
  readonly #submissions: Submissions;
  readonly #watching;
  readonly #steps: Steps | undefined;

  private constructor(teacher: Visitor, office: Visitor, school: BenchSchool, steps?: Steps) {
    const [first] = school.classes;
    if (!first) throw new Error('the school has no class');
    this.#teacher = teacher;
    this.#steps = steps;
    this.#submissions = new Submissions(school, first);
    this.#watching = office.watch<{ attendanceBoardChanged: { id: string } }>(board, {
      organizationId: school.schoolId,
    });
  }

  static async open(url: string, school: BenchSchool, steps?: Steps): Promise<Watched> {
    const [first] = school.classes;
    if (!first) throw new Error('the school has no class');
    const teacher = await signIn(url, first.teacher);
    const office = await signIn(url, school.office);
    const watched = new Watched(teacher.visitor, office.visitor, school, steps);
    await watched.#watching.started;
    return watched;
  }

  async events(count: number): Promise<Delays> {
    const fromStart: number[] = [];
    const fromAnswer: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const submission = this.#submissions.next();
      const { id } = submission.meeting;
      const began = performance.now();
      this.#steps?.begin(id);
      const answered = this.#teacher
        .data(submitDocument, submitInput(submission, newId()))
        .then(() => performance.now());
      const shown = this.#watching
        .first(({ data }) => data?.attendanceBoardChanged.id === id, 20_000)
        .then(() => performance.now());
      const [answer, payload] = await Promise.all([answered, shown]);
      this.#steps?.end(id, answer, payload);
      fromStart.push(payload - began);
      fromAnswer.push(payload - answer);
      this.#watching.seen.length = 0;
      await pause(quietMs);
    }
    return { fromStart, fromAnswer };
  }

  leave(): Promise<void> {
    return this.#watching.leave();
  }
}

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { EffortWatch, type Stretch } from '../../load/effort.ts';
import type { Outcome, Scope } from '../benchmark.ts';
import { comparison, interleaved } from '../rounds.ts';
import { type BenchSchool, benchSchool } from '../school.ts';
import { percentile, rounded } from '../statistics.ts';
import { Submissions } from '../submissions.ts';
import { signIn } from '../system.ts';
import type { Table } from '../table.ts';
import { bestOf, climbed, climbTable, type Desk, workTable } from './ceiling.ts';
import { type Hall, openHall } from './hall.ts';
import { memoryTable } from './memory.ts';
import { Screens } from './screens.ts';
import { bareWatching, childrenOf, registersOf, sectionTopic, type Told, watching } from './shows.ts';

interface Size {
  /** Classes of twenty; as many topics are shared by twenty watchers each, and as many people watch. */
  readonly classes: number;
  /** Events of a round, one after the other. */
  readonly events: number;
  /** Of a step of the climb. */
  readonly seconds: number;
}

const width = 20;
/** Registers of each class that nobody has taken. */
const open = 12;
/** Between two events, so that what one brings about does not stand in the way of the next. */
const quietMs = 100;

/** Many who watch over one process of the gateway: how soon they are told, what they take, and how much may happen. */
export async function crowd(scope: Scope): Promise<Outcome> {
  const size = scope.isQuick
    ? { classes: 20, events: 5, seconds: 2 }
    : { classes: 250, events: 25, seconds: 8 };
  const sockets = size.classes * width;
  const files = openFiles();
  if (files < 2 * sockets + 500) {
    const note = `${2 * sockets + 500} open files are needed, and ${files} allowed (ulimit -n): ${sockets} sockets were not measured`;
    return { tables: [], notes: [note], faults: [] };
  }
  const school = schoolOf(size);
  scope.say(`a crowd: writing a school of ${school.people.length} people ...`);
  const hall = await openHall(scope, school);
  const desks = await desksOf(hall.url, school);
  scope.say('submissions, no board open ...');
  const without = await climbed(hall, desks, null, size.seconds);

  const shared = registersOf(school);
  const own = childrenOf(school);
  // A token holds for a quarter of an hour: everybody signs in anew.
  const setting = async () => ({ scope, hall, size, bearers: await signedIn(hall.url, school.overseers) });
  const first = await Audience.open(await setting(), shared, width);
  scope.say(`submissions, ${sockets} boards open ...`);
  const withBoards = await climbed(hall, desks, first.screens, size.seconds);
  const tables = [
    climbTable('register submissions, no board open', without),
    climbTable(`register submissions, each shown on ${width} of ${sockets} boards`, withBoards),
    workTable(bestOf(without), bestOf(withBoards)),
    ...(await first.measure(`${sockets} share ${shared.length} topics of ${width}`)),
  ];
  await first.close();
  const second = await Audience.open(await setting(), own, 1);
  tables.push(...(await second.measure(`${sockets} have a topic each`)));
  await second.close();
  return {
    tables,
    notes: [
      bounds(bestOf(without).effort, 'submissions without boards'),
      bounds(bestOf(withBoards).effort, `submissions with ${width} boards each`),
      `${school.overseers.length} people hold ${width} sockets each, over different topics, so that nobody's asking is shared`,
      'from publishing to the client: events are written to the live log as the relay does, one after the other; all events at once: one a topic',
      'clients and publisher are this process; the bare server sends the same bytes, published to it by the same Redis',
      'here an admission holds for twenty minutes, and for one where nobody says otherwise',
      'memory is read after a collection of what nobody needs; what the kernel holds for a socket is not in it',
    ],
    faults: [...first.faults, ...second.faults],
  };
}

function schoolOf({ classes }: Size): BenchSchool {
  const sizes = { classes: Array<number>(classes).fill(width), teachers: Math.ceil(classes / 10) };
  return benchSchool(
    { ...sizes, sectionsOfClass: 1, meetings: open + 1, taken: 1, hasWarden: false, overseers: classes },
    new Date(),
  );
}

interface Setting {
  readonly scope: Scope;
  readonly hall: Hall;
  readonly bearers: readonly string[];
  readonly size: Size;
}

/** All sockets of one kind, open at the gateway and at the bare server. */
class Audience {
  readonly screens: Screens;
  readonly faults: string[] = [];
  readonly #setting: Setting;
  readonly #all: readonly Told[];
  readonly #bare: Screens;
  readonly #opening: readonly Table[];
  /** Which topic is next. */
  #turn = 0;

  private constructor(
    setting: Setting,
    all: readonly Told[],
    parts: { screens: Screens; bare: Screens; tables: readonly Table[] },
  ) {
    this.#setting = setting;
    this.#all = all;
    this.screens = parts.screens;
    this.#bare = parts.bare;
    this.#opening = parts.tables;
  }

  /** @param each how many watch a topic */
  static async open(setting: Setting, all: readonly Told[], each: number): Promise<Audience> {
    const { scope, hall, bearers } = setting;
    const { memory, gateway, bare } = hall;
    // What the first sockets bring about, plans above all, stays: it is no part of what each takes.
    await using warm = await Screens.open(watching(hall.url, all.slice(0, 5), bearers, each));
    await warm[Symbol.asyncDispose]();
    await pause(500);
    const before = [await memory.of(bare.pid), await memory.of(gateway.pid)] as const;
    scope.say(`opening ${all.length * each} sockets twice ...`);
    const bareScreens = scope.keep(await Screens.open(bareWatching(bare.port, all, each)));
    const watch = new EffortWatch(hall);
    await watch.begin();
    const began = performance.now();
    const screens = scope.keep(await Screens.open(watching(hall.url, all, bearers, each)));
    const seconds = (performance.now() - began) / 1_000;
    const opening = await watch.end();
    const during = [await memory.of(bare.pid), await memory.of(gateway.pid)] as const;
    const table = memoryTable(screens.count, [
      [bare.name, before[0], during[0]],
      [gateway.name, before[1], during[1]],
    ]);
    return new Audience(setting, all, {
      screens,
      bare: bareScreens,
      tables: [table, openingTable(`${all.length} topics of ${each}`, screens.count, seconds, opening)],
    });
  }

  async measure(title: string): Promise<Table[]> {
    const { scope, hall, size } = this.#setting;
    const { gateway, bare } = hall;
    scope.say(`${title}: from publishing to the client ...`);
    const [any] = this.#all;
    if (!any) throw new Error('there is no topic');
    const { last: text } = await this.screens.told([any.pointer.topic], () => hall.publish(any));
    this.#judge(text);
    const results = await interleaved<readonly number[]>(scope.rounds, [
      {
        name: bare.name,
        run: () => this.#events(size.events, this.#bare, (told) => hall.publishBare(told, text)),
      },
      {
        name: gateway.name,
        run: () => this.#events(size.events, this.screens, (told) => hall.publish(told)),
      },
    ]);
    const metrics = [50, 95, 99].map((percent) => ({
      name: `p${percent} ms`,
      of: (delays: readonly number[]) => percentile(delays, percent),
    }));
    scope.say(`${title}: all at once ...`);
    const bursts = [
      await this.#burst(bare.name, this.#bare, (told) => hall.publishBare(told, text)),
      await this.#burst(gateway.name, this.screens, (told) => hall.publish(told)),
    ];
    for (const screens of [this.screens, this.#bare]) {
      if (screens.lost > 0) this.faults.push(`${title}: ${screens.lost} sockets were lost`);
      if (screens.stray > 0)
        this.faults.push(`${title}: ${screens.stray} messages came that nothing was told by`);
    }
    const bytes = Buffer.byteLength(text);
    return [
      ...this.#opening,
      comparison(`${title}: from publishing to the client, ${bytes} bytes`, results, metrics),
      {
        title: `${title}: ${this.#all.length} events at once`,
        columns: ['told', 'p50 ms', 'last, ms', 'a second', 'cores', 'of others'],
        rows: bursts,
      },
    ];
  }

  async close(): Promise<void> {
    await Promise.all([this.screens[Symbol.asyncDispose](), this.#bare[Symbol.asyncDispose]()]);
  }

  async #events(count: number, screens: Screens, publish: (told: Told) => Promise<unknown>) {
    const delays: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const told = this.#all[(this.#turn * 7) % this.#all.length];
      this.#turn += 1;
      if (!told) throw new Error('there is no topic');
      const seen = await screens.told([told.pointer.topic], () => publish(told));
      this.#judge(seen.last);
      delays.push(...seen.delays);
      await pause(quietMs);
    }
    return delays;
  }

  async #burst(name: string, screens: Screens, publish: (told: Told) => Promise<unknown>): Promise<string[]> {
    const watch = new EffortWatch(this.#setting.hall);
    await watch.begin();
    const topics = this.#all.map(({ pointer }) => pointer.topic);
    const { delays, incomplete } = await screens.told(
      topics,
      () => Promise.all(this.#all.map(publish)),
      600_000,
    );
    const { own, others } = await watch.end();
    const last = percentile(delays, 100);
    if (incomplete > 0)
      this.faults.push(`${incomplete} of ${delays.length} were told with errors, all at once`);
    const figures = [percentile(delays, 50), last, (delays.length * 1_000) / last, own, others];
    return [name, String(delays.length), ...figures.map(rounded)];
  }

  #judge(text: string): void {
    if (text.includes('"errors":')) this.faults.push(`somebody was told errors: ${text.slice(0, 500)}`);
  }
}

/** What it costs to let everybody in, which is asked for again once a minute. */
function openingTable(
  title: string,
  sockets: number,
  seconds: number,
  { efforts, own, others }: Stretch,
): Table {
  const each = (cores: number) => (cores * seconds * 1_000) / sockets;
  const row = (name: string, cores: number) => [
    name,
    ...[cores, each(cores), (each(cores) * sockets) / 60_000].map(rounded),
  ];
  const busy = efforts.filter(({ cores }) => each(cores) >= 0.05);
  return {
    title: `${title}: opening them, ${rounded(sockets / seconds)} a second`,
    columns: ['cores', 'ms each', 'cores for admitting all once a minute'],
    rows: [
      ...busy.map(({ name, cores }) => row(name, cores)),
      row('(all of these)', own),
      ['(others on this machine)', rounded(others), '', ''],
    ],
  };
}

/** What has no more to give: a process of one thread with a whole core, or the machine. */
function bounds({ efforts: [first], own, others }: Stretch, what: string): string {
  const cores = availableParallelism();
  const most = `${first?.name} takes most: ${rounded(first?.cores ?? 0)} of a core, of ${rounded(own)} that the system and its clients took`;
  const sum = own + others > 0.9 * cores ? `; the ${cores} cores have no more to give` : '';
  const strangers = others > 0.1 * cores ? `, of which others took ${rounded(others)}` : '';
  return `${what}: ${most}${sum}${strangers}`;
}

async function signedIn(url: string, people: BenchSchool['overseers']): Promise<string[]> {
  const bearers: string[] = [];
  for (const person of people) bearers.push((await signIn(url, person)).bearer);
  return bearers;
}

async function desksOf(url: string, school: BenchSchool): Promise<Desk[]> {
  const teachers = new Map<string, Desk['teacher']>();
  const desks: Desk[] = [];
  for (const of of school.classes) {
    const { teacher, sections } = of;
    const visitor = teachers.get(teacher.id) ?? (await signIn(url, teacher)).visitor;
    teachers.set(teacher.id, visitor);
    const submissions = new Submissions(school, of);
    desks.push({ of, submissions, teacher: visitor, topic: sectionTopic(sections[0]?.id ?? '') });
  }
  return desks;
}

/** How many files a process may open: Node raises it to what is allowed at all. */
function openFiles(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const most = /^Max open files\s+\d+\s+(\d+|unlimited)/m.exec(limits)?.[1];
  return most === 'unlimited' ? Number.POSITIVE_INFINITY : Number(most);
}

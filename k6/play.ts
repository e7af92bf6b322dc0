import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import type { Scenario as K6Scenario, Options } from 'k6/options';
import type { Action, Measure, Scenario } from '../scripts/load/scenario.model.ts';
import * as documents from './documents.ts';
import { asking, pause, Refused, type Token, tokens, took, watch } from './graph.ts';
import { demoPeople, type People } from './people.ts';
import { arrivals, flowsOf, lengthOf, scaled } from './rates.ts';
import { act, lookAround, mostAtOnce, type School, versionsOf } from './school.ts';
import { Tally } from './tally.ts';

// k6 run -e SCENARIO=roll-call-storm k6/play.ts: README.md beside it tells the other variables.

const people = __ENV.PEOPLE ? (JSON.parse(open(__ENV.PEOPLE)) as People) : demoPeople;
/** Seconds for what comes late: half of them for answers, half for boards that have not shown it by then. */
const settle = Number(__ENV.SETTLE ?? 15);
/** Seconds that the screens are given to open before anything begins. */
const lead = Math.min(3, settle / 5);
const scenario = chosen(JSON.parse(open('./scenarios.json')), __ENV.SCENARIO ?? '');
const length = lengthOf(scenario.actions);

const lost = new Counter('lost');
const doubled = new Counter('doubled');
const judged = new Counter('judged');

function chosen(scenarios: Readonly<Record<string, Scenario>>, name: string): Scenario {
  const found = scenarios[name];
  if (!found) throw new Error(`SCENARIO is one of ${Object.keys(scenarios).join(', ')}`);
  const seconds = __ENV.SECONDS ? { seconds: Number(__ENV.SECONDS) } : {};
  return scaled(found, { scale: Number(__ENV.SCALE ?? 1), ...seconds });
}

export const options: Options = {
  scenarios: { ...screens(), ...flows() },
  thresholds: thresholds(),
  setupTimeout: '3m',
};

function screens(): Record<string, K6Scenario> {
  const { boards, children } = scenario.screens;
  const one = (vus: number, exec: string): K6Scenario => ({
    ...{ executor: 'per-vu-iterations', vus, iterations: 1, exec },
    maxDuration: `${Math.ceil(length + 2 * settle + 60)}s`,
  });
  return { boards: one(boards, 'board'), ...(children > 0 && { children_live: one(children, 'child') }) };
}

function flows(): Record<string, K6Scenario> {
  const entries = flowsOf(scenario.actions).map(([name, { from, stages }]): [string, K6Scenario] => {
    const peak = Math.max(from, ...stages.map(({ to }) => to));
    // k6 takes whole numbers: so many a minute instead of a second.
    const perMinute = (rate: number) => Math.round(rate * 60);
    return [
      name,
      {
        executor: 'ramping-arrival-rate',
        ...{ exec: name, timeUnit: '1m', startTime: `${lead}s`, startRate: perMinute(from) },
        stages: stages.map(({ seconds, to }) => ({ duration: `${seconds}s`, target: perMinute(to) })),
        preAllocatedVUs: Math.min(mostAtOnce, Math.max(5, Math.ceil(2 * peak))),
        maxVUs: mostAtOnce,
      },
    ];
  });
  return Object.fromEntries(entries);
}

function thresholds(): Record<string, string[]> {
  const { p95, ...most } = scenario.thresholds;
  const due = flowsOf(scenario.actions).reduce((sum, [, flow]) => sum + arrivals(flow, 0.5).length, 0);
  const times = (Object.keys(p95) as Measure[]).map((name) => [name, [`p(95)<=${p95[name]}`]]);
  return {
    lost: [`count<=${most.lost}`],
    doubled: [`count<=${most.doubled}`],
    // A board that was cut off has not said what it missed.
    judged: [`count>=${scenario.screens.boards}`],
    errors: [`rate<=${most.errors}`],
    dropped_iterations: [`count<=${Math.floor(most.dropped * due)}`],
    ...Object.fromEntries(times),
  };
}

/** What all virtual users are given. */
interface Given {
  readonly school: School;
  readonly tokens: Readonly<Record<string, Token>>;
  /** The place in the log from which on boards show everything, however late they open. */
  readonly cursor: string;
}

export async function setup(): Promise<Given> {
  const { submit } = scenario.actions;
  const submissions = submit ? arrivals(submit, 0.5).length : 1;
  const school = await lookAround(asking(people.password), people, submissions, new Date());
  const { organizationId } = school;
  let cursor = '';
  const latest = Date.now() + settle * 1_000;
  await watch<unknown>({
    ...{ as: people.office, password: people.password, isOver: () => cursor !== '' || Date.now() > latest },
    ...{ query: documents.board, variables: { organizationId }, lastCursor: () => undefined },
    show: () => undefined,
    live: (from) => {
      cursor = from;
    },
  });
  if (cursor === '') throw new Error('no board became live: look at the gateway, or give it a longer SETTLE');
  return { school, tokens, cursor };
}

const acting = (action: Action) => async (given: Given) => {
  knowTokens(given);
  try {
    await act(action, asking(people.password), given.school, exec.scenario.iterationInTest);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
};
export const submit = acting('submit');
export const day = acting('day');
export const children = acting('children');
export const overview = acting('overview');
export const signIn = acting('signIn');

interface BoardShown {
  readonly attendanceBoardChanged: {
    readonly id: string;
    readonly marks: readonly { readonly recordedAt: string }[];
  };
}

/** A board of the office. In the end it compares what it has shown with what the school has stored, and waits for what is late. */
export async function board(given: Given): Promise<void> {
  knowTokens(given);
  const { school } = given;
  const tally = new Tally(given.cursor);
  const { organizationId } = school;
  const ends = end();
  let isOver = false;
  const watching = watch<BoardShown>({
    ...{ as: people.office, password: people.password, isOver: () => isOver },
    ...{ query: documents.board, variables: { organizationId } },
    lastCursor: () => tally.lastCursor,
    show: ({ attendanceBoardChanged: { id, marks } }, cursor) => {
      tally.see(id, cursor);
      took('board', Date.now() - Math.max(...marks.map(({ recordedAt }) => Date.parse(recordedAt))));
    },
  });
  await pause(ends - Date.now());
  const before = new Map(school.registers.map(({ id, version }) => [id, version]));
  const compare = async () => tally.verdict(before, await versionsOf(asking(people.password), school));
  let verdict = await compare();
  while (verdict.lost > 0 && Date.now() < ends + settle * 500) {
    await pause(1_000);
    verdict = await compare();
  }
  isOver = true;
  await watching;
  lost.add(verdict.lost);
  doubled.add(verdict.doubled);
  judged.add(1);
}

interface ChildShown {
  readonly studentAttendanceChanged: { readonly recordedAt: string };
}

/** A guardian who watches a child. */
export async function child(given: Given): Promise<void> {
  knowTokens(given);
  const { childIds } = given.school;
  const ends = end();
  let last: string | undefined;
  await watch<ChildShown>({
    ...{ as: people.guardian, password: people.password, isOver: () => Date.now() > ends },
    query: documents.child,
    variables: { studentId: childIds[exec.vu.idInTest % childIds.length] },
    lastCursor: () => last,
    show: ({ studentAttendanceChanged: { recordedAt } }, cursor) => {
      last = cursor;
      took('child', Date.now() - Date.parse(recordedAt));
    },
  });
}

/** When everything has begun, and what was asked last is answered, as one may hope. */
function end(): number {
  return exec.scenario.startTime + (lead + length + settle / 2) * 1_000;
}

function knowTokens(given: Given): void {
  for (const [email, token] of Object.entries(given.tokens)) tokens[email] = tokens[email] ?? token;
}

import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { ServiceName } from '@learnova/schema/services';
import { Visitor } from '../../scripts/story/client.ts';
import * as documents from '../../scripts/story/documents.ts';
import { Asker, type Question } from './asker.ts';
import { Replicas } from './replicas.ts';
import type { Stage } from './stage.ts';
import { together, until } from './wait.ts';

export interface RollingSize {
  /** Two processes of each are replaced, in this order. */
  readonly services: readonly ServiceName[];
  /** Rounds of that before anybody asks. Who runs already knows one address of each: so whoever asks others has to be replaced first. */
  readonly roundsBefore: number;
  /** Replaced as well, where there are two. */
  readonly gateways: 1 | 2;
  readonly swaps: number;
  /** Clients that ask at a time, and milliseconds that each waits between an answer and the next question. */
  readonly clients: number;
  readonly everyMs: number;
}

const office = 'office@school.example';
const teacher = 'teacher@school.example';
const guardian = 'guardian@school.example';

/** Something of every service. */
const everything = /* GraphQL */ `
  query Everything($organizationId: UUID!) {
    gradingScales(organizationId: $organizationId) { id }
    attendanceCodes(organizationId: $organizationId) { id }
    viewer {
      person { name }
      meetings { id register { id version } }
      feedback(first: 5) { nodes { id } }
      invoices(first: 5) { nodes { id } }
      announcements(first: 5) { nodes { id } }
      home { offices { id } }
      leaveRequests(first: 5) { nodes { id } }
      inbox(first: 5) { nodes { id } }
    }
  }
`;

/** Replaces processes in their turn, and the supergraph again and again, while people ask: nobody may notice. */
export function rollingTests(begun: () => Stage, size: RollingSize): void {
  const { services: names, gateways, swaps, clients, everyMs, roundsBefore } = size;
  let stage: Stage;
  beforeAll(() => {
    stage = begun();
  });

  test(
    `no query fails while ${names.length} services are replaced and ${swaps} supergraphs follow each other`,
    async () => {
      const { services } = stage.cluster;
      if (!services) throw new Error('one process has no second one');
      const folder = await mkdtemp(join(tmpdir(), 'learnova-rolling-'));
      const file = join(folder, 'supergraph.graphql');
      await put(file, await edition(0));
      const replicas = await Replicas.open(services, names, { gateways, supergraph: file });
      const askers: Asker[] = [];
      try {
        for (let round = 0; round < roundsBefore; round += 1) await replicas.rollServices();
        for (let n = 0; n < clients; n += 1) askers.push(asker(stage, { urls: replicas.urls, n, everyMs }));
        const answered = () => askers.reduce((sum, one) => sum + one.answered, 0);
        const failed = () => askers.flatMap((one) => one.failed);
        await until('asking', answered, (count) => count >= 10 * clients);
        const [replaced] = await together(replicas.rollServices(), swapping(file, replicas.urls, swaps));
        if (gateways > 1) replaced.push(...(await replicas.rollGateways()));
        const before = answered();
        await until('asking still', answered, (count) => count >= before + 10 * clients);
        // What the processes said tells why, where the answer must not.
        expect({ failed: failed(), said: saidIn(stage, failed().length > 0) }).toEqual({
          failed: [],
          said: [],
        });
        const each = [...names, ...(gateways > 1 ? ['gateway'] : [])];
        const twice = each.flatMap((name) => [`${name} ended with 0`, `${name} ended with 0`]);
        expect(replaced.map(({ name, code }) => `${name} ended with ${code}`)).toEqual(twice);
        expect(replaced.filter(({ was, is }) => was === is)).toEqual([]);
        process.stdout.write(
          `${answered()} queries were answered over ${replaced.length} restarts and ${swaps} supergraphs\n`,
        );
      } finally {
        await Promise.all(askers.map((one) => one.leave()));
        await replicas.close();
        await rm(folder, { recursive: true });
      }
    },
    60_000 + (names.length * (2 + roundsBefore) + swaps) * 15_000,
  );
}

function saidIn({ cluster }: Stage, hasFailed: boolean): readonly string[] {
  return hasFailed ? cluster.lines.slice(-20) : [];
}

function asker(
  stage: Stage,
  { urls, n, everyMs }: { urls: readonly string[]; n: number; everyMs: number },
): Asker {
  const { school } = stage;
  const day = school.plots.at(-1)?.day;
  const { organizationId } = school;
  const screens: readonly [string, Question][] = [
    [teacher, { query: documents.meetingsOfDay, variables: { date: day } }],
    [office, { query: everything, variables: { organizationId } }],
    [guardian, { query: documents.children }],
  ];
  const [email, question] = screens[n % screens.length] ?? [office, { query: documents.viewerName }];
  const bearer = async () => `Bearer ${await stage.tokenOf(email)}`;
  const inTurn = n % 2 ? urls : urls.toReversed();
  return new Asker(inTurn, bearer, { questions: [question, { query: documents.viewerName }], everyMs });
}

/** Each supergraph is put in the place of the one before when all gateways serve that. */
async function swapping(file: string, urls: readonly string[], swaps: number): Promise<void> {
  for (let n = 1; n <= swaps; n += 1) {
    await put(file, await edition(n));
    for (const url of urls)
      await until(
        `supergraph ${n} at ${url}`,
        () => served(url),
        (seen) => seen === n,
      );
  }
}

const itself = '{ __type(name: "Register") { description } }';

/** The number of the supergraph that a gateway serves, as whoever looks at the schema sees it. */
async function served(url: string): Promise<number | string> {
  try {
    const { __type: type } = await new Visitor(url).data<{ __type: { description: string } }>(itself);
    return Number(/^Supergraph (\d+)\./.exec(type.description)?.[1]);
  } catch (error) {
    return String(error);
  }
}

/** The school's supergraph under a number. In each, academics is at another URL than before: its connections are made anew. */
async function edition(n: number): Promise<string> {
  const text = await readFile(join(__dirname, '../../schema/supergraph.graphql'), 'utf8');
  const named = text.replace(
    '"""\nThe roll of one meeting.',
    `"""\nSupergraph ${n}. The roll of one meeting.`,
  );
  const moved = named.replace(/(name: "academics", url: "http:\/\/)[^:]+:/, `$1academics-${n % 2}:`);
  if (named === text || moved === named) throw new Error('the supergraph does not say what is replaced here');
  return moved;
}

async function put(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

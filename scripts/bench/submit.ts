import { newId } from '@learnova/platform/ids';
import { RelayConnection } from '@learnova/platform/relay/connection';
import type { Benchmark, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { type Load, load, p50, p95, perSecond } from './load.ts';
import { comparison, interleaved } from './rounds.ts';
import { benchSchool } from './school.ts';
import { StatementCount } from './statements.ts';
import { Submissions, submitDocument, submitInput } from './submissions.ts';
import { SubmitSql } from './submit-sql.ts';
import { openSystem, serviceOf, signIn } from './system.ts';

const clients = 8;
/** Of the design: statements of one submission on attendance's own connections, transaction commands apart. */
const mostStatements = 7;

interface Sizes {
  readonly rounds: number;
  readonly warmUp: number;
  readonly alone: number;
  readonly together: number;
}

/** A teacher submits a register of thirty marks. */
export const submit: Benchmark = {
  name: 'submit',
  title: 'a register of 30 marks, against one hand-written statement that writes the same rows',
  async run(scope) {
    const { rounds, isQuick } = scope;
    const sizes = { rounds, warmUp: isQuick ? 5 : 40, alone: isQuick ? 10 : 60, together: isQuick ? 5 : 25 };
    return measure(scope, sizes);
  },
};

async function measure(scope: Scope, sizes: Sizes) {
  const ground = scope.keep(await openGround({ redis: false }));
  const relayTurn = scope.keep(await holdRelayTurn(ground.databaseUrl));
  // Three contestants: as often as a class' teacher submits alone and together, and the relay's part once more.
  const meetings = 3 * (sizes.warmUp + sizes.rounds * (sizes.alone + 2 * sizes.together)) + 20;
  const school = benchSchool(
    {
      classes: [...Array(clients).fill(30), 1],
      teachers: clients + 1,
      sectionsOfClass: 1,
      meetings,
      taken: 0,
      hasWarden: false,
    },
    new Date(),
  );
  const counts = new StatementCount();
  const system = scope.keep(await openSystem(ground, school, counts.onStatement));
  counts.watch(system.running);
  const sql = scope.keep(new SubmitSql(ground.databaseUrl, clients));
  const attendance = serviceOf(system, 'attendance');

  const teachers = await Promise.all(
    school.classes.map(async (of) => {
      const { visitor, bearer } = await signIn(system.url, of.teacher);
      const submissions = new Submissions(school, of);
      return {
        sql: () => sql.submit(submissions.next()),
        inProcess: async () => {
          const body = { query: submitDocument, variables: submitInput(submissions.next(), newId()) };
          const call = { authorization: bearer, requestId: newId() };
          const { errors } = await attendance.operations.run(body, call);
          if (errors) throw new Error(`refused: ${JSON.stringify(errors)}`);
        },
        gateway: async () => {
          await visitor.data(submitDocument, submitInput(submissions.next(), newId()));
        },
      };
    }),
  );
  const [first, single] = [teachers[0], teachers[clients]];
  if (!first || !single) throw new Error('the school has no teachers');
  const eight = teachers.slice(0, clients);

  const ways = ['sql', 'inProcess', 'gateway'] as const;
  const names = {
    sql: 'SQL, one statement',
    inProcess: 'subgraph, in process',
    gateway: 'gateway, over HTTP',
  };
  for (const way of ways)
    await load(
      eight.map((teacher) => teacher[way]),
      Math.ceil(sizes.warmUp / clients),
    );

  const contest = (who: typeof teachers, requests: number, among: readonly (typeof ways)[number][] = ways) =>
    interleaved<Load>(
      sizes.rounds,
      among.map((way) => ({
        name: names[way],
        run: () =>
          load(
            who.map((teacher) => teacher[way]),
            requests,
          ),
      })),
    );

  scope.say('one teacher at a time ...');
  const alone = await contest([first], sizes.alone);
  const thirty = await counts.of(first.inProcess);
  const one = await counts.of(single.inProcess);
  scope.say('eight teachers at once ...');
  const together = await contest(eight, sizes.together);
  await relayTurn.release();
  scope.say('eight teachers at once, and everything that follows from it ...');
  const withRelay = await contest(eight, sizes.together, ['sql', 'gateway']);

  const metrics = [p50, p95, perSecond];
  const faults = [];
  const own = thirty.statements.get('attendance') ?? 0;
  if (own > mostStatements) faults.push(`a submission takes ${own} statements, not ${mostStatements}`);
  if (thirty.text !== one.text) faults.push(`30 marks take ${thirty.text}; one mark takes ${one.text}`);
  return {
    tables: [
      comparison('one teacher at a time, the relay standing by', alone, metrics),
      comparison('eight teachers at once, the relay standing by', together, metrics),
      comparison('eight teachers at once, relay and reactions at work', withRelay, metrics),
    ],
    notes: [
      `one submission, of 30 marks as of one: ${thirty.text}`,
      'clients and system share one process, so they share its time',
    ],
    faults,
  };
}

/** While somebody else has the relay's turn, what was submitted stays in the outbox: the command alone is measured. */
async function holdRelayTurn(databaseUrl: string) {
  const nothing = () => undefined;
  const turn = await RelayConnection.open({
    databaseUrl,
    silenceMs: 60_000,
    onWritten: nothing,
    onEnd: nothing,
  });
  await turn.lock();
  const release = async () => {
    if (turn.isOpen) await turn.close();
  };
  return { release, [Symbol.asyncDispose]: release };
}

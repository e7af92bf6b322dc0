import type { AskContract, EventContract, JobContract } from '@learnova/schema/define';
import type { FormattedExecutionResult } from 'graphql';
import { createLocalJWKSet } from 'jose';
import { Client } from 'pg';
import { type Actor, anonymous, TokenReader } from '../actor.ts';
import { InProcessAsks } from '../ask/asks.ts';
import type { Channels } from '../channels.ts';
import type { Environment } from '../config.ts';
import type { Envelope } from '../handlers.ts';
import { newId } from '../ids.ts';
import { install } from '../install.ts';
import type { LiveExtension } from '../live/answer.ts';
import { type Logger, silent } from '../log.ts';
import type { Subgraph } from '../manifest.ts';
import { notFound } from '../refusal.ts';
import type { Asks, Request } from '../request.ts';
import { Running } from '../running.ts';
import { testDatabase } from './test-database.ts';

type StandIn = (input: never, caller: { service: string; act?: { personId: string } }) => unknown;

export interface TestOptions {
  /** What the neighbours answer, by the ask's name. `users.standing` answers a standing session without roles unless given. */
  readonly answers?: Readonly<Record<string, StandIn>>;
  readonly environment?: Environment;
  readonly channels?: Channels;
  readonly log?: Logger;
}

export interface TestClient {
  /** Runs an operation as this person, through the policies, as the gateway would. */
  run(
    query: string,
    variables?: Record<string, unknown>,
    live?: LiveExtension,
    signal?: AbortSignal,
  ): Promise<FormattedExecutionResult>;
  /** The data of an operation that must succeed. */
  data<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** The code of the first error of an operation that must be refused. */
  code(query: string, variables?: Record<string, unknown>): Promise<string>;
}

/** One subgraph on a database of its own, its neighbours played by stand-ins: for tests of a subgraph by itself. */
export class TestSubgraph {
  readonly running: Running;
  readonly databaseUrl: string;
  /** Every statement that the subgraph has sent, transaction commands included. */
  readonly statements: string[];
  /** Every ask that the subgraph has sent, in order. */
  readonly asked: { name: string; input: unknown }[];
  readonly #close: () => Promise<void>;
  readonly #channels: Channels | undefined;

  private constructor(parts: {
    running: Running;
    databaseUrl: string;
    statements: string[];
    asked: { name: string; input: unknown }[];
    channels: Channels | undefined;
    close: () => Promise<void>;
  }) {
    this.running = parts.running;
    this.databaseUrl = parts.databaseUrl;
    this.statements = parts.statements;
    this.asked = parts.asked;
    this.#channels = parts.channels;
    this.#close = parts.close;
  }

  static async start(subgraph: Subgraph, options: TestOptions = {}): Promise<TestSubgraph> {
    const { name } = subgraph;
    // A toy of the same name has other migrations.
    const template = [name, ...subgraph.migrations.map((migration) => migration.name)].join();
    const database = await testDatabase({ template, installAll: (url) => install(url, [subgraph]) });
    const statements: string[] = [];
    const asked: { name: string; input: unknown }[] = [];
    const asks = new InProcessAsks(standIns(options.answers ?? {}, asked));
    const running = await Running.start(subgraph, {
      databaseUrl: database.url,
      poolSize: 10,
      onStatement: (sql) => statements.push(sql),
      log: options.log ?? silent,
      asks,
      tokens: new NamedActor(),
      liveLog: { position: async () => 0 },
      environment: options.environment ?? {},
      readmitAfterMs: 60_000,
    });
    if (!Object.keys(options.answers ?? {}).some((ask) => ask.startsWith(`${name}.`)))
      asks.register(name, running);
    const close = async () => {
      await running.close();
      await database.drop();
    };
    const { channels } = options;
    return new TestSubgraph({ running, databaseUrl: database.url, statements, asked, channels, close });
  }

  /** A client signed in as this person; without one, nobody. */
  as(personId?: string): TestClient {
    const actor: Actor = personId ? { kind: 'person', personId, sessionId: personId } : anonymous;
    const run: TestClient['run'] = (query, variables = {}, live, signal) => {
      const body = { query, variables, ...(live && { extensions: { live } }) };
      return this.running.operations.run(body, {
        requestId: newId(),
        authorization: NamedActor.header(actor),
        signal,
      });
    };
    return {
      run,
      data: async <T>(query: string, variables?: Record<string, unknown>) => {
        const result = await run(query, variables);
        if (result.errors) throw new Error(JSON.stringify(result.errors));
        return result.data as T;
      },
      code: async (query, variables) => {
        const [error] = (await run(query, variables)).errors ?? [];
        return String(error?.extensions?.code ?? 'NO_ERROR');
      },
    };
  }

  /** A request in the service's own name, to arrange rows by `request.em` and to read them. */
  request(): Request {
    return this.running.request({ id: newId(), actor: { kind: 'service', service: this.running.name } });
  }

  /** Asks this subgraph as a service would. */
  ask<I, O>(contract: AskContract<I, O>, input: I, service = contract.admits[0]): Promise<O> {
    if (!service) throw notFound('service');
    return this.running.answer(contract.name, input, { service, requestId: newId() }) as Promise<O>;
  }

  /** Hands an event to one reaction, as a worker would; hand it twice to see that the second run changes nothing. */
  async react<P>(
    reactionName: string,
    contract: EventContract<P>,
    event: Partial<Envelope> & { payload: P },
  ): Promise<void> {
    const reaction = this.running.subgraph.reactions.find((candidate) => candidate.name === reactionName);
    if (!reaction) throw notFound('reaction');
    await this.running.handling.react(reaction, {
      id: newId(),
      name: contract.name,
      number: 1,
      aggregateId: newId(),
      version: 1,
      occurredAt: (await this.request().now()).toISOString(),
      organizationId: null,
      actorId: null,
      onBehalfOf: null,
      requestId: newId(),
      ...event,
    });
  }

  /** Carries a job out once. */
  async carryOut<P>(
    contract: JobContract<P>,
    payload: P,
    parts: { id?: string; attempt?: number; lastAttempt?: boolean } = {},
  ) {
    const job = this.running.subgraph.jobs.find((candidate) => candidate.name === contract.name);
    if (!job || !this.#channels) throw notFound('job, or its channels');
    const { id = newId(), attempt = 1, lastAttempt = false } = parts;
    await this.running.handling.carryOut(
      job,
      { id, requestId: newId(), payload },
      { attempt, lastAttempt },
      this.#channels,
    );
  }

  /** Moves the school's clock; requests that begin later see the new time. */
  async advance(milliseconds: number): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    await client.query(`update platform.clock set "offset" = "offset" + make_interval(secs => $1)`, [
      milliseconds / 1000,
    ]);
    await client.end();
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Takes the actor from the header as the test wrote it: signatures are the contract test of `TokenReader`. */
class NamedActor extends TokenReader {
  static header(actor: Actor): string | undefined {
    return actor.kind === 'anonymous' ? undefined : JSON.stringify(actor);
  }

  constructor() {
    super(createLocalJWKSet({ keys: [] }));
  }

  override async person(authorization: string | undefined) {
    return authorization ? JSON.parse(authorization) : anonymous;
  }
}

function standIns(
  answers: Readonly<Record<string, StandIn>>,
  asked: { name: string; input: unknown }[],
): Asks {
  const all: Record<string, StandIn> = {
    'users.standing': () => ({ sessionEnded: false, roles: [] }),
    ...answers,
  };
  return {
    ask: async (contract, input, caller) => {
      asked.push({ name: contract.name, input });
      const standIn = all[contract.name];
      if (!standIn) throw new Error(`no stand-in answers ${contract.name}`);
      return contract.output.parse(await standIn(contract.input.parse(input), caller));
    },
  };
}

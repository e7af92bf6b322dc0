import type { ServiceName } from '@learnova/schema/services';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Actor, PersonActor, ServiceActor, TokenReader } from './actor.ts';
import { worksFor } from './audit.ts';
import { type Environment, readConfig } from './config.ts';
import { connect, type DatabaseOptions } from './database.ts';
import { buildGraph, type Graph } from './graph.ts';
import { Handling } from './handling.ts';
import type { LiveLog } from './live/log.ts';
import type { Logger } from './log.ts';
import type { Subgraph } from './manifest.ts';
import { Operations } from './operations.ts';
import { forbidden, notFound, unavailable } from './refusal.ts';
import { type Asks, Request, type RequestParts } from './request.ts';
import type { Route, RouteAnswer, RouteCall } from './route.ts';

export interface Resources extends DatabaseOptions {
  readonly log: Logger;
  readonly asks: Asks;
  readonly tokens: TokenReader;
  /** Where the owner of a subscription begins to read; only its position is used. */
  readonly liveLog: Pick<LiveLog, 'position'>;
  /** Where settings are read from; the process's own environment if left out. */
  readonly environment?: Environment | undefined;
  /** Milliseconds after which a live subscription is admitted again. */
  readonly readmitAfterMs: number;
}

/**
 * A subgraph at work: the same value behind an HTTP server, an in-process call, a worker and a test.
 * Each operation, ask, handler and route call gets a request of its own with a fork of the entity manager.
 */
export class Running {
  readonly subgraph: Subgraph;
  readonly operations: Operations;
  readonly handling: Handling;
  readonly log: Logger;
  readonly #orm: MikroORM;
  readonly #resources: Resources;
  readonly #settings: unknown;

  private constructor(subgraph: Subgraph, resources: Resources, orm: MikroORM, graph: Graph) {
    this.subgraph = subgraph;
    this.log = resources.log.child({ service: subgraph.name });
    this.#orm = orm;
    this.#resources = resources;
    this.#settings = subgraph.settings ? readConfig(subgraph.settings, resources.environment) : {};
    this.operations = new Operations(this, graph, resources);
    this.handling = new Handling(this);
  }

  static async start(subgraph: Subgraph, resources: Resources): Promise<Running> {
    const graph = buildGraph(subgraph);
    return new Running(subgraph, resources, await connect(subgraph, resources), graph);
  }

  get name(): ServiceName {
    return this.subgraph.name;
  }

  request(parts: Pick<RequestParts, 'id' | 'actor' | 'operation' | 'signal'>): Request {
    const em = this.#orm.em.fork();
    const { asks } = this.#resources;
    const log = this.log.child({ requestId: parts.id });
    const request = new Request({ ...parts, service: this.name, em, log, asks, settings: this.#settings });
    worksFor(em, request);
    return request;
  }

  /** The actor of a bearer; nobody without one. */
  actorOf(authorization: string | undefined): Promise<Actor> {
    return this.#resources.tokens.person(authorization);
  }

  serviceOf(authorization: string | undefined): Promise<ServiceActor> {
    return this.#resources.tokens.service(authorization);
  }

  /** Answers another service. A person's bearer never gets here: the caller was named by a service token, or in process. */
  async answer(
    name: string,
    input: unknown,
    caller: { service: ServiceName; act?: PersonActor; requestId: string },
  ) {
    const found = this.subgraph.answers.find((candidate) => candidate.contract.name === name);
    if (!found) throw notFound('ask');
    if (!found.contract.admits.includes(caller.service))
      throw forbidden(`${caller.service} may not ask ${name}.`);
    const actor: ServiceActor = {
      kind: 'service',
      service: caller.service,
      ...(caller.act && { act: caller.act }),
    };
    const request = this.request({ id: caller.requestId, actor });
    request.answers = name;
    return found.handle(request, input);
  }

  /** One call of a plain HTTP door; the route itself decides whom it trusts. */
  async route(
    reach: Route['reach'],
    method: string,
    path: string,
    call: RouteCall,
    id: string,
  ): Promise<RouteAnswer> {
    for (const route of this.subgraph.routes) {
      const params = route.reach === reach && route.method === method ? match(route.path, path) : undefined;
      if (!params) continue;
      return route.answer(this.request({ id, actor: { kind: 'anonymous' } }), { ...call, params });
    }
    throw notFound('page');
  }

  /** Throws UNAVAILABLE while the database does not answer. */
  async ready(): Promise<void> {
    try {
      await sql`select 1`.execute(this.#orm.em.fork().getKysely<unknown>());
    } catch (error) {
      this.log.warn({ err: error }, 'the database does not answer');
      throw unavailable(this.name);
    }
  }

  async close(): Promise<void> {
    await this.#orm.close(true);
  }
}

/** The parameters of a path that fits `invoices/:id`, or undefined. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

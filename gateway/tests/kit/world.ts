import { silent } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import { type Client, createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { httpEndpoint } from '../../src/http.endpoint.ts';
import { keysFrom } from '../../src/identity.ts';
import { inProcessEndpoint } from '../../src/in-process.endpoint.ts';
import type { GatewayOptions } from '../../src/options.ts';
import { Library } from './library.ts';
import { MemoryLog } from './memory-log.ts';
import { Served } from './serve.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, never>;
    errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  };
}

/** A gateway over the library, its services in this process or each on a port. */
export class World {
  readonly #clients: Client[] = [];

  private constructor(
    readonly log: MemoryLog,
    readonly library: Library,
    readonly gateway: Gateway,
    readonly served: readonly Served[],
    private readonly key: Parameters<SignJWT['sign']>[0],
  ) {}

  static readonly #started: World[] = [];

  static async start(
    form: 'in process' | 'over HTTP',
    options: Partial<GatewayOptions> = {},
  ): Promise<World> {
    const log = new MemoryLog();
    const library = new Library(options.liveLog ?? log);
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA', kid: 'one' }] });
    const isHttp = form === 'over HTTP';
    const served = isHttp
      ? await Promise.all(['books', 'reviews'].map((name) => Served.start(library, name)))
      : [];
    const gateway = await createGateway({
      supergraphSdl: Library.supergraph(
        isHttp ? (name) => served[name === 'books' ? 0 : 1]?.url ?? '' : undefined,
      ),
      endpoints: (name, url) =>
        isHttp
          ? httpEndpoint(url)
          : inProcessEndpoint({ graphql: (body, call) => library.answer(name, body, call) }),
      liveLog: log,
      tokens: { keys: keysFrom(async () => keys), issuer: 'tests', audience: 'tests:graph' },
      log: silent,
      metrics: createMetrics(),
      ...options,
      timeouts: { retry: 5, drain: 0, ...options.timeouts },
    });
    await gateway.listen(0);
    const world = new World(log, library, gateway, served, privateKey);
    World.#started.push(world);
    return world;
  }

  /** Ends all that were started, also when a test failed half-way. */
  static async closeAll(): Promise<void> {
    await Promise.all(World.#started.splice(0).map((world) => world.close()));
  }

  /** A bearer token. */
  async token(
    parts: { expiresIn?: string | number; audience?: string; subject?: string } = {},
  ): Promise<string> {
    const { expiresIn = '5m', audience = 'tests:graph', subject = 'someone' } = parts;
    const expiry =
      typeof expiresIn === 'number' ? Math.floor(performance.timeOrigin / 1000) + expiresIn : expiresIn;
    const token = new SignJWT({ sub: subject })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
      .setIssuer('tests');
    return `Bearer ${await token.setAudience(audience).setExpirationTime(expiry).sign(this.key)}`;
  }

  async ask(query: string, variables?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }

  /** A figure of the gateway's; 0 where it tells none. @param name with its labels, as they are printed */
  async figure(name: string): Promise<number> {
    const text = await (await fetch(`${this.gateway.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return Number(line?.slice(name.length) ?? 0);
  }

  /** A client over WebSocket; all are closed at the end. */
  client(options: { authorization?: string; origin?: string } = {}): Client {
    const { authorization, origin } = options;
    const client = createClient({
      url: `${this.gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, origin ? { origin } : {});
        }
      },
      connectionParams: authorization ? { authorization } : {},
      retryAttempts: 0,
    });
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    const index = World.#started.indexOf(this);
    if (index >= 0) World.#started.splice(index, 1);
    await Promise.all(this.#clients.map(async (client) => client.dispose()));
    await this.gateway.close();
    await Promise.all(this.served.map((served) => served.stop()));
  }
}

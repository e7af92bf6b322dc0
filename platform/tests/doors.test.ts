import { audience, issuer } from '@learnova/schema/claims';
import type { FastifyInstance } from 'fastify';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  exportJWK,
  generateKeyPair,
  SignJWT,
} from 'jose';
import { TokenReader } from '../src/actor.ts';
import { HttpAsks, InProcessAsks } from '../src/ask/asks.ts';
import { newId } from '../src/ids.ts';
import { install } from '../src/install.ts';
import { silent } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { Running } from '../src/running.ts';
import { httpServer } from '../src/serve.ts';
import { type TestDatabase, testDatabase } from '../src/testing/test-database.ts';
import { placesOf } from './places.ts';
import { BooksOf, shelf } from './shelf/shelf.subgraph.ts';

let database: TestDatabase;
let running: Running;
let server: FastifyInstance;
let url: string;
let key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
const personId = newId();
let sessionEnded = false;

const sign = (to: string, claims: object, expires = '5m', by = key) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
    .setIssuer(issuer)
    .setAudience(to)
    .setExpirationTime(expires)
    .sign(by);
const personToken = () => sign(audience.graph, { sub: personId, sid: newId() });
const serviceToken = (service: string) => sign(audience.service, { sub: `service:${service}` });

async function post(path: string, body: unknown, token?: string) {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}
const codeOf = async (token: string) => {
  const { body } = await post('/graphql', { query: `{ book(id: "${newId()}") { title } }` }, token);
  return (body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code ?? 'NO_ERROR';
};

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA');
  key = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'test', alg: 'EdDSA' };
  database = await testDatabase({ template: 'shelf_doors', installAll: (to) => install(to, [shelf]) });
  const asks = new InProcessAsks({ ask: async () => ({ sessionEnded, roles: [] }) });
  const tokens = new TokenReader(createLocalJWKSet({ keys: [jwk] }));
  const liveLog = { position: async () => 0 };
  const resources = {
    databaseUrl: database.url,
    log: silent,
    asks,
    tokens,
    liveLog,
    environment: {},
    readmitAfterMs: 60_000,
  };
  running = await Running.start(shelf, resources);
  server = httpServer(running, createMetrics());
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  await running.close();
  await database.drop();
});

test('an operation is answered to the person of a token that holds', async () => {
  expect(await codeOf(await personToken())).toBe('NO_ERROR');
});

test('a token that is expired, forged, altered or of another audience is refused', async () => {
  const { privateKey: stranger } = await generateKeyPair('EdDSA');
  const claims = { sub: personId, sid: newId() };
  const tokens = [
    await sign(audience.graph, claims, '-1m'),
    await sign(audience.graph, claims, '5m', stranger),
    `${(await personToken()).slice(0, -8)}AAAAAAAA`,
    await serviceToken('academics'),
    await sign(audience.graph, { sub: 'nobody', sid: newId() }),
    await sign(audience.graph, { sub: personId }),
    'nonsense',
  ];
  for (const token of tokens) expect(await codeOf(token)).toBe('UNAUTHENTICATED');
});

test('nobody is told to sign in again because the keys cannot be read', async () => {
  const claims = { sub: personId, sid: newId() };
  const bearers = [await sign(audience.graph, claims), await serviceToken('academics')];
  const [forPerson, forService] = bearers.map((token) => `Bearer ${token}`);
  const faults = [
    async () => new Response('', { status: 503 }),
    async () => new Response('<html>', { status: 200 }),
    async () => Promise.reject(new TypeError('fetch failed')),
    async () => Promise.reject(Object.assign(new Error('too slow'), { name: 'TimeoutError' })),
  ];
  for (const fault of faults) {
    const keys = createRemoteJWKSet(new URL('http://keys.invalid/'), { [customFetch]: fault });
    const tokens = new TokenReader(keys);
    await expect(tokens.person(forPerson)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(tokens.service(forService)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  }
});

test('a token whose session has ended is refused at once', async () => {
  const token = await personToken();
  expect(await codeOf(token)).toBe('NO_ERROR');
  sessionEnded = true;
  expect(await codeOf(token)).toBe('UNAUTHENTICATED');
  sessionEnded = false;
});

test('an ask is answered to an admitted service, and never to a person', async () => {
  const body = { input: { ownerIds: [personId] } };
  expect(await post('/asks/users.books-of', body, await serviceToken('academics'))).toEqual({
    status: 200,
    body: { output: [] },
  });
  expect(await post('/asks/users.books-of', body, await serviceToken('attendance'))).toMatchObject({
    status: 403,
  });
  expect(await post('/asks/users.books-of', body, await personToken())).toMatchObject({ status: 401 });
  expect(await post('/asks/users.books-of', body)).toMatchObject({ status: 401 });
  expect(await post('/asks/users.nothing', body, await serviceToken('academics'))).toMatchObject({
    status: 404,
  });
  expect(
    await post('/asks/users.books-of', { input: { ownerIds: ['x'] } }, await serviceToken('academics')),
  ).toMatchObject({ status: 400 });
});

test('asking over HTTP and in process give the same answer and the same refusals', async () => {
  const places = placesOf((name) => (name === 'notifications' ? 'http://127.0.0.1:9' : url));
  const asks = (service: string) => new HttpAsks(places, { token: () => serviceToken(service) });
  const caller = { service: 'academics', requestId: newId() } as const;
  const contract = BooksOf as never;
  expect(await asks('academics').ask(contract, { ownerIds: [] }, caller)).toEqual([]);
  await expect(asks('attendance').ask(contract, { ownerIds: [] }, caller)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const elsewhere = { ...BooksOf, owner: 'notifications' } as never;
  await expect(asks('academics').ask(elsewhere, { ownerIds: [] }, caller)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});

test('bad bodies are refused with a code and never with a 500', async () => {
  expect(await post('/graphql', 'not json')).toMatchObject({ status: 400 });
  expect(await post('/graphql', { query: 1 })).toMatchObject({ status: 400 });
  expect(await post('/asks/users.books-of', 'not json', await serviceToken('academics'))).toMatchObject({
    status: 400,
  });
});

test('health tells what lives and what is ready, and metrics count the doors', async () => {
  const read = async (path: string) => (await fetch(`${url}${path}`)).text();
  expect(JSON.parse(await read('/health/'))).toEqual({ status: 'up', service: 'users' });
  expect(JSON.parse(await read('/api/v1/users/health/'))).toEqual({ status: 'up', service: 'users' });
  expect(JSON.parse(await read('/health/ready'))).toEqual({ status: 'ready', service: 'users' });
  expect(await read('/metrics')).toContain('learnova_subgraph_request_seconds');
});

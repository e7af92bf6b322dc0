import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { HttpAsks } from '../src/ask/asks.ts';
import { SignedCredentials } from '../src/ask/service-credentials.ts';
import { newId } from '../src/ids.ts';
import { forbidden, unauthenticated } from '../src/refusal.ts';
import { TestSubgraph } from '../src/testing/subgraph.ts';
import { BooksOf, shelf } from './shelf/shelf.subgraph.ts';
import { urlsOf } from './urls.ts';

/** Stands in for users: it issues tokens 1, 2, 3 and so on, and answers asks as the test wants. */
let issued = 0;
let answerAsk: (token: string, response: ServerResponse) => void;
let server: Server;
let key: JWK;
let url: string;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  key = { ...(await exportJWK(pair.privateKey)), kid: 'academics-1' };
  server = createServer((request, response) => {
    request.resume();
    if (request.url?.startsWith('/asks/'))
      return answerAsk(request.headers.authorization?.slice('Bearer '.length) ?? '', response);
    issued += 1;
    const token = String(issued);
    return setImmediate(() => response.end(JSON.stringify({ token })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  issued = 0;
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => void server.close());

const credentials = () => new SignedCredentials('academics', async () => key, url);
const ask = (by = credentials()) => {
  const asks = new HttpAsks(
    urlsOf(() => url),
    by,
  );
  return asks.ask(BooksOf as never, { ownerIds: [] }, { service: 'academics', requestId: newId() });
};
const refuse = (response: ServerResponse) =>
  response
    .writeHead(401, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { code: 'UNAUTHENTICATED', message: 'no' } }));

test('of many who wait for a service token, one fetches it; also when the last one has ended', async () => {
  const shared = credentials();
  const many = () => Promise.all(Array.from({ length: 20 }, () => shared.token()));
  expect(new Set(await many())).toEqual(new Set(['1']));
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 5 * 60_000);
  expect(new Set(await many())).toEqual(new Set(['2']));
  expect(issued).toBe(2);
});

test('a token that is refused is replaced once for all who held it', async () => {
  const shared = credentials();
  answerAsk = (token, response) =>
    token === '1' ? refuse(response) : response.end(JSON.stringify({ output: [] }));
  expect(await Promise.all(Array.from({ length: 20 }, () => ask(shared)))).toHaveLength(20);
  expect(issued).toBe(2);
});

test('a service whose tokens are all refused gives up after the second', async () => {
  answerAsk = (_token, response) => refuse(response);
  await expect(ask()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(issued).toBe(2);
});

test('what is no answer of the service is told as its silence', async () => {
  const strangers: ((response: ServerResponse) => void)[] = [
    (response) => response.writeHead(502).end('<html>Bad Gateway</html>'),
    (response) => response.end('<html>Welcome</html>'),
    (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"output":');
      setImmediate(() => response.destroy());
    },
  ];
  for (const stranger of strangers) {
    answerAsk = (_token, response) => stranger(response);
    await expect(ask()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  }
});

test('a person hears of no refusal that was meant for the service', async () => {
  for (const refusal of [unauthenticated(), forbidden()]) {
    const standing = async () => Promise.reject(refusal);
    const school = await TestSubgraph.start(shelf, { answers: { 'users.standing': standing } });
    expect(await school.as(newId()).code(`{ book(id: "${newId()}") { title } }`)).toBe('UNAVAILABLE');
    await school.close();
  }
});

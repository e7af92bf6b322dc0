import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { HttpAsks } from '../src/ask/asks.ts';
import { SignedCredentials } from '../src/ask/service-credentials.ts';
import { newId } from '../src/ids.ts';
import { Reach } from '../src/reach.ts';
import { forbidden, unauthenticated } from '../src/refusal.ts';
import { TestSubgraph } from '../src/testing/subgraph.ts';
import { placesOf } from './places.ts';
import { BooksOf, shelf } from './shelf/shelf.subgraph.ts';

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

const credentials = () => new SignedCredentials('academics', async () => key, new Reach([url]));
const ask = (by = credentials()) => {
  const asks = new HttpAsks(
    placesOf(() => url),
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

test('of several addresses each has its turn, and what one does not answer is asked at another', async () => {
  const times = 20;
  let asked = 0;
  answerAsk = (_token, response) => {
    asked += 1;
    response.end(JSON.stringify({ output: [] }));
  };
  let otherAsked = 0;
  const other = createServer((request, response) => {
    otherAsked += 1;
    request.resume();
    response.end(JSON.stringify({ output: [] }));
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const places = placesOf(() => [url, `http://127.0.0.1:${(other.address() as AddressInfo).port}`]);
  const asks = new HttpAsks(places, credentials());
  const many = async () => {
    for (let n = 0; n < times; n += 1)
      expect(
        await asks.ask(BooksOf as never, { ownerIds: [] }, { service: 'academics', requestId: newId() }),
      ).toEqual([]);
  };
  await many();
  expect([asked, otherAsked]).toEqual([times / 2, times / 2]);
  other.close();
  other.closeAllConnections();
  await many();
  expect(asked).toBe(times / 2 + times);
});

test('an address that takes what is asked and says nothing holds up one who asks, and others pass it by', async () => {
  answerAsk = (_token, response) => response.end(JSON.stringify({ output: [] }));
  let held = 0;
  const silent = createServer(() => {
    held += 1;
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const places = placesOf(() => [url, `http://127.0.0.1:${(silent.address() as AddressInfo).port}`]);
  const asks = new HttpAsks(places, credentials(), 500);
  let refused = 0;
  for (let n = 0; n < 20; n += 1) {
    await asks
      .ask(BooksOf as never, { ownerIds: [] }, { service: 'academics', requestId: newId() })
      .catch((error: { code: string }) => {
        expect(error.code).toBe('UNAVAILABLE');
        refused += 1;
      });
  }
  // Each turn would be ten.
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(5);
  expect(refused).toBe(held);
  silent.close();
  silent.closeAllConnections();
});

test('a process that is about to end is asked no more: another one answers, or its successor at the same address', async () => {
  const statuses: number[] = [];
  const ending = (times: number) => {
    statuses.length = 0;
    answerAsk = (_token, response) => {
      const isEnding = statuses.length < times;
      statuses.push(isEnding ? 503 : 200);
      response.writeHead(isEnding ? 503 : 200).end(JSON.stringify(isEnding ? {} : { output: [] }));
    };
  };
  ending(1);
  expect(await ask()).toEqual([]);
  expect(statuses).toEqual([503, 200]);
  ending(5);
  await expect(ask()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(statuses).toEqual([503, 503]);
});

test('a person hears of no refusal that was meant for the service', async () => {
  for (const refusal of [unauthenticated(), forbidden()]) {
    const standing = async () => Promise.reject(refusal);
    const school = await TestSubgraph.start(shelf, { answers: { 'users.standing': standing } });
    expect(await school.as(newId()).code(`{ book(id: "${newId()}") { title } }`)).toBe('UNAVAILABLE');
    await school.close();
  }
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/** Another thread that sends so many POSTs, each over a connection of its own, and tells how many of each status came back. */
function visitors(
  url: string,
  count: number,
): { readonly sent: Promise<void>; readonly told: Promise<unknown> } {
  const program = `
    const { parentPort, workerData: { url, count } } = require('node:worker_threads');
    const { hostname, port } = new URL(url);
    const body = JSON.stringify({ query: '{ __typename }' });
    const head = 'POST /graphql HTTP/1.1\\r\\nhost: x\\r\\ncontent-type: application/json\\r\\ncontent-length: ' + body.length;
    const told = {};
    let left = count;
    for (let n = 0; n < count; n += 1) {
      const socket = require('node:net').connect(port, hostname);
      let answer = '';
      let ending = 'no answer';
      socket.write(head + '\\r\\n\\r\\n' + body);
      socket.on('data', (data) => { answer += data; });
      socket.on('error', (error) => { ending = error.code; });
      socket.on('close', () => {
        const what = answer.slice(9, 12) || ending;
        told[what] = (told[what] || 0) + 1;
        left -= 1;
        if (left === 0) parentPort.postMessage(told);
      });
    }
    parentPort.postMessage('sent');
  `;
  const worker = new Worker(program, { eval: true, workerData: { url, count } });
  const first = new Promise<void>((resolve) => worker.once('message', () => resolve()));
  const told = first.then(() => new Promise((resolve) => worker.once('message', resolve)));
  return { sent: first, told };
}

test('whoever knocked while the gateway was busy is answered before it ends', async () => {
  const world = await World.start('in process');
  const { sent, told } = visitors(world.gateway.url, 100);
  await sent;
  // What comes now waits in the kernel, as on a machine that is short of processors.
  const until = performance.now() + 300;
  while (performance.now() < until);
  await world.gateway.close();
  expect(await told).toEqual({ 200: 100 });
});

test('it lingers: not ready, and serving each connection once, until no more are taken', async () => {
  const world = await World.start('in process', { timeouts: { linger: 400 } });
  const { url } = world.gateway;
  const closing = world.gateway.close();
  const ready = await fetch(`${url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining', parts: {} }]);
  const answer = await fetch(`${url}/graphql?query=%7B__typename%7D`);
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  await closing;
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
});

test('whoever asks for a socket once the sockets are being closed is sent elsewhere, and holds up no end', async () => {
  const world = await World.start('in process', { timeouts: { drain: 300 } });
  const wire = await Wire.open(world);
  const { port, host } = new URL(world.gateway.url);
  const late = connect({ port: Number(port) });
  await once(late, 'connect');
  late.write(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\n`);
  await new Promise((resolve) => setTimeout(resolve, 50)); // the request has begun, so the connection is not idle
  const start = performance.now();
  const closing = world.gateway.close();
  await new Promise((resolve) => setTimeout(resolve, 30));
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  late.write(
    `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  const [answer] = await once(late, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 503 /);
  expect((await wire.closed).code).toBe(1012);
  await closing;
  expect(performance.now() - start).toBeLessThan(2_000);
});

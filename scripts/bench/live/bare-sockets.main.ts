import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { type WebSocket, WebSocketServer } from 'ws';

/** The least that telling many sockets something can take: what is published on `bare:<topic>` is sent as it is to those at /<topic>. */
const topics = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
const listening = once(server, 'listening');
server.on('connection', (socket, { url = '/' }) => {
  const topic = url.slice(1);
  const sockets = topics.get(topic) ?? new Set();
  topics.set(topic, sockets.add(socket));
  socket.on('close', () => sockets.delete(socket));
});

const redis = new Redis(process.argv[2] ?? '');
redis.on('pmessage', (_pattern, channel: string, text: string) => {
  for (const socket of topics.get(channel.slice('bare:'.length)) ?? []) socket.send(text);
});
await redis.psubscribe('bare:*');
await listening;
process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);

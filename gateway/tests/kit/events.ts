import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { World } from './world.ts';

export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data:
    | { data?: unknown; errors?: { extensions: { code: string } }[]; extensions?: { cursor?: string } }
    | undefined;
}

/** Asks for an event stream, over a connection of its own, and reads nothing of it yet. */
export async function openStream(
  { gateway }: World,
  body: object,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  const sent = request(`${gateway.url}/graphql`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
  });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.on('error', () => undefined); // whoever leaves breaks it off
  return response;
}

/** Asks for an event stream and keeps what comes. */
export async function streamOf(world: World, body: object, headers?: Record<string, string>) {
  const response = await openStream(world, body, headers);
  const events: StreamEvent[] = [];
  const told = { text: '', comments: 0 };
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  response.setEncoding('utf8');
  let rest = '';
  response.on('data', (chunk: string) => {
    told.text += chunk;
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) told.comments += 1;
      else events.push(eventIn(block));
    }
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    events,
    told,
    ended,
    leave: () => response.destroy(),
  };
}

function eventIn(block: string): StreamEvent {
  const fields = block.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const { event = '', id, data } = Object.fromEntries(fields) as Record<string, string>;
  return { event, id, data: data ? JSON.parse(data) : undefined };
}

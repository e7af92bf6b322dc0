import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import { clearInterval, setInterval, setTimeout } from 'k6/timers';
import { WebSocket } from 'k6/websockets';
import type { Measure } from '../scripts/load/scenario.model.ts';
import * as documents from './documents.ts';
import type { Ask } from './school.ts';

/** Was refused or failed, and is counted already. */
export class Refused extends Error {}

/** What somebody acts with, and since when: milliseconds since 1970. */
export interface Token {
  readonly token: string;
  readonly since: number;
}

/** A token holds for fifteen minutes. */
const renewAfterMs = 10 * 60_000;
const backSoonMs = 1_000;
const lookEveryMs = 100;

const url = __ENV.URL ?? 'http://127.0.0.1:8080';
const errors = new Rate('errors');
const trends: Readonly<Record<Measure, Trend>> = {
  ...{
    submit: new Trend('submit', true),
    day: new Trend('day', true),
    children: new Trend('children', true),
  },
  ...{ overview: new Trend('overview', true), signIn: new Trend('signIn', true) },
  ...{ lesson: new Trend('lesson', true), board: new Trend('board', true), child: new Trend('child', true) },
};

/** Of this engine; k6 has one for each virtual user. */
export const tokens: Record<string, Token> = {};

export function took(measure: Measure, milliseconds: number): void {
  trends[measure].add(milliseconds);
}

/** Asks over HTTP with the password of the people who are played. */
export function asking(password: string): Ask {
  return async <T>(...[as, measure, query, variables]: Parameters<Ask>): Promise<T> => {
    const token = as === null ? null : await tokenOf(as, password);
    return await send<T>(token, measure, query, variables);
  };
}

async function tokenOf(email: string, password: string): Promise<string> {
  const known = tokens[email];
  if (known && Date.now() - known.since < renewAfterMs) return known.token;
  const since = Date.now();
  const variables = { input: { email, password } };
  const { signIn } = await send<{ signIn: { accessToken: string } }>(null, null, documents.signIn, variables);
  tokens[email] = { token: signIn.accessToken, since };
  return signIn.accessToken;
}

async function send<T>(
  token: string | null,
  measure: Measure | null,
  query: string,
  variables: unknown,
): Promise<T> {
  const answer = await http.asyncRequest('POST', `${url}/graphql`, JSON.stringify({ query, variables }), {
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    timeout: '30s',
    tags: { name: measure ?? 'looking around' },
  });
  const { data, errors: told } = read<T>(answer.body);
  const isGood = Boolean(data) && !told;
  errors.add(!isGood);
  if (!data || told) throw new Refused(`${answer.status}: ${JSON.stringify(told)}`);
  if (measure) took(measure, answer.timings.duration);
  return data;
}

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly cursor?: string; readonly admitted?: unknown };
}

function read<T>(body: unknown): Answer<T> {
  return typeof body === 'string' && body.startsWith('{') ? (JSON.parse(body) as Answer<T>) : {};
}

export interface Screen<T> {
  readonly as: string;
  readonly password: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether it may close; looked at again and again. */
  readonly isOver: () => boolean;
  /** Where it goes on when its connection was lost. */
  readonly lastCursor: () => string | undefined;
  readonly show: (data: T, cursor: string) => void;
  /** Told the place in the log from which on it shows everything. */
  readonly live?: (cursor: string) => void;
}

/** Holds a screen open, and opens it again where it ends before its time, as it does with its token. */
export async function watch<T>(screen: Screen<T>): Promise<void> {
  while (!screen.isOver()) {
    const opened = Date.now();
    await hold(screen, await tokenOf(screen.as, screen.password));
    const wasRefused = Date.now() - opened < backSoonMs && !screen.isOver();
    if (!wasRefused) continue;
    errors.add(true);
    await pause(backSoonMs);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** One connection over graphql-transport-ws. */
function hold<T>(
  { query, variables, isOver, lastCursor, show, live }: Screen<T>,
  token: string,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, null, {
      headers: { 'Sec-WebSocket-Protocol': 'graphql-transport-ws' },
    });
    const tell = (message: unknown) => socket.send(JSON.stringify(message));
    const look = setInterval(() => isOver() && socket.close(), lookEveryMs);
    socket.onopen = () => tell({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    socket.onerror = () => errors.add(true);
    socket.onclose = () => {
      clearInterval(look);
      resolve();
    };
    socket.onmessage = (event) => {
      const { type, payload } = JSON.parse(String(event?.data)) as { type: string; payload: Answer<T> };
      if (type === 'connection_ack') {
        const extensions = { announce: true, lastCursor: lastCursor() };
        tell({ id: '1', type: 'subscribe', payload: { query, variables, extensions } });
      } else if (type === 'ping') tell({ type: 'pong' });
      else if (type === 'next') {
        errors.add(Boolean(payload.errors));
        const { cursor = '', admitted } = payload.extensions ?? {};
        if (admitted) live?.(cursor);
        else if (payload.data) show(payload.data, cursor);
      } else if (type === 'error' || type === 'complete') socket.close();
    };
  });
}

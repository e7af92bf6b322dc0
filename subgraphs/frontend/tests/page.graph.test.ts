import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

interface PageGraph {
  watch(query: string, variables: object, shown: (data: object) => void): void;
}

/** A WebSocket of which the test is the server. */
class Line {
  static readonly OPEN = 1;
  static readonly all: Line[] = [];
  readyState = Line.OPEN;
  readonly messages: Message[] = [];
  onopen = () => {};
  onmessage = (_event: { data: string }) => {};
  onclose = () => {};

  constructor() {
    Line.all.push(this);
  }

  send(text: string): void {
    this.messages.push(JSON.parse(text));
  }

  tell(message: object): void {
    this.onmessage({ data: JSON.stringify(message) });
  }

  /** The subscriptions that were sent since the last call. */
  subscribed(): string[] {
    const ids = this.messages.flatMap(({ type, id }) => (type === 'subscribe' && id ? [id] : []));
    this.messages.length = 0;
    return ids;
  }
}

const admitted = (id: string) => ({
  ...{ id, type: 'next' },
  payload: { data: null, extensions: { admitted: true, cursor: '7' } },
});

describe('the page', () => {
  const timers: (() => void)[] = [];
  const states: boolean[] = [];
  let missed = 0;
  let graph: PageGraph;
  beforeEach(() => {
    for (const list of [timers, states, Line.all]) list.length = 0;
    missed = 0;
    const source = readFileSync(new URL('../page/graph.js', import.meta.url), 'utf8');
    const Graph = runInNewContext(`${source.replaceAll(/^export /gm, '')}; Graph`, {
      ...{ WebSocket: Line, location: { origin: 'http://school' }, navigator: {} },
      sessionStorage: { getItem: () => null, setItem: () => {}, removeItem: () => {}, clear: () => {} },
      setTimeout: (work: () => void) => timers.push(work),
    });
    graph = new Graph(
      (isLive: boolean) => states.push(isLive),
      () => {
        missed += 1;
      },
    );
  });

  const connected = (): Line => {
    const line = Line.all.at(-1) as Line;
    line.onopen();
    line.tell({ type: 'connection_ack' });
    return line;
  };
  const elapse = async (): Promise<void> => {
    for (const work of timers.splice(0)) work();
    await new Promise((resolve) => setImmediate(resolve));
  };

  test('reads anew what it may have missed, once all is watched again, and calls itself live no earlier', async () => {
    graph.watch('subscription { a }', {}, () => {});
    graph.watch('subscription { b }', {}, () => {});
    const first = connected();
    const ids = first.subscribed();
    expect(ids).toHaveLength(2);
    for (const id of ids) first.tell(admitted(id));
    expect([missed, ...states]).toEqual([0, true]);

    first.onclose();
    await elapse();
    const second = connected();
    expect(second.subscribed()).toEqual(ids);
    second.tell(admitted(ids[0] ?? ''));
    expect([missed, ...states]).toEqual([0, true, false]);
    second.tell(admitted(ids[1] ?? ''));
    expect([missed, ...states]).toEqual([1, true, false]);
  });

  test.each([
    ['UNAVAILABLE', true],
    ['FORBIDDEN', undefined],
  ])(
    'watches anew what could not be watched just now, and not what it may not: %s',
    async (code, retryable) => {
      graph.watch('subscription { a }', {}, () => {});
      const line = connected();
      const [id = ''] = line.subscribed();
      line.tell({ id, type: 'error', payload: [{ message: 'No', extensions: { code, retryable } }] });
      await elapse();
      expect(line.subscribed()).toEqual(retryable ? [id] : []);
      if (!retryable) return expect([missed, ...states]).toEqual([0, true]);
      line.tell(admitted(id));
      expect([missed, ...states]).toEqual([1, true, false]);
    },
  );

  test('watches anew what was interrupted while it was watched', async () => {
    graph.watch('subscription { a }', {}, () => {});
    const line = connected();
    const [id = ''] = line.subscribed();
    line.tell(admitted(id));
    const errors = [{ message: 'Again', extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }];
    line.tell({ id, type: 'next', payload: { data: null, errors } });
    line.tell({ id, type: 'complete' });
    await elapse();
    expect(line.subscribed()).toEqual([id]);
  });
});

import type { Fault } from './fault.ts';
import { fault } from './gateway-fault.ts';

/** What tells of the subscriptions that were opened and closed. */
const passing = {
  file: 'tests/faults/services.test.ts',
  test: '600 subscriptions that were opened and closed leave no topic subscribed and the heap as it was',
};

/** What those who watch would miss, be told twice, or leave behind. */
export const liveFaults: readonly Fault[] = [
  fault(
    'a subscription whose field has gone says nothing any more',
    [
      'live/watch.ts',
      'if (!this.#planned) stream.finish([reloaded()]);',
      'if (!this.#planned) return false;',
    ],
    [
      'reload-live.test.ts',
      'a subscription whose field has gone ends with SUBSCRIPTION_SCHEMA_RELOAD, and resumes without the field',
      'Expected: true',
    ],
  ),
  {
    name: 'whoever leaves a subscription keeps its topic',
    edits: [{ file: 'gateway/src/live/topics.ts', text: 'opened.close();', instead: '' }],
    found: [
      {
        file: 'gateway/tests/subscriptions.test.ts',
        test: 'leaving frees the topic at once, also in the middle of a delivery',
        says: 'Expected: 0',
      },
      { ...passing, says: 'nothing left' },
    ],
  },
  {
    name: 'a subscription that has ended is kept for the next supergraph',
    edits: [{ file: 'gateway/src/live/subscriptions.ts', text: 'this.#watches.delete(watch);', instead: '' }],
    found: [{ ...passing, says: 'toBeLessThan' }],
  },
  {
    name: 'whoever resumes is told once more of the last event',
    edits: [
      {
        file: 'gateway/src/live/subscriptions.ts',
        text: 'return Number(lastCursor);',
        instead: 'return Number(lastCursor) - 1;',
      },
    ],
    found: [
      {
        file: 'tests/faults/services.test.ts',
        test: '20 subscribers who are cut off resume, with nothing lost, doubled or out of order in 60 events',
        says: '"doubled"',
      },
    ],
  },
  fault(
    'whoever resumes passes over an event',
    ['live/subscriptions.ts', 'return Number(lastCursor);', 'return Number(lastCursor) + 1;'],
    [
      'subscriptions.test.ts',
      'whoever was cut off while events pour in resumes with nothing lost, doubled or out of order',
      'toBeGreaterThan',
    ],
  ),
  fault(
    'tabs of one person that were put off ask again each by itself',
    [
      'live/subscriptions.ts',
      'if (authorization === undefined) return 0.5',
      'if (authorization !== "") return 0.5',
    ],
    ['groups.test.ts', 'tabs of one person that were put off ask again together', 'toBe'],
  ),
  fault(
    'tabs share nothing once one of them was put off',
    [
      'live/deliveries.ts',
      'topic, authorization, entry.number]',
      'topic, authorization, entry.number, failures]',
    ],
    [
      'groups.test.ts',
      'a tab shares what is being asked, however often another one was put off before',
      'Expected: 1',
    ],
  ),
  fault(
    'tabs of one person ask an owner that is away for admission each by itself',
    [
      'live/subscriptions.ts',
      'return every - ((performance.now() + every * jitterOf(subscriber)) % every);',
      'return every;',
    ],
    [
      'groups.test.ts',
      'tabs of one person whose owner is away ask for admission together',
      'Expected: > 100',
    ],
  ),
  fault(
    'an event over which its field failed is told as nothing',
    ['live/owner.ts', "if (status === 'data' && !isNothing(answer)) return", "if (status === 'data') return"],
    [
      'owner.test.ts',
      'an event whose field itself fails at the owner is tried again, and not told as nothing',
      'toBeGreaterThan',
    ],
  ),
  fault(
    'whoever uses an id again has what stood under it before as well',
    ['operations.ts', 'if (other !== id && other in held) continue;', 'if (other in held) continue;'],
    [
      'operations.test.ts',
      'stands for the later one alone, however long the first was waited for',
      'toEqual',
    ],
  ),
  fault(
    'what ends under an id takes along what stands under it by then',
    ['operations.ts', '(value) => signal.aborted || resolve(value)', '(value) => resolve(value)'],
    [
      'operations.test.ts',
      'is not ended by the end of what it stood for, nor kept from being completed',
      'Expected: 1',
    ],
  ),
  fault(
    'a subscription goes on when its subscriber is gone',
    ['live/subscriptions.ts', "signal.addEventListener('abort', leave, { once: true });", ''],
    [
      'operations.test.ts',
      'is not ended by the end of what it stood for, nor kept from being completed',
      'Expected:',
    ],
  ),
  fault(
    'a query that its client has completed is asked of its service all the same',
    ['operations.ts', 'this.#left.abort();', ''],
    [
      'operations.test.ts',
      'is given up at its service where it is a query, and nothing of it is told',
      'Expected: 0',
    ],
  ),
  fault(
    'an owner that was away has failed as often as it was asked',
    [
      'live/deliveries.ts',
      'if (isAway) return { isPutOff: true };',
      'if (isAway) return { isPutOff: true, hasFailed: true };',
    ],
    [
      'owner.test.ts',
      'an owner that was away for long and fails once when it is back is asked again',
      'toEqual',
    ],
  ),
  fault(
    'a subscription hears nothing more when its owner tells of it on another topic',
    ['live/watch.ts', 'if (answer.topic !== this.#topic) return [reloaded()];', ''],
    [
      'owner.test.ts',
      'a subscription whose owner tells of it on another topic from now on ends, and goes on there',
      'Expected: true',
    ],
  ),
  fault(
    'whoever reads nothing keeps a stream for longer than their token holds',
    ['event-stream.ts', 'setTimeout(() => response.destroy(), LAST_MS).unref();', ''],
    ['event-stream.test.ts', 'a reader who reads nothing is gone with their token', 'Expected: 0'],
  ),
];

import type { Fault } from './fault.ts';
import { fault } from './gateway-fault.ts';

/** Which documents the gateway reads, remembers and takes for one. */
export const documentFaults: readonly Fault[] = [
  fault(
    'documents that nobody repeats push out those that are repeated',
    ['regulars.ts', 'this.#regular.set(key, entry);\n    return', 'this.#once.set(key, entry);\n    return'],
    [
      'regulars.test.ts',
      'what is asked again is not pushed out by any number of things that are asked once',
      'known',
    ],
  ),
  fault(
    'of documents that come round only those are kept of which few come in between',
    ['regulars.ts', '|| this.#comesAgain(key)', ''],
    [
      'regulars.test.ts',
      'of many that come round and round, more than there is room for those of once, all are known from the third time on',
      'known',
    ],
  ),
  fault(
    'what a client sends as a variable takes the place of what is written in its document',
    ['documents.ts', '{ ...sent, ...values }', '{ ...values, ...sent }'],
    ['parameterized.test.ts', 'what is written counts, whatever variables are sent beside it', '_0'],
  ),
  fault(
    'each value that is written into a document makes another plan',
    ['documents.ts', 'common?.errors.length === 0', 'common?.errors.length === -1'],
    [
      'rate-limit.test.ts',
      'ids and texts that are written into a document make no other plan, and cost nobody one',
      'toEqual',
    ],
  ),
  fault(
    'what an operation does not declare is kept all the same',
    ['documents.ts', 'declaredOf(node, variables)', 'variables'],
    ['documents.test.ts', 'variables that the operation does not declare are not kept', 'toEqual'],
  ),
  fault(
    'a rule of validation that looked away from a part of a document sees nothing of what follows',
    ['rules-as-one.ts', 'away.delete(rule)', 'away.get(rule)'],
    [
      'rules-as-one.test.ts',
      'each looks away from what it does not want to see, and no other with it',
      'skips b',
    ],
  ),
  fault(
    'documents that nobody trusts are run where only trusted ones may be',
    ['persisted.ts', '!this.#onlyTrusted || this.#texts.has(text)', 'true'],
    [
      'persisted.test.ts',
      'are all that is run where only these are, also over a WebSocket',
      'DOCUMENT_NOT_TRUSTED',
    ],
  ),
];

import type { Fault } from './fault.ts';
import { fault } from './gateway-fault.ts';

/** What the gateway bears, and keeps apart. */
export const gatewayFaults: readonly Fault[] = [
  fault(
    'a mutation without an answer is sent once more',
    [
      'service.ts',
      'const isRepeatable = !/^\\s*mutation\\b/.test(body.query);',
      'const isRepeatable = true;',
    ],
    [
      'upstream.test.ts',
      'a mutation goes to another where it cannot have arrived, and is never sent twice',
      'Expected: 1',
    ],
  ),
  fault(
    'an address at which nobody is there has its share all the same',
    ['upstream/addresses.ts', "&& hasOther ? 'absent'", "&& !hasOther ? 'absent'"],
    [
      'upstream.test.ts',
      'one at which nobody is there is spared at once, and going elsewhere costs nothing of what may be sent again',
      'toMatch',
    ],
  ),
  fault(
    'going elsewhere with what was not sent is paid for as sending it again',
    ['service.ts', 'if (isUnsent && this.#addresses.hasAnother(tried)) continue;', ''],
    [
      'upstream.test.ts',
      'one that is back is found by whoever is sent away where the next one has gone',
      'UNAVAILABLE',
    ],
  ),
  fault(
    'an address that is back is not knocked at before its time',
    ['upstream/addresses.ts', '(isTrying || tried.size > 0)', 'isTrying'],
    [
      'upstream.test.ts',
      'one that is back is found by whoever is sent away where the next one has gone',
      'UNAVAILABLE',
    ],
  ),
  fault(
    'an address at which nobody was is not knocked at a second time',
    ['service.ts', 'tried = new Set([...tried].slice(-1));', ''],
    [
      'upstream.test.ts',
      'one at which nobody was is knocked once more when the next one answers nothing: it may be back by then',
      'toEqual',
    ],
  ),
  fault(
    'whoever comes while an address is found to be back is refused',
    ['upstream/addresses.ts', '(isTrying || tried.size > 0)', 'tried.size > 0'],
    [
      'upstream.test.ts',
      'one that is back and slow is waited for by all when the next one has gone',
      'toEqual',
    ],
  ),
  fault(
    'an address that was leaving is not knocked at once it may be back',
    ['upstream/breaker.ts', "outcome === 'failed');", 'false);'],
    [
      'upstream.test.ts',
      'one that was leaving is knocked at once the next one has gone; one that said nothing is not',
      'Expected: 6',
    ],
  ),
  fault(
    'an address that says nothing is knocked at by each that finds nobody elsewhere',
    ['upstream/breaker.ts', "outcome === 'failed');", 'true);'],
    [
      'upstream.test.ts',
      'one that was leaving is knocked at once the next one has gone; one that said nothing is not',
      'Expected:',
    ],
  ),
  fault(
    'what a service would have told is missed at no place',
    ['execution/missing.ts', 'if (count === mostPlaces) break;', 'break;'],
    [
      'gallery/requests.test.ts',
      'what a service that does not answer would have told is missed at each place where it was asked for, and nowhere else',
      'toEqual',
    ],
  ),
  fault(
    'clients that leave open the breaker of a service',
    [
      'upstream/addresses.ts',
      "finish(left.aborted ? 'given up' : this.#told(error, address));",
      "finish('failed');",
    ],
    ['upstream.test.ts', 'does not count clients that leave', 'UNAVAILABLE'],
  ),
  fault(
    'all who come from one address are counted as one person',
    ['rate-limit.ts', 'return subject === undefined ?', "return subject !== '' ?"],
    [
      'rate-limit.test.ts',
      'a person may cost so much in a time, over either transport, and others are not held up by it',
      'RATE_LIMITED',
    ],
  ),
  fault(
    'anybody may say where they come from',
    [
      'address.ts',
      'while (isTrusted(address, trusted)) {',
      'while (isTrusted(address, trusted) || told.length > 0) {',
    ],
    [
      'rate-limit.test.ts',
      'who has not signed in counts by address: what a trusted proxy says, and nobody else',
      'Expected: 429',
    ],
  ),
  fault(
    'a document is kept under the hash of another',
    [
      'persisted.ts',
      'if (data?.sha256Hash === hash && !this.#trusted.has(hash)) this.#sent.set(hash, text);',
      'if (data && !this.#trusted.has(data.sha256Hash)) this.#sent.set(data.sha256Hash, text);',
    ],
    ['persisted.test.ts', 'are kept under no hash of another document', 'PERSISTED_QUERY_NOT_FOUND'],
  ),
  fault(
    'a document that was planned under some conditions is taken for planned under all',
    [
      'execution/executor.ts',
      "[hash, operationName ?? '', ...conditions.values()]",
      "[hash, operationName ?? '']",
    ],
    [
      'rate-limit.test.ts',
      'what is left out of a document makes another plan, which costs whoever wants it first',
      'Expected: 599',
    ],
  ),
  fault(
    'introspection costs nothing',
    ['cost/shape.ts', 'defined ?? introspectionField(name)', 'defined'],
    ['limits.test.ts', 'introspection of much at a time is counted by the schema', 'NODE_LIMIT'],
  ),
  fault(
    'introspection is worked out each time that somebody asks',
    ['execution/introspection.ts', 'if (isFixed)', 'if (operation.cost < 0)'],
    ['limits.test.ts', 'introspection that no variable changes is worked out once', 'toBe'],
  ),
  fault(
    'introspection is answered for other variables than were sent',
    ['execution/introspection.ts', 'if (isFixed)', 'if (operation.cost > 0)'],
    ['limits.test.ts', 'introspection that no variable changes is worked out once', 'not.toBe'],
  ),
  fault(
    'a page of another site may ask by a picture or a link',
    ['origin.ts', "return site === 'none' || site === 'same-origin';", 'return site.length > 0;'],
    [
      'origin.test.ts',
      'pages of other sites are not answered, whatever way their requests come',
      'Expected: 403',
    ],
  ),
  fault(
    'fields that repeat are compared without a bound',
    ['repeats.ts', 'pairs += (size * (size - 1)) / 2;', 'pairs += size < 0 ? 1 : 0;'],
    [
      'attackers-bombs.test.ts',
      'a bomb of one field below another, again and again is refused over each transport, at little cost',
      'toContain',
    ],
  ),
  fault(
    'a fragment that many operations use is walked without a bound',
    ['repeats.ts', ' || looks > tokens', ''],
    [
      'attackers-bombs.test.ts',
      'a bomb of many operations that use one large fragment is refused over each transport, at little cost',
      'toContain',
    ],
  ),
  fault(
    'a fragment that holds itself is walked',
    ['document-faults.ts', 'large.push(...invalid(document, rules.schema, NoFragmentCyclesRule));', '{}'],
    [
      'attackers-bombs.test.ts',
      'a bomb of a fragment that holds itself below many names is refused over each transport, at little cost',
      'toContain',
    ],
  ),
  fault(
    'a fragment is measured anew at each use',
    ['limits.ts', 'known.set(name, size);', 'known.delete(name);'],
    [
      'limits.test.ts',
      'fragments that hold each other are refused; those that double at each step are looked at once each',
      'Expected: 1',
    ],
  ),
  fault(
    'any number of requests to a slow service are under way',
    ['upstream/bulkhead.ts', 'if (this.#inside >= this.#places)', 'if (this.#inside < 0)'],
    [
      'upstream.test.ts',
      'a service that is slow holds up its own requests, in order, and beyond a bound refuses them at once',
      'gateway_fetch_waiting',
    ],
  ),
  fault(
    'who leaves while waiting for a service is waited for',
    ['upstream/bulkhead.ts', 'this.#waiting.delete(enter);\n        reject', 'reject'],
    ['upstream.test.ts', 'whoever leaves while waiting frees the place', 'UNAVAILABLE'],
  ),
  fault(
    'a trace tells the text of an error',
    [
      'tracing.ts',
      '{ code: SpanStatusCode.ERROR }',
      '{ code: SpanStatusCode.ERROR, message: String(first) }',
    ],
    [
      'tracing.test.ts',
      'what fails is marked by its code in each span that it is part of, without its text',
      'toEqual',
    ],
  ),
  fault(
    'the fields of a mutation run as they are planned',
    [
      'execution/executor.ts',
      'this.#planning.plan(inOrder(asked, operationName, this.#schema), operationName)',
      'this.#planning.plan(asked, operationName)',
    ],
    [
      'gallery/requests.test.ts',
      'a field of a mutation that a fragment mentions again runs where it was mentioned first, once',
      '"order": 2',
    ],
  ),
  fault(
    'a supergraph is served whose new service is not ready',
    ['generations.ts', 'await Promise.all(others.map((service) => this.#ready(service)));', ''],
    [
      'reload.test.ts',
      'a new service is waited for until it is ready, and without it the supergraph is refused',
      '"refused": 1',
    ],
  ),
];

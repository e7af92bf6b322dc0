import type { Fault } from './fault.ts';

/** A door lets somebody in, or keeps somebody in, whoever it is. */
export const doorFaults: readonly Fault[] = [
  {
    name: 'a policy removed: a field added to another type needs none',
    edits: [
      {
        file: 'platform/src/missing-policies.ts',
        text: '    missing.push(...added.filter((coordinate) => !Object.hasOwn(fields, coordinate)));\n',
        instead: '',
      },
    ],
    found: [
      {
        file: 'platform/tests/missing-policies.test.ts',
        test: 'a subgraph does not start while no policy stands at Student.bookCount',
        says: 'Received function did not throw',
      },
    ],
  },
  {
    name: 'a policy removed: a command may commit without having asked it',
    edits: [
      {
        file: 'platform/src/commit.ts',
        text: "if (request.actor.kind !== 'service' && !request.permitted) {",
        instead: "if (request.actor.kind === 'anonymous' && !request.permitted) {",
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'a mutation that forgets its policy fails, and nothing is written',
        says: 'Received: "NO_ERROR"',
      },
    ],
  },
  {
    name: 'a live delivery is admitted only when the subscription begins',
    edits: [
      {
        file: 'platform/src/live/answer.ts',
        text: 'end = await live.admit(request, args);',
        instead: 'end = pointer ? null : await live.admit(request, args);',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'a subscription is admitted, delivered under the own rights, skipped and ended by its owner',
        says: '+       "status": "skip"',
      },
      {
        file: 'subgraphs/attendance/tests/register-live.api.test.ts',
        test: 'what points at nothing that the subscriber may see is skipped, and a right that has ended ends the subscription',
        says: '+       "status": "skip"',
      },
    ],
  },
  {
    name: 'an ask is answered to the bearer of a person',
    edits: [
      {
        file: 'platform/src/serve.ts',
        text: 'const caller = await running.serviceOf(request.headers.authorization);',
        instead: `const { authorization } = request.headers;
      const caller = await running.serviceOf(authorization).catch(async (error: unknown) => {
        if ((await running.actorOf(authorization)).kind !== 'person') throw error;
        return { service: 'academics' as const };
      });`,
      },
    ],
    found: [
      {
        file: 'platform/tests/doors.test.ts',
        test: 'an ask is answered to an admitted service, and never to a person',
        says: '-   "status": 401,\n+   "status": 200',
      },
    ],
  },
  {
    name: 'an ask is answered to every service',
    edits: [
      {
        file: 'platform/src/running.ts',
        text: 'if (!found.contract.admits.includes(caller.service))',
        instead: 'if (found.contract.admits.length === 0)',
      },
    ],
    found: [
      {
        file: 'platform/tests/doors.test.ts',
        test: 'an ask is answered to an admitted service, and never to a person',
        says: '-   "status": 403,\n+   "status": 200',
      },
      {
        file: 'platform/tests/core.test.ts',
        test: 'an ask answers the services it admits, and nobody else',
        says: 'Received promise resolved instead of rejected',
      },
    ],
  },
  {
    name: 'a token holds after its session was ended',
    edits: [
      {
        file: 'platform/src/request.ts',
        text: 'if (standing.sessionEnded) throw unauthenticated();',
        instead: '',
      },
    ],
    found: [
      {
        file: 'platform/tests/doors.test.ts',
        test: 'a token whose session has ended is refused at once',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'subgraphs/users/tests/session.api.test.ts',
        test: 'who signs out is out at once: neither token does anything any more',
        says: 'Received: undefined',
      },
    ],
  },
  {
    name: 'a refresh token that was used before ends nothing',
    edits: [
      {
        file: 'subgraphs/users/src/sign-in/sign-in.rules.ts',
        text: "if (token.used) return 'END_SESSION';",
        instead: "if (token.used) return 'REFUSE';",
      },
    ],
    found: [
      {
        file: 'subgraphs/users/tests/session.api.test.ts',
        test: 'a refresh token that is used again ends the session for everybody who holds a token of it',
        says: 'Received: false',
      },
    ],
  },
  {
    name: 'whoever runs the installation names an administrator beside the one that is there',
    edits: [
      {
        file: 'subgraphs/users/src/founding/founding.rules.ts',
        text: '({ to }) => to === null || to > today',
        instead: '({ to }) => to !== null && to > today',
      },
    ],
    found: [
      {
        file: 'subgraphs/users/tests/founding.rules.test.ts',
        test: 'beside an administrator {"from":"2020-01-01","to":null}: ADMINISTRATOR_EXISTS',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'subgraphs/users/tests/founding.api.test.ts',
        test: 'a second founding changes nothing, also when both come at once',
        says: '"INSTITUTION_EXISTS"',
      },
    ],
  },
  {
    name: 'two who found one installation at once do not wait for each other',
    edits: [
      {
        file: 'subgraphs/users/src/founding/founding.commands.ts',
        text: "await takeTurns(request, ['administrators']);",
        instead: 'await request.em.begin();',
      },
    ],
    found: [
      {
        file: 'subgraphs/users/tests/founding.api.test.ts',
        test: 'a second founding changes nothing, also when both come at once',
        says: '"ADMINISTRATOR_EXISTS"',
      },
    ],
  },
  {
    name: 'an ask knows one address of a service, and gives up where that does not answer',
    edits: [
      {
        file: 'platform/src/reach.ts',
        text: 'const attempts = inTurn.length > 1 ? inTurn : [...inTurn, ...inTurn];',
        instead: 'const attempts = inTurn.slice(0, 1);',
      },
    ],
    found: [
      {
        file: 'platform/tests/asks.test.ts',
        test: 'a process that is about to end is asked no more: another one answers, or its successor at the same address',
        says: 'The users service does not answer',
      },
    ],
  },
  {
    name: 'a door whose callers send much takes no more than any other',
    edits: [
      {
        file: 'gateway/src/routes.ts',
        text: 'bodyLimit: Math.max(bodyBytes, parts.bodyBytes),',
        instead: 'bodyLimit: parts.bodyBytes,',
      },
    ],
    found: [
      {
        file: 'gateway/tests/doors.test.ts',
        test: 'a door whose callers send much takes it, and no other door does',
        says: 'PAYLOAD_TOO_LARGE',
      },
    ],
  },
];

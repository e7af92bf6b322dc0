import type { Fault } from './fault.ts';

const idempotent = 'platform/src/idempotent.ts';

/** A command has more than one effect, or one that was decided upon what no longer stands. */
export const repeatedFaults: readonly Fault[] = [
  {
    name: 'an idempotency key ignored: it is not stored with the command',
    edits: [{ file: idempotent, text: '    request.em.persist(entry);\n', instead: '' }],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'the second click under one key gets the first answer and changes nothing',
        says: 'BOOK_THERE',
      },
      {
        file: 'subgraphs/attendance/tests/submit-register.api.test.ts',
        test: 'a hundred identical submissions at once have one effect and a hundred equal answers',
        says: 'Load it again',
      },
    ],
  },
  {
    name: 'an idempotency key ignored: of two calls at once the second is refused',
    edits: [
      { file: idempotent, text: '    if (again.done) return command.replay(again.done);\n', instead: '' },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'a hundred identical commands at once have one effect and a hundred equal answers',
        says: 'BOOK_THERE',
      },
    ],
  },
  {
    name: 'an idempotency key holds for everybody',
    edits: [
      {
        file: idempotent,
        text: `entry.actor_id = \${personId} and entry.operation`,
        instead: 'entry.operation',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'a key is its owner’s alone: what somebody else sends under it is carried out as well',
        says: 'Something went wrong on our side',
      },
    ],
  },
  {
    name: 'an idempotency key holds for every command',
    edits: [{ file: idempotent, text: ` and entry.operation = \${request.operation} and`, instead: ' and' }],
    found: [
      {
        file: 'subgraphs/attendance/tests/correct-mark.api.test.ts',
        test: 'the key of a submission is no key of a correction: both are carried out under the same one',
        says: 'IDEMPOTENCY_KEY_REUSED',
      },
    ],
  },
  {
    name: 'an idempotency key answers another input',
    edits: [
      {
        file: idempotent,
        text: 'if (row.input_hash !== inputHash) {',
        instead: 'if (row.input_hash.length !== inputHash.length) {',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'the second click under one key gets the first answer and changes nothing',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'subgraphs/attendance/tests/submit-register.api.test.ts',
        test: 'another register under the same key is refused',
        says: 'Received: "NO_ERROR"',
      },
    ],
  },
  {
    name: 'versions are compared before the update and not in it',
    edits: [
      {
        file: 'platform/src/database.ts',
        text: 'useBatchUpdates: false,',
        instead: 'useBatchUpdates: true,',
      },
    ],
    found: [
      {
        file: 'tests/issues/versions-in-a-batch.test.ts',
        test: 'of two who change the same two things at once, the second is told that it was overtaken',
        says: 'Received: "stored"',
      },
    ],
  },
  {
    name: 'a correction does not look at the version that it was decided upon',
    edits: [
      {
        file: 'subgraphs/attendance/src/mark/correct-mark.mutation.ts',
        text: '        if (register.version !== input.expectedVersion) throw await whoWasFaster(request, register.id);\n',
        instead: '',
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/correct-mark.api.test.ts',
        test: 'the second click on a correction changes nothing, a stale one is refused by name',
        says: 'Received has value: undefined',
      },
    ],
  },
  {
    name: 'a reaction acts again on the version that it has acted on',
    edits: [
      {
        file: 'platform/src/handling.ts',
        text: 'where seen_version.version < excluded.version',
        instead: 'where seen_version.version <= excluded.version',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'running a reaction twice changes nothing, and an older version is dropped',
        says: '+   "v3"',
      },
    ],
  },
  {
    name: 'a command that was overtaken decides anew by the time at which it began',
    edits: [{ file: idempotent, text: '      request.timePassed();\n', instead: '' }],
    found: [
      {
        file: 'subgraphs/finance/tests/turns.api.test.ts',
        test: 'and had to wait until somebody ended a hold, places the next one after it',
        says: 'BUSY',
      },
    ],
  },
];

import type { Fault } from './fault.ts';

/** People are signed out by a change of keys, strangers come in by one, or a restored school is another than the one that was kept. */
export const keyFaults: readonly Fault[] = [
  {
    name: 'keys: a new key signs at once, before anybody knows it',
    edits: [
      {
        file: 'scripts/lib/rotation.ts',
        text: 'Math.floor(now.getTime() / 1000) + publishedBefore',
        instead: 'Math.floor(now.getTime() / 1000)',
      },
    ],
    found: [
      {
        file: 'tests/keys/files.test.ts',
        test: 'a second rotation within a quarter of an hour is refused with the time, and changes nothing',
        says: 'resolved instead of rejected',
      },
    ],
  },
  {
    name: 'keys: an old key is published no more once another signs',
    edits: [
      {
        file: 'schema/src/signing-keys.ts',
        text: 'new Date(Math.min(...later) + publishedAfter * 1000)',
        instead: 'new Date(Math.min(...later))',
      },
    ],
    found: [
      {
        file: 'tests/keys/signing-keys.rules.test.ts',
        test: 'a key is published for as long as any token lives that it has signed',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'keys: users forgets the key that a service had before its rotation',
    edits: [
      {
        file: 'scripts/lib/rotation.ts',
        text: 'const keys = [publicPart(key), publicPart(before as JWK)];',
        instead: 'const keys = [publicPart(key)];',
      },
    ],
    found: [
      {
        file: 'tests/keys/rotation.test.ts',
        test: 'a service proves itself by its key, the one before, and none that is older',
        says: 'gave academics no token: 401',
      },
    ],
  },
  {
    name: 'restore: the keys are readable to everybody',
    edits: [{ file: 'scripts/backup/folders.ts', text: '    await chmod(key, 0o600);\n', instead: '' }],
    found: [
      {
        file: 'tests/keys/files.test.ts',
        test: 'keys that a backup gives back are for their owner alone, however it was copied about',
        says: 'toBe',
      },
    ],
  },
  {
    name: 'restore: a file is not held against its checksum',
    edits: [
      {
        file: 'scripts/backup/manifest.ts',
        text: ' || (await digestOfFile(found)) !== sha256',
        instead: '',
      },
    ],
    found: [
      {
        file: 'tests/backup/programs.test.ts',
        test: 'a damaged, an unfinished and a newer backup are refused, and leave nothing behind',
        says: 'resolved instead of rejected',
      },
    ],
  },
  {
    name: 'restore: the numbers of events go on from those of the backup',
    edits: [
      {
        file: 'scripts/backup/load.ts',
        text: 'greatest($1::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint)',
        instead: '$1::bigint',
      },
    ],
    found: [
      {
        file: 'tests/backup/restored-school.test.ts',
        test: 'sends whoever comes with a cursor of before to query anew, be it from after the backup',
        after: ['is as it was, for whoever holds a token of before'],
        says: 'Exceeded timeout',
      },
    ],
  },
];

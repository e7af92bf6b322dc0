import { rm } from 'node:fs/promises';
import { newId } from '@learnova/platform/ids';
import { eventually } from '@learnova/platform/testing/eventually';
import { inEachProfile } from '@learnova/platform/testing/profiles';
import { serviceNames } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { Client } from 'pg';
import { load } from '../../scripts/backup/load.ts';
import type { BackupManifest } from '../../scripts/backup/manifest.ts';
import { requireForgotten } from '../../scripts/backup/redis.ts';
import { scratchDatabase } from '../../scripts/lib/scratch-database.ts';
import type { System } from '../../scripts/lib/system.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { type Answer, Visitor } from '../../scripts/story/client.ts';
import * as documents from '../../scripts/story/documents.ts';
import { mailsTo } from '../../scripts/story/mail-page.ts';
import { codesOf, correct, latestLesson, takeRegister } from '../../scripts/story/roll-call.ts';
import { tellStory } from '../../scripts/story/story.ts';
import { TestSchool, waits } from '../kit/school.ts';
import { backUp, folderFor, startRestored } from './backed-up.ts';

interface Signed {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const people = ['teacher', 'guardian', 'office'] as const;

async function signIn(url: string, who: string): Promise<Signed> {
  const { signIn } = await new Visitor(url).data<{ signIn: Signed }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }',
    { input: { email: emailOf(who), password } },
  );
  return signIn;
}

/** What a teacher and a guardian see, by the tokens that they hold. */
async function views(url: string, tokens: Record<string, Signed>, date: string) {
  const as = (who: string) => new Visitor(url, tokens[who]?.accessToken);
  return {
    teacher: await as('teacher').data(documents.meetingsOfDay, { date }),
    guardian: await as('guardian').data(documents.children),
    mails: await mailsTo(url, emailOf('guardian')),
  };
}

const cursorOf = ({ extensions }: Answer<unknown>) => String(extensions?.cursor);

inEachProfile('a school that is lost and restored', (profile) => {
  const namespace = newId();
  const environment: Record<string, string> = {
    ...waits,
    ...(profile.redisUrl && { REDIS_URL: profile.redisUrl, NAMESPACE: namespace }),
  };
  let folder: string;
  let manifest: BackupManifest;
  let tokens: Record<string, Signed>;
  let date: string;
  let before: Awaited<ReturnType<typeof views>>;
  let cursors: string[];
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let system: System;

  beforeAll(async () => {
    folder = await folderFor('backup');
    const school = await TestSchool.open(profile, environment);
    try {
      const { url } = school.system;
      tokens = Object.fromEntries(
        await Promise.all(people.map(async (who) => [who, await signIn(url, who)])),
      );
      const as = (who: string) => new Visitor(url, tokens[who]?.accessToken);
      const board = as('office').watch<object>(documents.board, { organizationId: school.ids.school });
      await board.started;
      const lesson = await latestLesson(as('teacher'), [school.ids.child]);
      date = lesson.startsAt.slice(0, 10);
      const codes = await codesOf(as('teacher'), lesson.section.organization.id);
      const version = await takeRegister(as('teacher'), lesson, codes, school.ids.child);
      const first = await board.first(({ data }) => data != null, 5_000);
      await eventuallyMails(url, 1);
      // A day that has been told and corrected: the story takes another one then.
      await correct(as('office'), lesson, school.ids.child, codes.present, version);
      await eventuallyMails(url, 2);
      before = await views(url, tokens, date);
      manifest = await backUp(school.databaseUrl, school.keys.folder, folder);
      await correct(as('office'), lesson, school.ids.child, codes.absent, version + 1);
      await eventuallyMails(url, 3);
      const later = await board.first(
        (answer) => cursorOf(answer) !== cursorOf(first) && answer.data != null,
        5_000,
      );
      cursors = [cursorOf(first), cursorOf(later)];
      await board.leave();
      expect(await views(url, tokens, date)).not.toEqual(before);
    } finally {
      await school.close();
    }
    // Another server, another name of the database, and none of the roles.
    database = await scratchDatabase();
  }, 90_000);

  afterAll(async () => {
    await system?.stop();
    await database?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  if (profile.name === 'redis')
    test('is not restored beside a Redis that tells of what came after the backup', async () => {
      await expect(requireForgotten(profile.redisUrl, namespace, false)).rejects.toThrow(/--empty-redis/);
      expect(await requireForgotten(profile.redisUrl, namespace, true)).toBeGreaterThan(0);
      expect(await requireForgotten(profile.redisUrl, namespace, false)).toBe(0);
    });

  test('is as it was, for whoever holds a token of before', async () => {
    system = await startRestored(database.url, folder, environment);
    expect(await views(system.url, tokens, date)).toEqual(before);
  }, 60_000);

  test('has each table under the role of its service, and the record of every migration', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows: owners } = await client.query<{ schema: string; owner: string }>(
      `select distinct n.nspname as schema, c.relowner::regrole::text as owner
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) order by 1`,
      [serviceNames],
    );
    const migrations: Record<string, string[]> = {};
    for (const { name } of subgraphs) {
      const { rows } = await client.query<{ name: string }>(`select name from ${name}.migration order by id`);
      migrations[name] = rows.map((row) => row.name);
    }
    await client.end();
    expect(owners.filter(({ schema, owner }) => owner !== `learnova_${schema}`)).toEqual([]);
    expect(owners).toHaveLength(serviceNames.length);
    expect(migrations).toEqual(manifest.migrations);
  });

  test('sends whoever comes with a cursor of before to query anew, be it from after the backup', async () => {
    const office = new Visitor(system.url, tokens.office?.accessToken);
    const { viewer } = before.teacher as {
      viewer: { meetings: { section: { organization: { id: string } } }[] };
    };
    const organizationId = viewer.meetings[0]?.section.organization.id;
    for (const cursor of cursors) {
      const board = office.watch<object>(documents.board, { organizationId }, cursor);
      expect(String(await board.ended)).toContain('CURSOR_EXPIRED');
      await board.leave();
    }
  });

  test('goes on: a register is stored, told to the guardian once, and seen live', async () => {
    const facts: string[] = [];
    await tellStory({
      ...{ url: system.url, password, mailWithinMs: 10_000, readmittedWithinMs: 3_000 },
      emails: {
        ...{ teacher: emailOf('teacher'), office: emailOf('office'), guardian: emailOf('guardian') },
        formerGuardian: emailOf('former-guardian'),
      },
      tell: (fact) => facts.push(fact),
    });
    expect(facts).toHaveLength(9);
  }, 60_000);

  test('is not brought over another one', async () => {
    await expect(load(database.url, folder, manifest, subgraphs)).rejects.toThrow(/is not empty/);
    expect((await views(system.url, tokens, date)).mails.length).toBeGreaterThan(before.mails.length);
  });
});

async function eventuallyMails(url: string, count: number): Promise<void> {
  await eventually(
    () => mailsTo(url, emailOf('guardian')),
    (mails) => mails.length >= count,
    { what: `${count} mails` },
  );
}

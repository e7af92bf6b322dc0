import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { hour, ResultsStory, type Secrets } from './results.ts';

/** A system with the small school, whose clock can be moved on. */
export interface Place {
  readonly url: string;
  readonly school: SmallSchool;
  readonly databaseUrl: string;
  advance(milliseconds: number): Promise<void>;
}

/** Who goes every way through the graph: all, or of the families one. The ways are the same wherever the services run. */
export type Walkers = 'everybody' | 'one family';

/**
 * Results of a section are published at an instant: a minute before it no way through the graph leads a family to any of them, until
 * the instant nobody reads one, and then those who listen get exactly theirs.
 */
export async function publishResults(
  { url, school, databaseUrl, advance }: Place,
  walkers: Walkers,
): Promise<void> {
  const story = new ResultsStory(url, school, databaseUrl);
  await story.begin();
  const { child, classmate } = school.ids;
  await story.score();
  const publishAt = new Date((await story.now()).getTime() + hour);
  const publicationId = await story.schedule(publishAt);
  const progress = story.watchProgress(publicationId);
  const listening = [
    { studentId: child, watching: story.listen(story.student, child) },
    { studentId: child, watching: story.listen(story.guardian, child) },
    { studentId: classmate, watching: story.listen(story.otherGuardian, classmate) },
  ];
  const strangers = story.listen(story.otherGuardian, child);
  try {
    await Promise.all(
      [progress, strangers, ...listening.map(({ watching }) => watching)].map((w) => w.started),
    );
    expect(await strangers.endsWithin(2_000)).toBe(true);
    const secrets = await prepared(story, publicationId);
    expect(secrets.size).toBe(15);

    // Whoever keeps the gradebook finds all of it: the ways lead there.
    if (walkers === 'everybody')
      expect(found(secrets, await story.walk(story.teacher, child))).toEqual(new Set(secrets.keys()));
    await advance(publishAt.getTime() - (await story.now()).getTime() - 90_000);
    const all = [
      [story.guardian, child],
      [story.student, child],
      [story.otherGuardian, classmate],
    ] as const;
    const families = walkers === 'everybody' ? all : all.slice(0, 1);
    for (const [by, studentId] of families)
      expect(found(secrets, await story.walk(by, studentId))).toEqual(new Set());
    expect((await story.now()) < publishAt).toBe(true);

    await advance(publishAt.getTime() - (await story.now()).getTime() - 2_000);
    await seenAtItsInstant(story, publishAt, secrets, child);
    await progress.first(({ data }) => data?.publicationChanged.toldCount === secrets.size, 15_000);
    for (const { studentId, watching } of listening) {
      const own = secrets.get(studentId)?.[0];
      await watching.first(({ data }) => data?.resultPublished.id === own, 15_000);
      const heard = watching.seen.map(({ data }) => data?.resultPublished);
      expect(heard.filter((result) => result?.id === own)).toHaveLength(1);
      expect(new Set(heard.map((result) => result?.student.id))).toEqual(new Set([studentId]));
    }
    // And by every way each family finds its own, and nobody else's.
    for (const [by, studentId] of families.filter(([by]) => by !== story.student))
      expect(found(secrets, await story.walk(by, studentId))).toEqual(new Set([studentId]));
    expect(strangers.seen.filter(({ data }) => data)).toEqual([]);
  } finally {
    await Promise.all(
      [progress, strangers, ...listening.map(({ watching }) => watching)].map((w) => w.leave()),
    );
  }
}

/** Whose secrets stand in a text. */
function found(secrets: Secrets, text: string): Set<string> {
  return new Set(
    [...secrets].flatMap(([studentId, values]) =>
      values.some((value) => text.includes(value)) ? [studentId] : [],
    ),
  );
}

async function prepared(story: ResultsStory, publicationId: string): Promise<Secrets> {
  for (let tries = 0; tries < 300; tries += 1) {
    const secrets = await story.secrets(publicationId);
    if (secrets.size > 0) return secrets;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the publication is never prepared');
}

/** Reads until the result is there: each read that ended before the instant shows nothing, and each that began after it everything. */
async function seenAtItsInstant(
  story: ResultsStory,
  publishAt: Date,
  secrets: Secrets,
  studentId: string,
): Promise<void> {
  let readsBefore = 0;
  for (;;) {
    const { before, found: text, after } = await story.look(story.guardian, studentId);
    const isSeen = found(secrets, text).size > 0;
    if (after < publishAt) readsBefore += 1;
    if (after < publishAt && isSeen) throw new Error(`seen at ${after.toISOString()}: ${text}`);
    if (before >= publishAt && !isSeen) throw new Error(`not seen at ${before.toISOString()}: ${text}`);
    if (isSeen) break;
  }
  expect(readsBefore).toBeGreaterThan(0);
}

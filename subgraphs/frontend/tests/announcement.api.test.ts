import { randomUUID } from 'node:crypto';
import { OpenAnnouncement } from '@learnova/schema/jobs/frontend';
import { FrontendSchool } from './support/school.ts';

const hour = 3_600_000;
const everybody = ['STUDENTS', 'GUARDIANS', 'STAFF'];
const fields = 'announcement { id version visibleFrom visibleTo withdrawnAt audience }';

interface Made {
  readonly announcement: { readonly id: string; readonly version: number; readonly visibleFrom: string };
}

describe('an announcement', () => {
  let school: FrontendSchool;
  beforeAll(async () => {
    school = await FrontendSchool.open();
  });
  afterAll(() => school?.close());
  beforeEach(() => school.rows('truncate announcement, outbox_message, idempotency_entry'));

  const text = { title: 'Snow', body: 'School ends at noon.' };
  const publish = async (more: object, by = school.office) => {
    const input = { ...text, audience: everybody, ...more };
    return (await school.command<Made>('publishAnnouncement', input, fields, by)).announcement;
  };
  const refusal = (more: object, by?: string) =>
    school.refusal('publishAnnouncement', { ...text, audience: everybody, ...more }, fields, by);
  const shownTo = async (personId: string) => {
    const viewer = await school.entity<{ announcements: { nodes: { title: string }[] } }>(
      'Viewer',
      personId,
      'announcements { nodes { title } }',
      personId,
    );
    return viewer?.announcements.nodes.map(({ title }) => title);
  };
  const isSeen = async (id: string, by: string) =>
    (await school.entity('Announcement', id, 'id', by)) !== null;
  const everyone = () => {
    const { office, head, teacher, child, guardian, kin, stranger } = school;
    return { office, head, teacher, child, guardian, kin, stranger };
  };
  const whoIsShown = async () => {
    const shown = await Promise.all(
      Object.entries(everyone()).map(async ([who, id]) => [who, await shownTo(id)] as const),
    );
    return shown.flatMap(([who, titles]) => (titles && titles.length > 0 ? [who] : []));
  };

  test('of a school reaches all who belong to it, below it too, and nobody else', async () => {
    const { id } = await publish({ organizationId: school.school });
    expect(await whoIsShown()).toEqual(['office', 'head', 'teacher', 'child', 'guardian', 'kin']);
    expect(await isSeen(id, school.stranger)).toBe(false);
    expect(await isSeen(id, school.kin)).toBe(true);
  });

  test.each([
    ['STUDENTS', ['child']],
    ['GUARDIANS', ['guardian', 'kin']],
    ['STAFF', ['office', 'head', 'teacher']],
  ])('to %s of a school is shown to them alone', async (audience, expected) => {
    await publish({ organizationId: school.school, audience: [audience] });
    expect(await whoIsShown()).toEqual(expected);
  });

  test('of a department reaches who learns or teaches in its sections, and not the kin who may not know of them', async () => {
    await publish({ organizationId: school.department }, school.head);
    expect(await whoIsShown()).toEqual(['head', 'teacher', 'child', 'guardian']);
  });

  test('to a section is made by who teaches it, and reaches it alone', async () => {
    const { id } = await publish({ sectionId: school.section }, school.teacher);
    expect(await whoIsShown()).toEqual(['teacher', 'child', 'guardian']);
    expect(await isSeen(id, school.office)).toBe(true);
  });

  test('is made by nobody else: who sees the place is told so, and a hidden section is not there', async () => {
    const {
      school: here,
      department,
      section,
      teacher,
      head,
      child,
      guardian,
      kin,
      stranger,
      office,
    } = school;
    expect(await refusal({ organizationId: here }, teacher)).toBe('FORBIDDEN');
    expect(await refusal({ organizationId: here }, head)).toBe('FORBIDDEN');
    expect(await refusal({ organizationId: department }, child)).toBe('FORBIDDEN');
    expect(await refusal({ sectionId: section }, child)).toBe('FORBIDDEN');
    expect(await refusal({ sectionId: section }, guardian)).toBe('FORBIDDEN');
    expect(await refusal({ sectionId: section }, kin)).toBe('NOT_FOUND');
    expect(await refusal({ sectionId: section }, stranger)).toBe('NOT_FOUND');
    expect(await refusal({ sectionId: randomUUID() }, office)).toBe('NOT_FOUND');
    expect(await refusal({ organizationId: randomUUID() }, office)).toBe('NOT_FOUND');
    expect(await refusal({ organizationId: here })).toBe('UNAUTHENTICATED');
    expect(await school.rows('select 1 from announcement')).toEqual([]);
    expect(await school.rows('select 1 from outbox_message')).toEqual([]);
  });

  test.each([
    ['an empty heading', { title: '  ' }],
    ['a long text', { body: 'x'.repeat(4_001) }],
    ['no audience', { audience: [] }],
    ['an end before its beginning', { visibleTo: '2026-01-01T00:00:00Z' }],
    ['a beginning in some years', { visibleFrom: '2199-01-01T00:00:00Z' }],
    ['both an organization and a section', { sectionId: randomUUID() }],
    ['neither', { organizationId: null }],
  ])('with %s is refused', async (_what, more) => {
    expect(await refusal({ organizationId: school.school, ...more }, school.office)).toBe('BAD_USER_INPUT');
    expect(await school.rows('select 1 from announcement')).toEqual([]);
  });

  test('sent twice under one key is made once', async () => {
    const idempotencyKey = randomUUID();
    const both = await Promise.all(
      [1, 2].map(() => publish({ organizationId: school.school, idempotencyKey })),
    );
    expect(both[0]?.id).toBe(both[1]?.id);
    expect(await school.rows('select 1 from announcement')).toHaveLength(1);
    expect(await school.rows("select 1 from outbox_message where kind = 'event'")).toHaveLength(1);
  });

  test('of a later hour is hidden until then, when those who watch are told; one that was taken back tells nothing', async () => {
    const now = await school.subgraph.request().now();
    const at = (hours: number) => new Date(now.getTime() + hours * hour).toISOString();
    const { id } = await publish({ organizationId: school.school, visibleFrom: at(2), visibleTo: at(4) });
    const taken = await publish({ organizationId: school.school, visibleFrom: at(2) });
    await school.command(
      'withdrawAnnouncement',
      { announcementId: taken.id, expectedVersion: 1 },
      fields,
      school.office,
    );
    expect(await whoIsShown()).toEqual([]);
    expect(await isSeen(id, school.child)).toBe(false);
    expect(await isSeen(id, school.office)).toBe(true);
    const orders = await school.rows<{ run_at: Date }>(
      "select run_at from outbox_message where kind = 'job'",
    );
    expect(orders.map((order) => order.run_at.toISOString())).toEqual([at(2), at(2)]);
    await school.rows('delete from outbox_message');
    const told = () => school.rows<{ live: { topic: string }[] }>('select live from outbox_message');
    await school.subgraph.carryOut(OpenAnnouncement, { announcementId: id });
    expect(await told()).toEqual([]);
    await school.subgraph.advance(2 * hour);
    for (const announcementId of [id, id, taken.id]) {
      await school.subgraph.carryOut(OpenAnnouncement, { announcementId }, { id });
    }
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    const topics = event?.live.map(({ topic }) => topic) ?? [];
    const near = [school.institution, school.school, school.department];
    expect(topics.toSorted()).toEqual(near.map((one) => `frontend.announcements.${one}`).toSorted());
    expect(await whoIsShown()).toEqual(['office', 'head', 'teacher', 'child', 'guardian', 'kin']);
    await school.subgraph.advance(2 * hour);
    expect(await whoIsShown()).toEqual([]);
    await school.subgraph.advance(-4 * hour);
  });

  test('that was taken back is shown to nobody but who could have made it, and a stale version is refused', async () => {
    const { id } = await publish({ organizationId: school.school });
    const input = { announcementId: id, expectedVersion: 1 };
    const by = (who: string) => school.refusal('withdrawAnnouncement', input, fields, who);
    expect(await by(school.teacher)).toBe('FORBIDDEN');
    expect(await by(school.stranger)).toBe('NOT_FOUND');
    const made = await school.command<Made>('withdrawAnnouncement', input, fields, school.office);
    expect(made.announcement).toMatchObject({ version: 2, withdrawnAt: expect.anything() });
    expect(await whoIsShown()).toEqual([]);
    expect(await isSeen(id, school.office)).toBe(true);
    expect(await isSeen(id, school.teacher)).toBe(false);
    expect(await by(school.office)).toBe('FRONTEND_CHANGED');
  });

  test('lists go on page by page, newest first, by as many statements as are shown', async () => {
    for (let n = 0; n < 5; n += 1) await publish({ organizationId: school.school, title: `Day ${n}` });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const viewer: {
        announcements: { nodes: { title: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      } | null = await school.entity(
        'Viewer',
        school.child,
        `announcements(first: 2${after ? `, after: "${after}"` : ''}) { nodes { title } pageInfo { hasNextPage endCursor } }`,
        school.child,
      );
      seen.push(...(viewer?.announcements.nodes.map(({ title }) => title) ?? []));
      after = viewer?.announcements.pageInfo.hasNextPage ? viewer.announcements.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['Day 4', 'Day 3', 'Day 2', 'Day 1', 'Day 0']);
    const statementsOf = async () => {
      const before = school.subgraph.statements.length;
      await shownTo(school.child);
      return school.subgraph.statements.length - before;
    };
    const few = await statementsOf();
    await school.rows(`insert into announcement (id, organization_id, audience, title, body, visible_from, published_by, changed_at)
      select gen_random_uuid(), organization_id, audience, title, body, visible_from, published_by, changed_at
      from announcement, generate_series(1, 200)`);
    expect(await statementsOf()).toBe(few);
    expect(few).toBeLessThanOrEqual(4);
  });

  test('is watched by whoever belongs to the organization, and delivered to those whom it is for', async () => {
    const query = 'subscription ($id: UUID!) { announcementChanged(organizationId: $id) { title } }';
    const watch = (by: string, live: object, id = school.school) =>
      school.subgraph.as(by).run(query, { id }, live);
    const status = async (...given: Parameters<typeof watch>) =>
      ((await watch(...given)).extensions as { live: { status: string } }).live.status;
    for (const who of [school.child, school.kin, school.teacher, school.office])
      expect(await status(who, {})).toBe('admitted');
    expect(await status(school.stranger, {})).toBe('ended');
    expect(await status(school.kin, {}, school.department)).toBe('ended');
    const { id } = await publish({ organizationId: school.school, audience: ['STUDENTS'] });
    const pointer = { pointer: { typename: 'Announcement', key: { id }, version: 1, cursor: '1' } };
    expect(await watch(school.child, pointer)).toMatchObject({
      data: { announcementChanged: { title: 'Snow' } },
    });
    expect(await status(school.guardian, pointer)).toBe('skip');
    expect(await status(school.stranger, pointer)).toBe('ended');
  });

  test('that was taken back is gone from what is told, and whoever was told hears so; nobody else hears of it', async () => {
    const query = `subscription ($id: UUID!) {
      announcementsChanged(organizationId: $id) { id announcements { nodes { title } } } }`;
    const now = await school.subgraph.request().now();
    const audience = ['STUDENTS'];
    await publish({ organizationId: school.school, title: 'Ice', audience });
    const snow = await publish({ organizationId: school.school, audience });
    const later = await publish({
      ...{ organizationId: school.school, audience },
      visibleFrom: new Date(now.getTime() + hour).toISOString(),
    });
    const hear = (by: string, id = snow.id) =>
      school.subgraph.as(by).run(
        query,
        { id: school.school },
        {
          pointer: { typename: 'Announcement', key: { id }, version: 2, cursor: '1' },
        },
      );
    const status = async (...given: Parameters<typeof hear>) =>
      ((await hear(...given)).extensions as { live: { status: string } }).live.status;
    const told = async () => (await hear(school.child)).data;
    const viewer = (...titles: string[]) => ({
      announcementsChanged: {
        id: school.child,
        announcements: { nodes: titles.map((title) => ({ title })) },
      },
    });
    expect(await told()).toEqual(viewer('Snow', 'Ice'));
    const input = { announcementId: snow.id, expectedVersion: 1 };
    await school.command('withdrawAnnouncement', input, fields, school.office);
    expect(await told()).toEqual(viewer('Ice'));
    expect(await status(school.guardian)).toBe('skip');
    expect(await status(school.child, later.id)).toBe('skip');
    expect(await status(school.child, randomUUID())).toBe('skip');
    expect(await status(school.stranger)).toBe('ended');
  });
});

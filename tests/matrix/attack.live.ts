import type { ServiceName } from '@learnova/schema/services';
import { Attack, type Blow } from './attack.ts';
import { roles, unknownId, type Which } from './cast.ts';
import { inDatabase } from './scene.ts';
import { type Row, readTable, type Sign } from './table.ts';
import { idFor, type Watch, watches } from './watches.ts';

const table = new Map(readTable().map((row) => [row.field, row]));
const register = 'id marks { id reason student { id } recordedBy { id } } expected { id } takenBy { id }';
/** What the owner of each field has to show without its neighbours. */
const owners: Readonly<Record<string, readonly [ServiceName, string]>> = {
  registerChanged: ['attendance', register],
  attendanceBoardChanged: ['attendance', register],
  studentAttendanceChanged: ['attendance', `id reason student { id } register { ${register} }`],
  accountChanged: ['finance', 'id balances { amountMinor } invoices { nodes { id student { id } } }'],
  resultPublished: [
    'assessments',
    'id state percentage student { id } recordedBy { id } scores { id } history { id }',
  ],
  publicationChanged: ['assessments', 'id title results { nodes { id student { id } scores { id } } }'],
  leaveChanged: ['leave', 'id reason person { id } history { note by { id } }'],
  leaveApprovalsChanged: ['leave', 'id reason person { id } history { note by { id } }'],
  announcementChanged: ['frontend', 'id title body'],
  feedbackItemChanged: ['feedback', 'id subject body author { id } replies { body author { id } }'],
  evaluationCampaignChanged: ['feedback', 'id title result { questions { counts texts } }'],
  evaluationChanged: ['feedback', 'id section { id } result { questions { counts texts } }'],
  officeHomeChanged: ['frontend', 'id organization { id } attendance { missing { meeting { id } } }'],
  teacherHomeChanged: ['frontend', 'id lessons { meeting { id } }'],
  studentHomeChanged: ['frontend', 'id student { id } lessons { meeting { id } }'],
  inboxChanged: ['notifications', 'id title body students { id }'],
};

/** The live doors of the owners: who may listen, and what a forged pointer brings to light. */
export function attackLive(begun: () => Attack): void {
  let attack: Attack;
  /** Pointers to everything that has happened. */
  let pointers: readonly object[];
  beforeAll(async () => {
    attack = begun();
    pointers = await pointersOf(attack);
  });

  const named = watches.map((watch) => [watch.field, watch] as const);

  test.each(named)('%s admits whom the table says, and nobody without a bearer', async (field, watch) => {
    const { cells } = table.get(`Subscription.${field}`) as Row;
    const faults: string[] = [];
    for (const role of roles) {
      for (const [which, expected] of Object.entries(cells[role]) as [Which, Sign][]) {
        if (expected === '.') continue;
        const { token } = attack.scene.players[role];
        const struck = await attack.strike({
          ...live(watch, idFor(watch, attack.scene, role, which)),
          role,
          token,
        });
        const found = struck.text.includes('"status":"admitted"') ? '+' : struck.code;
        const wanted = { '+': '+', U: 'UNAUTHENTICATED' }[expected as string] ?? 'NOT_FOUND';
        const place = `${role} (${which})`;
        faults.push(
          ...struck.faults,
          ...(found === wanted ? [] : [`${place}: ${found} instead of ${wanted}`]),
        );
      }
    }
    expect(faults).toEqual([]);
  });

  test.each(named)(
    '%s shows nobody else to whoever sends pointers of their own making',
    async (_field, watch) => {
      const faults: string[] = [];
      let shown = 0;
      for (const role of roles) {
        const { token } = attack.scene.players[role];
        for (const pointer of pointers) {
          const blow = live(watch, idFor(watch, attack.scene, role, 'own'), { pointer });
          const struck = await attack.strike({ ...blow, role, token, known: '' });
          if (struck.text.includes('"status":"data"')) shown += 1;
          faults.push(...struck.faults.map((fault) => `${role}: ${fault}`));
        }
      }
      expect(faults).toEqual([]);
      expect(shown).toBeGreaterThan(0);
    },
    60_000,
  );

  test.each(named)('%s refuses a pointer that is none, by name', async (_field, watch) => {
    const good = { typename: 'Register', key: { id: unknownId }, version: 1, cursor: '1' };
    const odd = [
      ...[7, 'x', [], { ...good, version: '1' }, { ...good, version: 1e300 }, { ...good, cursor: null }],
      ...[{}, [], { id: 7 }, { id: 'nonsense' }, { id: '\u0000' }, { id: '' }, { registerId: '*' }].map(
        (key) => ({
          ...good,
          key,
        }),
      ),
      { ...good, key: { registerId: unknownId, studentId: "' or 1=1 --" } },
    ];
    const { token } = attack.scene.players.admin;
    const id = idFor(watch, attack.scene, 'admin', 'own');
    const blows = odd.map((pointer) => ({
      ...{ ...live(watch, id, { pointer }), token, role: 'admin' as const, name: JSON.stringify(pointer) },
    }));
    expect(await attack.refused(blows, ['BAD_USER_INPUT'])).toEqual([]);
  });
}

function live({ field, argument }: Watch, id: string, extension: object = {}): Blow {
  const [at, selection] = owners[field] ?? (['attendance', 'id'] as const);
  const query = `subscription ($id: UUID!) { it: ${field}(${argument}: $id) { ${selection} } }`;
  return { at, path: '/graphql', body: { query, variables: { id }, extensions: { live: extension } } };
}

async function pointersOf({ scene }: Attack): Promise<object[]> {
  const { school, databaseUrl } = scene.school;
  const registers = school.sections.map(({ id }) => scene.meetingOf(id).id);
  const made = await inDatabase(databaseUrl, async (client) => {
    const { rows: notifications } = await client.query<{ id: string }>(
      'select distinct on (person_id, kind) id from notifications.notification order by person_id, kind, id',
    );
    const { rows: results } = await client.query<{ id: string }>(
      'select id from assessments.section_result where student_id = any($1)',
      [[school.ids.child, school.ids.classmate, school.ids.stranger]],
    );
    return [...notifications, ...results].map(({ id }) => id);
  });
  const marks = school.sectionEnrollments.map(({ sectionId, studentId }) => ({
    registerId: scene.meetingOf(sectionId).id,
    studentId,
  }));
  const students = [school.ids.child, school.ids.classmate, school.ids.stranger];
  const { ids } = school;
  const others = [
    ...[...school.announcements, ...school.assessments.publications],
    ...school.feedback.items.slice(0, 3),
    ...school.feedback.campaigns,
    ...school.feedback.campaigns.flatMap(({ evaluations }) => evaluations ?? []),
    ...school.leave.requests.filter(({ personId }) => [ids.child, ids.teacher].includes(personId)),
  ].map(({ id }) => id);
  const screens = [ids.school, ids.otherSchool, ids.teacher];
  const [child, sibling] = [marks[0], marks[15]];
  return [
    ...[...registers, ...made, ...others, ...screens, ...students, unknownId].map((id) => ({ id })),
    child,
    sibling,
    marks.at(-1),
  ].map((key) => ({
    typename: 'Register',
    key: { registerId: registers[0], ...key },
    version: 1,
    cursor: '1',
  }));
}

import type { ServiceName } from '@learnova/schema/services';
import { Attack, type Blow } from './attack.ts';
import { roles, unknownId } from './cast.ts';
import { inDatabase } from './scene.ts';
import { casesOf, type Row, readTable } from './table.ts';
import { casesInTurn, inTurn, someInTurn } from './turns.ts';
import { idFor, type Watch, watches } from './watches.ts';

const table = new Map(readTable().map((row) => [row.field, row]));
const register = 'id marks { id reason student { id } recordedBy { id } } expected { id } takenBy { id }';
/** Of what somebody may make a pointer. */
type Kind =
  | 'registers'
  | 'marks'
  | 'notifications'
  | 'results'
  | 'publications'
  | 'announcements'
  | 'feedback'
  | 'campaigns'
  | 'evaluations'
  | 'leave'
  | 'people'
  | 'schools'
  | 'nothing';

interface Owner {
  readonly at: ServiceName;
  /** What its events are about. */
  readonly kind: Kind;
  /** What the owner has to show without its neighbours. */
  readonly selection: string;
}

const leave = 'id reason person { id } history { note by { id } }';
const owners: Readonly<Record<string, Owner>> = {
  registerChanged: { at: 'attendance', kind: 'registers', selection: register },
  attendanceBoardChanged: { at: 'attendance', kind: 'registers', selection: register },
  studentAttendanceChanged: {
    at: 'attendance',
    kind: 'marks',
    selection: `id reason student { id } register { ${register} }`,
  },
  accountChanged: {
    at: 'finance',
    kind: 'people',
    selection: 'id balances { amountMinor } invoices { nodes { id student { id } } }',
  },
  resultPublished: {
    at: 'assessments',
    kind: 'results',
    selection: 'id state percentage student { id } recordedBy { id } scores { id } history { id }',
  },
  publicationChanged: {
    at: 'assessments',
    kind: 'publications',
    selection: 'id title results { nodes { id student { id } scores { id } } }',
  },
  leaveChanged: { at: 'leave', kind: 'leave', selection: leave },
  leaveApprovalsChanged: { at: 'leave', kind: 'leave', selection: leave },
  announcementChanged: { at: 'frontend', kind: 'announcements', selection: 'id title body' },
  announcementsChanged: {
    at: 'frontend',
    kind: 'announcements',
    selection: 'id announcements { nodes { id title body } }',
  },
  feedbackItemChanged: {
    at: 'feedback',
    kind: 'feedback',
    selection: 'id subject body author { id } replies { body author { id } }',
  },
  evaluationCampaignChanged: {
    at: 'feedback',
    kind: 'campaigns',
    selection: 'id title result { questions { counts texts } }',
  },
  evaluationChanged: {
    at: 'feedback',
    kind: 'evaluations',
    selection: 'id section { id } result { questions { counts texts } }',
  },
  officeHomeChanged: {
    at: 'frontend',
    kind: 'schools',
    selection: 'id organization { id } attendance { missing { meeting { id } } }',
  },
  teacherHomeChanged: { at: 'frontend', kind: 'people', selection: 'id lessons { meeting { id } }' },
  studentHomeChanged: {
    at: 'frontend',
    kind: 'people',
    selection: 'id student { id } lessons { meeting { id } }',
  },
  inboxChanged: { at: 'notifications', kind: 'notifications', selection: 'id title body students { id }' },
};

/** The live doors of the owners: who may listen, and what a forged pointer brings to light. */
export function attackLive(begun: () => Attack): void {
  let attack: Attack;
  let keys: Readonly<Record<Kind, readonly object[]>>;
  beforeAll(async () => {
    attack = begun();
    keys = await keysOf(attack);
  });

  const named = watches.map((watch, turn) => [watch.field, watch, turn] as const);

  test.each(named)(
    '%s admits whom the table says, and nobody without a bearer',
    async (field, watch, turn) => {
      const cases = casesOf(table.get(`Subscription.${field}`) as Row);
      const faults: string[] = [];
      for (const { role, which, sign } of casesInTurn(cases, turn)) {
        const { token } = attack.scene.players[role];
        const struck = await attack.strike({
          ...live(watch, idFor(watch, attack.scene, role, which)),
          role,
          token,
        });
        const found = struck.text.includes('"status":"admitted"') ? '+' : struck.code;
        const wanted = { '+': '+', U: 'UNAUTHENTICATED' }[sign as string] ?? 'NOT_FOUND';
        const place = `${role} (${which})`;
        faults.push(
          ...struck.faults,
          ...(found === wanted ? [] : [`${place}: ${found} instead of ${wanted}`]),
        );
      }
      expect(faults).toEqual([]);
    },
  );

  test.each(named)(
    '%s shows nobody else to whoever sends pointers of their own making',
    async (_field, watch, first) => {
      const faults: string[] = [];
      let shown = 0;
      for (const [turn, role] of roles.entries()) {
        const { token } = attack.scene.players[role];
        for (const key of keysFor(ownerOf(watch).kind, keys, turn + first)) {
          const pointer = pointerTo(key, keys.registers[0]);
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

function ownerOf({ field }: Watch): Owner {
  const owner = owners[field];
  if (!owner) throw new Error(`what ${field} shows is not named here`);
  return owner;
}

function live(watch: Watch, id: string, extension: object = {}): Blow {
  const { at, selection } = ownerOf(watch);
  const query = `subscription ($id: UUID!) { it: ${watch.field}(${watch.argument}: $id) { ${selection} } }`;
  return { at, path: '/graphql', body: { query, variables: { id }, extensions: { live: extension } } };
}

/** Those of the kind that a field tells of, of which all come up over the roles, and one of another kind with each turn. */
function keysFor(kind: Kind, keys: Readonly<Record<Kind, readonly object[]>>, turn: number): object[] {
  const others = Object.entries(keys).flatMap(([name, all]) => (name === kind ? [] : [all]));
  return [...someInTurn(keys[kind], turn, 8), ...inTurn(others, turn).flatMap((all) => inTurn(all, turn))];
}

/** Keys of what has happened, by kind. */
async function keysOf({ scene }: Attack): Promise<Readonly<Record<Kind, readonly object[]>>> {
  const { school, databaseUrl } = scene.school;
  const { ids } = school;
  const told = await inDatabase(databaseUrl, async (client) => {
    const { rows: notifications } = await client.query<{ id: string }>(
      'select distinct on (person_id, kind) id from notifications.notification order by person_id, kind, id',
    );
    const { rows: results } = await client.query<{ id: string }>(
      'select id from assessments.section_result where student_id = any($1)',
      [[ids.child, ids.classmate, ids.stranger]],
    );
    return { notifications, results };
  });
  const marks = school.sectionEnrollments.map(({ sectionId, studentId }) => ({
    registerId: scene.meetingOf(sectionId).id,
    studentId,
  }));
  const { campaigns, items } = school.feedback;
  const keys = (things: readonly { readonly id: string }[]) => things.map(({ id }) => ({ id }));
  return {
    registers: keys(school.sections.map(({ id }) => scene.meetingOf(id))),
    marks: [marks[0], marks[15], marks.at(-1)].filter((mark) => mark !== undefined),
    notifications: keys(told.notifications),
    results: keys(told.results),
    publications: keys(school.assessments.publications),
    announcements: keys(school.announcements),
    feedback: keys(items.slice(0, 3)),
    campaigns: keys(campaigns),
    evaluations: keys(campaigns.flatMap(({ evaluations }) => evaluations ?? [])),
    leave: keys(school.leave.requests.filter(({ personId }) => [ids.child, ids.teacher].includes(personId))),
    people: [ids.teacher, ids.child, ids.classmate, ids.stranger].map((id) => ({ id })),
    schools: [ids.school, ids.otherSchool].map((id) => ({ id })),
    nothing: [{ id: unknownId }],
  };
}

/** A pointer that is wrong in its type and may be right in its key. */
function pointerTo(key: object, register: object | undefined) {
  const registerId = register && 'id' in register ? register.id : unknownId;
  return { typename: 'Register', key: { registerId, ...key }, version: 1, cursor: '1' };
}

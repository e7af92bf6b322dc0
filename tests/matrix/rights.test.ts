import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import { Ownership } from './audience.ts';
import { castOf, type Role, roles, type Which } from './cast.ts';
import { doors } from './doors.ts';
import { alike, lookThrough, more, type Outcome } from './outcome.ts';
import { openScene, playDay, type Scene } from './scene.ts';
import { type Row, readTable, type Sign } from './table.ts';
import { rolesInTurn } from './turns.ts';

const supergraph = readFileSync(join(__dirname, '../../schema/supergraph.graphql'), 'utf8');
const graph: GraphQLSchema = buildSchema(supergraph);
const table = readTable();
/** What commands answer, and what is watched: see commands.test.ts and live.test.ts. */
const elsewhere = /^(Mutation|Subscription|Tokens|EndedSession|\w+Payload)$/;
const refusals = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']);
/** Described so: null for whoever may see the meeting and not the register. */
const silentlyHidden = ['Meeting.register'];

const typeOf = (row: Row) => row.field.slice(0, row.field.indexOf('.'));
const nameOf = (row: Row) => row.field.slice(row.field.indexOf('.') + 1);

test('the table has a row for each field of the graph, and no other', () => {
  const fields = Object.values(graph.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.includes('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  expect(table.map(({ field }) => field).toSorted()).toEqual(fields.toSorted());
});

describe('what each role finds in the graph, at the gateway and at the doors between subgraphs', () => {
  let scene: Scene;
  let owners: Ownership;
  beforeAll(async () => {
    scene = await openScene({ name: 'embedded', redisUrl: null });
    owners = new Ownership(scene.school.school);
    await playDay(scene);
  }, 120_000);
  afterAll(() => scene?.school.close());

  const types = [...Map.groupBy(table, typeOf)].filter(([type]) => !elsewhere.test(type));
  test.each(types.map(([type, rows], turn) => [type, rows, turn] as const))(
    '%s is shown to whom the table says, with nobody else in it',
    async (type, rows, turn) => {
      const faults: string[] = [];
      for (const role of rolesInTurn(rows, turn)) faults.push(...(await faultsOf(type, rows, role)));
      expect(faults).toEqual([]);
    },
    120_000,
  );

  /** One role, all objects, all fields of a type: through every door that leads there. */
  async function faultsOf(type: string, rows: readonly Row[], role: Role): Promise<string[]> {
    const ways = whichOf(rows).flatMap((which) =>
      (doors[type]?.({ ...castOf(scene.school.school, role, which), which, scene }) ?? []).map((door) => ({
        which,
        door,
      })),
    );
    const found = new Map<string, Outcome>();
    const leaks: string[] = [];
    for (const group of alike(ways)) {
      const service = scene.school.system.running.find(({ name }) => name === group[0]?.door.at);
      const same = group.map(({ door }) => door);
      const looks = await lookThrough(same, type, graph, scene.players[role], service);
      for (const [index, { outcomes, answer, sent }] of looks.entries()) {
        const which = group[index]?.which;
        for (const [field, outcome] of outcomes) {
          const cell = `${field} ${which}`;
          found.set(cell, more(outcome, found.get(cell) ?? '-'));
        }
        if (index > 0) continue;
        const foreign = owners.foreign(role, JSON.stringify(answer), sent);
        const place = `${type} for ${role} at ${same[0]?.at} ${same[0]?.steps.join(' ')}`;
        if (foreign.length > 0) leaks.push(`${place} shows ${foreign.join(', ')}`);
        const broken = answer.errors?.filter((error) => !refusals.has(String(error.extensions?.code))) ?? [];
        if (broken.length > 0) leaks.push(`${place} fails: ${JSON.stringify(broken)}`);
      }
    }
    return [...leaks, ...cellsThatDiffer(rows, role, found)];
  }
});

function cellsThatDiffer(rows: readonly Row[], role: Role, found: ReadonlyMap<string, Outcome>): string[] {
  return rows.flatMap((row) =>
    Object.entries(row.cells[role]).flatMap(([which, expected]) => {
      const outcome = found.get(`${nameOf(row)} ${which}`);
      if (expected === '.' || fits(row, role, expected, outcome)) return [];
      return [`${row.field} for ${role} (${which}): ${outcome} where the table says ${expected}`];
    }),
  );
}

function whichOf(rows: readonly Row[]): Which[] {
  return (['self', 'own', 'other', 'none'] as const).filter((which) =>
    rows.some((row) => roles.some((role) => row.cells[role][which] !== undefined)),
  );
}

function fits(row: Row, role: Role, expected: Sign, outcome: Outcome | undefined): boolean {
  if (expected === outcome) return true;
  if (expected === '+') return outcome === 'empty' && row.mayBeEmpty;
  const hidden = outcome === '-' || (outcome === 'empty' && silentlyHidden.includes(row.field));
  // Between subgraphs nobody is told no more than anybody else: that there is nothing, or that it is forbidden.
  return hidden && (expected === '-' || (expected === 'U' && role === 'nobody'));
}

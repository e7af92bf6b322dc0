import { Ownership } from './audience.ts';
import type { Role, Which } from './cast.ts';
import { academicsCommands } from './commands.academics.ts';
import { assessmentsCommands } from './commands.assessments.ts';
import { codeCommands } from './commands.codes.ts';
import { feedbackCommands } from './commands.feedback.ts';
import { financeCommands } from './commands.finance.ts';
import { frontendCommands } from './commands.frontend.ts';
import { leaveCommands } from './commands.leave.ts';
import { passwordCommands } from './commands.passwords.ts';
import { peopleCommands } from './commands.people.ts';
import { programCommands } from './commands.programs.ts';
import { type Command, commands as otherCommands, tryOf } from './commands.ts';
import { callOffAll } from './scene.results.ts';
import { inboxOf, openScene, type Scene, tellFormer } from './scene.ts';
import { casesOf, type Row, readTable, type Sign } from './table.ts';
import { casesInTurn } from './turns.ts';

const commands = [
  ...peopleCommands,
  ...otherCommands,
  ...passwordCommands,
  ...programCommands,
  ...feedbackCommands,
  ...assessmentsCommands,
  ...financeCommands,
  ...frontendCommands,
  ...leaveCommands,
  ...codeCommands,
  ...academicsCommands,
];
const table = new Map(readTable().map((row) => [row.field, row]));
const signs: Readonly<Record<string, Sign>> = {
  NOT_FOUND: '-',
  FORBIDDEN: 'F',
  UNAUTHENTICATED: 'U',
  SIGN_IN_REFUSED: '!',
  PASSWORD_NOT_CURRENT: '!',
  PASSWORD_LINK_VOID: '!',
  FEEDBACK_BALLOT_SIGNED_IN: '!',
  FEEDBACK_PAPER_INVALID: '!',
};

describe('what each role may do', () => {
  let scene: Scene;
  let owners: Ownership;
  const made = new Map<string, string>();
  beforeAll(async () => {
    scene = await openScene({ name: 'embedded', redisUrl: null });
    owners = new Ownership(scene.school.school);
  }, 120_000);
  afterAll(() => scene?.school.close());

  test('every mutation is tried', () => {
    const mutations = [...table.keys()].filter((field) => field.startsWith('Mutation.'));
    expect(commands.map(({ name }) => `Mutation.${name}`).toSorted()).toEqual(mutations.toSorted());
  });

  test.each(commands.map((command, turn) => [command.name, command, turn] as const))(
    '%s is carried out for whom the table says, with nobody else in the answer',
    async (_name, command, turn) => {
      // A mark that is corrected before a guardian was told of it is not told at all.
      if (command.name === 'correctMark') {
        for (const family of ['guardian', 'other-g'] as const) await inboxOf(scene.players[family], 1);
      }
      if (command.name === 'markNotificationRead') made.set('notification former', await tellFormer(scene));
      // What waits for its instant would be shown before it by an amendment.
      if (command.name === 'amendResult')
        await callOffAll(
          scene,
          [...made].filter(([by]) => by.startsWith('schedulePublication')).map(([, id]) => id),
        );
      const row = table.get(`Mutation.${command.name}`);
      if (!row) throw new Error('the table has no such row');
      const faults: string[] = [];
      for (const { role, which, sign } of casesInTurn(casesOf(row), turn))
        faults.push(...(await faultsOf(command, role, which, sign)));
      expect(faults).toEqual([]);
    },
    60_000,
  );

  async function faultsOf(command: Command, role: Role, which: Which, expected: Sign): Promise<string[]> {
    const t = tryOf(scene, role, which, made);
    const { visitor } = (await command.by?.(t)) ?? scene.players[role];
    const input = await command.input?.(t);
    const type = `${command.name[0]?.toUpperCase()}${command.name.slice(1)}Input`;
    const answer = await visitor.ask<Record<string, Record<string, unknown> | null>>(
      input
        ? `mutation ($input: ${type}!) { it: ${command.name}(input: $input) { __typename ${command.selection} } }`
        : `mutation { it: ${command.name} { __typename ${command.selection} } }`,
      input ? { input } : {},
    );
    const place = `${command.name} by ${role} (${which})`;
    const code = String(answer.errors?.[0]?.extensions?.code);
    const payload = answer.data?.it;
    const found = payload ? '+' : (signs[code] ?? `${code}: ${answer.errors?.[0]?.message}`);
    const thing = payload && command.makes?.(payload as Record<string, { id: string }>);
    if (thing) made.set(`${command.name} ${role}`, thing);
    const foreign = owners.foreign(role, JSON.stringify(answer), JSON.stringify(input));
    return [
      ...(found === expected ? [] : [`${place}: ${found} where the table says ${expected}`]),
      ...(foreign.length === 0 ? [] : [`${place} is shown ${foreign.join(', ')}`]),
      ...(payload ? missing(payload, role, which).map((field) => `${place}: no ${field}`) : []),
    ];
  }
});

/** Fields of the payload that the table promises and the answer does not hold. */
function missing(
  { __typename: type, ...fields }: Record<string, unknown>,
  role: Role,
  which: Which,
): string[] {
  const rows = Object.keys(fields).map((field) => [field, table.get(`${type}.${field}`)] as const);
  const isPromised = (row: Row | undefined) => row?.cells[role][which] === '+';
  return rows
    .filter(([field, row]) => isPromised(row) !== (fields[field] !== null))
    .map(([field]) => `${type}.${field}`);
}

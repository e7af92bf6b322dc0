import type { Action, Measure } from '../scripts/load/scenario.model.ts';
import * as story from '../scripts/story/documents.ts';
import * as documents from './documents.ts';
import type { People } from './people.ts';

/** Sends an operation as somebody who signs in by this address, or as nobody; times it by the name, and throws a refusal. */
export type Ask = <T>(
  as: string | null,
  measure: Measure | null,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<T>;

/** What a run knows of the school that it is played in. Plain values: k6 hands them from one engine to another. */
export interface School {
  readonly people: People;
  readonly organizationId: string;
  readonly childIds: readonly string[];
  readonly codes: { readonly present: string; readonly absent: string; readonly late: string };
  /** Days in the past, newest first, whose registers are played with. */
  readonly days: readonly string[];
  readonly registers: readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly version: number;
  /** The address of its teacher, where this one can sign in. */
  readonly teacher: string | null;
}

/** A teacher may take a register that was forgotten for thirty days. */
export const daysBack = 28;
/** All together do not send more than this at a time: what is due beyond is dropped, and counted. */
export const mostAtOnce = 200;

/** Looks around: who teaches what, and registers enough for so many submissions where there are as many. */
export async function lookAround(
  ask: Ask,
  people: People,
  submissions: number,
  today: Date,
): Promise<School> {
  const viewer = await selfOf(ask, people.office);
  const organizationId = viewer.roles[0]?.organization.id ?? '';
  const teachers: Record<string, string> = {};
  for (const email of people.teachers) teachers[(await selfOf(ask, email)).id] = email;
  const days: string[] = [];
  const registers: Entry[] = [];
  for (let back = 1; back <= daysBack && registers.length < submissions; back += 1) {
    const date = new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10);
    const found = await registersOf(ask, people, organizationId, date);
    if (found.length > 0) days.push(date);
    for (const { id, version, section } of found) {
      const teacher = section?.staff?.map((staff) => teachers[staff.id]).find(Boolean) ?? null;
      registers.push({ id, version, teacher });
    }
  }
  if (registers.length === 0) throw new Error('the school has no register of the last four weeks');
  // Those that nobody took come first: they are for teachers.
  registers.sort((one, other) => Number(one.version > 0) - Number(other.version > 0));
  const codes = await codesOf(ask, people, organizationId);
  const childIds = (await selfOf(ask, people.guardian)).children.map(({ student }) => student.id);
  return { people, organizationId, childIds, codes, days, registers };
}

/** The version of each register that is played with. */
export async function versionsOf(
  ask: Ask,
  { people, organizationId, days }: School,
): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const date of days) {
    const found = await registersOf(ask, people, organizationId, date);
    for (const { id, version } of found) versions.set(id, version);
  }
  return versions;
}

/** @param turn how many were begun before it, by which it chooses what to do */
export async function act(action: Action, ask: Ask, school: School, turn: number): Promise<void> {
  const { people, organizationId, days } = school;
  const teacher = chosen(people.teachers, turn);
  const date = chosen(days, turn);
  if (action === 'submit') await takeRegister(ask, school, turn);
  else if (action === 'day') await ask(teacher, 'day', story.meetingsOfDay, { date });
  else if (action === 'children') await ask(people.guardian, 'children', story.children, {});
  else if (action === 'overview')
    await ask(people.office, 'overview', documents.overview, { organizationId, date });
  else await ask(null, 'signIn', documents.signIn, { input: { email: teacher, password: people.password } });
}

interface Lesson {
  readonly meeting: {
    readonly register: { readonly version: number; readonly expected: readonly { readonly id: string }[] };
  };
}

/** The first time by its teacher, again by the office. One comes late by minutes that nobody was late by before: something changes. */
async function takeRegister(ask: Ask, { registers, codes, people }: School, turn: number): Promise<void> {
  const { id, teacher } = chosen(registers, turn);
  const { meeting } = await ask<Lesson>(teacher ?? people.office, 'lesson', documents.lesson, { id });
  const { version, expected } = meeting.register;
  const [late, absent] = [version % expected.length, (version + 1 + (turn % 7)) % expected.length];
  const marks = expected.map(({ id: studentId }, n) => {
    if (n === late) return { studentId, codeId: codes.late, minutesLate: 21 + version };
    return { studentId, codeId: n === absent ? codes.absent : codes.present };
  });
  const idempotencyKey = `${id}-${version}-${Date.now()}-${turn}`;
  const input = { registerId: id, marks, expectedVersion: version, idempotencyKey };
  await ask((version === 0 && teacher) || people.office, 'submit', story.submit, { input });
}

function chosen<T>(all: readonly T[], turn: number): T {
  return all[turn % all.length] as T;
}

interface Self {
  readonly id: string;
  readonly roles: readonly { readonly organization: { readonly id: string } }[];
  readonly children: readonly { readonly student: { readonly id: string } }[];
}

async function selfOf(ask: Ask, email: string): Promise<Self> {
  return (await ask<{ viewer: Self }>(email, null, documents.self, {})).viewer;
}

interface Day {
  readonly attendanceBoard: {
    readonly registers: readonly {
      readonly id: string;
      readonly version: number;
      readonly section: { readonly staff: readonly { readonly id: string }[] | null } | null;
    }[];
  };
}

async function registersOf(ask: Ask, { office }: People, organizationId: string, date: string) {
  const { attendanceBoard } = await ask<Day>(office, null, documents.registersOfDay, {
    organizationId,
    date,
  });
  return attendanceBoard.registers;
}

async function codesOf(ask: Ask, { office }: People, organizationId: string): Promise<School['codes']> {
  const { attendanceCodes } = await ask<{
    attendanceCodes: { id: string; category: string; officeOnly: boolean }[];
  }>(office, null, story.codes, { organizationId });
  const first = (category: string) => {
    const code = attendanceCodes.find((one) => one.category === category && !one.officeOnly);
    if (!code) throw new Error(`the school has no code for ${category}`);
    return code.id;
  };
  return { present: first('PRESENT'), absent: first('ABSENT'), late: first('LATE') };
}

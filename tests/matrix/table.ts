import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Role, roles, type Which } from './cast.ts';

/**
 * `+` the value; `-` nothing, as if there were no such object; `F` null with FORBIDDEN, though the object shows; `U` UNAUTHENTICATED;
 * `!` refused by a name of its own; `.` there is no such case.
 */
export type Sign = '+' | '-' | 'F' | 'U' | '!' | '.';

export interface Row {
  /** `Student.number` */
  readonly field: string;
  /** Whoever sees it may find it empty: `Guardianship.to?` */
  readonly mayBeEmpty: boolean;
  readonly cells: Readonly<Record<Role, Readonly<Partial<Record<Which, Sign>>>>>;
}

/** A cell's sign for one role in one case. */
export interface Case {
  readonly role: Role;
  readonly which: Which;
  readonly sign: Sign;
}

const folder = join(__dirname, 'rights');
const casesBy: Readonly<Record<number, readonly Which[]>> = {
  1: ['own'],
  3: ['own', 'other', 'none'],
  4: ['self', 'own', 'other', 'none'],
};

/** All rows of the committed table. Throws where it cannot be read. */
export function readTable(): Row[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => rowsOf(name, readFileSync(join(folder, name), 'utf8')));
}

/** What a row says, but for what is no case. */
export function casesOf({ cells }: Row): Case[] {
  return roles
    .flatMap((role) =>
      (Object.entries(cells[role]) as [Which, Sign][]).map(([which, sign]) => ({ role, which, sign })),
    )
    .filter(({ sign }) => sign !== '.');
}

function rowsOf(file: string, text: string): Row[] {
  const [header = '', ...lines] = text.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  if (header.trim().split(/\s+/).join() !== roles.join())
    throw new Error(`${file}: the columns are not the roles`);
  return lines.map((line) => {
    const [name = '', ...cells] = line.trim().split(/\s+/);
    if (cells.length !== roles.length) throw new Error(`${file}: ${name} has ${cells.length} cells`);
    const signs = roles.map(
      (role, index) => [role, signsOf(`${file}: ${name}`, cells[index] ?? '')] as const,
    );
    return {
      field: name.replace(/\?$/, ''),
      mayBeEmpty: name.endsWith('?'),
      cells: Object.fromEntries(signs) as unknown as Row['cells'],
    };
  });
}

function signsOf(place: string, cell: string): Partial<Record<Which, Sign>> {
  const cases = casesBy[cell.length];
  if (!cases || !/^[+\-FU!.]+$/.test(cell)) throw new Error(`${place}: what is ${cell}?`);
  return Object.fromEntries(cases.map((which, index) => [which, cell[index] as Sign]));
}

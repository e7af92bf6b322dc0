import { setTimeout as pause } from 'node:timers/promises';
import * as documents from '../../k6/documents.ts';
import type { School } from '../../k6/school.ts';
import { Tally, type Verdict } from '../../k6/tally.ts';
import type { Crowd } from './crowd.ts';
import type { Scenario } from './scenario.model.ts';

interface BoardShown {
  readonly attendanceBoardChanged: { readonly id: string };
}
interface ChildShown {
  readonly studentAttendanceChanged: { readonly register: { readonly id: string } };
}

/** Versions of registers, by their ids. */
type Versions = ReadonlyMap<string, number>;

/** Screens that have shown nothing new for so long show nothing more. */
const patienceMs = 15_000;

/** The boards of the office and the guardians' screens of one game. */
export class Screens {
  readonly #crowd: Crowd;
  readonly #boards: readonly Tally[];
  readonly #children: readonly { readonly studentId: string; readonly tally: Tally }[];

  private constructor(crowd: Crowd, boards: number, children: readonly string[]) {
    this.#crowd = crowd;
    this.#boards = Array.from({ length: boards }, () => new Tally());
    this.#children = children.map((studentId) => ({ studentId, tally: new Tally() }));
  }

  /** Resolves when all are live. */
  static async open(
    crowd: Crowd,
    school: School,
    { boards, children }: Scenario['screens'],
  ): Promise<Screens> {
    const { people, organizationId, childIds } = school;
    const watched = Array.from({ length: children }, (_, n) => childIds[n % childIds.length] ?? '');
    const screens = new Screens(crowd, boards, watched);
    await Promise.all([
      ...screens.#boards.map((tally) =>
        crowd.watch(
          people.office,
          'board',
          documents.board,
          { organizationId },
          tally,
          (data: BoardShown) => data.attendanceBoardChanged.id,
        ),
      ),
      ...screens.#children.map(({ studentId, tally }) =>
        crowd.watch(
          people.guardian,
          'child',
          documents.child,
          { studentId },
          tally,
          (data: ChildShown) => data.studentAttendanceChanged.register.id,
        ),
      ),
    ]);
    return screens;
  }

  /** The verdict once they show everything, or nothing new any more. */
  async settled(before: Versions, after: Versions): Promise<Verdict> {
    let [count, since] = [0, performance.now()];
    while (this.#verdict(before, after).lost > 0 && performance.now() - since < patienceMs) {
      if (this.#count !== count) since = performance.now();
      count = this.#count;
      await pause(100);
    }
    // What comes twice comes soon after.
    await pause(500);
    return this.#verdict(before, after);
  }

  #verdict(before: Versions, after: Versions): Verdict {
    const boards = this.#boards.map((tally) => tally.verdict(before, after));
    const children = this.#children.map(({ studentId, tally }) => {
      const theirs = this.#crowd.first.filter(({ studentIds }) => studentIds.includes(studentId));
      return { lost: tally.lacking(theirs.map(({ registerId }) => registerId)), doubled: tally.again };
    });
    const all = [...boards, ...children];
    const sum = (of: (verdict: Verdict) => number) => all.reduce((total, verdict) => total + of(verdict), 0);
    return { lost: sum(({ lost }) => lost), doubled: sum(({ doubled }) => doubled) };
  }

  get #count(): number {
    return [...this.#boards, ...this.#children.map(({ tally }) => tally)].reduce(
      (sum, { count }) => sum + count,
      0,
    );
  }
}

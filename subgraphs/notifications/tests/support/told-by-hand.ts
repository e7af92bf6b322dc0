/** A register as it stood from a moment on: who was absent, of the students whom one guardian has. */
export interface Heard {
  readonly at: number;
  readonly register: string;
  readonly absent: ReadonlySet<string>;
}

export interface ToldMail {
  readonly correction: boolean;
  /** `register student absent|present`, sorted. */
  readonly says: readonly string[];
}

/**
 * What one guardian is told of one day by mail, worked out from the whole history at once, as one would by hand: not by a
 * machine that goes from state to state. Times are whole numbers; rights end at a time per student (Infinity for never).
 */
export function toldByHand(
  history: readonly Heard[],
  rightsEnd: ReadonlyMap<string, number>,
  grace: number,
): ToldMail[] {
  const told = firstMessage(history, rightsEnd, grace);
  if (!told) return [];
  const mails: ToldMail[] = [
    { correction: false, says: [...told.lessons].map((lesson) => `${lesson} absent`).sort() },
  ];
  const absentAtLast = new Map([...told.lessons].map((lesson) => [lesson, true]));
  for (const heard of history.filter(({ at }) => at >= told.at)) {
    const corrected = [...told.lessons].filter((lesson) => {
      const [register = '', student = ''] = lesson.split(' ');
      return register === heard.register && absentAtLast.get(lesson) !== heard.absent.has(student);
    });
    for (const lesson of corrected) absentAtLast.set(lesson, !absentAtLast.get(lesson));
    const says = corrected
      .map((lesson) => `${lesson} ${absentAtLast.get(lesson) ? 'absent' : 'present'}`)
      .sort();
    if (says.length > 0) mails.push({ correction: true, says });
  }
  return mails;
}

/** The first stretch of time in which something to tell stands without a break for the whole grace time. */
function firstMessage(history: readonly Heard[], rightsEnd: ReadonlyMap<string, number>, grace: number) {
  let since: number | null = null;
  for (const [index, { at }] of history.entries()) {
    const standing = standingAfter(history.slice(0, index + 1), rightsEnd);
    if (standing.size === 0) since = null;
    else since ??= at;
    const next = history[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (since === null || since + grace > next) continue;
    const end = since + grace;
    const lessons = new Set(
      [...standing].filter((lesson) => (rightsEnd.get(lesson.split(' ')[1] ?? '') ?? 0) > end),
    );
    if (lessons.size > 0) return { at: end, lessons };
    // Nobody is left who may be told: rights do not come back in this history, so nothing that stands here counts again.
    return firstMessage(history.slice(index + 1), rightsEnd, grace);
  }
  return null;
}

/** Absences that stand, of students who could be told of when they became absent. */
function standingAfter(history: readonly Heard[], rightsEnd: ReadonlyMap<string, number>): Set<string> {
  const standing = new Set<string>();
  for (const { at, register, absent } of history) {
    for (const [student, end] of rightsEnd) {
      const lesson = `${register} ${student}`;
      if (!absent.has(student)) standing.delete(lesson);
      else if (end > at) standing.add(lesson);
    }
  }
  return standing;
}

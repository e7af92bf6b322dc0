/** What is said about one student in one lesson, and where its time is read: ids only, names are asked when it is shown. */
export interface Statement {
  readonly registerId: string;
  readonly studentId: string;
  /** The school whose time zone the lesson's hour is shown in. */
  readonly organizationId: string;
  /** The lesson's start: ISO 8601 in UTC. */
  readonly startsAt: string;
  readonly absent: boolean;
  /** Of an absence: leave that was granted excuses it. */
  readonly excused?: boolean;
}

/** The same within a guardian's day; `mailed`: a message has spoken of it, so a change of it is worth a message too. */
export interface DayStatement extends Statement {
  readonly mailed: boolean;
}

/**
 * What one guardian is told of one school day. OPEN: there is nothing to tell. HELD: absences wait for the grace time to pass.
 * TOLD: the day's one message is decided; from now on there are corrections of it, and inbox entries.
 */
export type Day =
  | { readonly state: 'OPEN'; readonly statements: readonly [] }
  | { readonly state: 'HELD'; readonly sendAt: Date; readonly statements: readonly DayStatement[] }
  | { readonly state: 'TOLD'; readonly statements: readonly DayStatement[] };

/** What a lesson's register says now of those students for whom it may have changed. */
export interface Lesson {
  readonly registerId: string;
  readonly organizationId: string;
  readonly startsAt: string;
  /** Whether a student is absent, by id. */
  readonly marks: ReadonlyMap<string, boolean>;
  /** Those of the absent whom leave excuses: it is known at home, so their absence is no news. */
  readonly excused: ReadonlySet<string>;
  /** When it became known: the grace time runs from here. */
  readonly knownAt: Date;
}

/** One thing to tell: an inbox entry, and a message where `byMail`. */
export interface Telling {
  readonly kind: 'ABSENCE' | 'ABSENCE_CORRECTED';
  readonly byMail: boolean;
  readonly statements: readonly Statement[];
}

export const openDay: Day = { state: 'OPEN', statements: [] };

/** What follows from news, or from the end of the grace time: the day as it is now, and what is to be told at once. */
export interface Consequence {
  readonly day: Day;
  readonly tellings: readonly Telling[];
}

/**
 * A guardian's day once a lesson's register has spoken. It compares what is said with what was told, so hearing the same
 * again gives back the very same day and tells nothing.
 * @param mayBeTold whether the guardian may be told of this student; what was told before is corrected all the same
 * @param graceMs milliseconds between the first absence of a day and its message
 */
export function hear(
  day: Day,
  lesson: Lesson,
  mayBeTold: (studentId: string) => boolean,
  graceMs: number,
): Consequence {
  const changed = changes(day, lesson, mayBeTold);
  if (changed.length === 0) return { day, tellings: [] };
  const statements = merge(day.statements, changed);
  if (day.state === 'TOLD') return { day: { state: 'TOLD', statements }, tellings: tellingsOf(changed) };
  const absences = statements.filter(isNews);
  if (absences.length === 0) return { day: openDay, tellings: [] };
  const sendAt = day.state === 'HELD' ? day.sendAt : new Date(lesson.knownAt.getTime() + graceMs);
  return { day: { state: 'HELD', sendAt, statements: absences }, tellings: [] };
}

/** A held day when its grace time has passed: one message of what still stands and may be told, or none. */
export function endGrace(
  day: Extract<Day, { state: 'HELD' }>,
  mayBeTold: (studentId: string) => boolean,
): Consequence {
  const statements = day.statements
    .filter((statement) => mayBeTold(statement.studentId))
    .map((statement) => ({ ...statement, mailed: true }));
  if (statements.length === 0) return { day: openDay, tellings: [] };
  const telling: Telling = { kind: 'ABSENCE', byMail: true, statements: statements.map(said) };
  return { day: { state: 'TOLD', statements }, tellings: [telling] };
}

/** Where the register differs from what the day holds of this lesson. */
function changes(day: Day, lesson: Lesson, mayBeTold: (studentId: string) => boolean): DayStatement[] {
  const { registerId, organizationId, startsAt, marks, excused } = lesson;
  const known = day.statements.filter((statement) => statement.registerId === registerId);
  const turned = known
    .filter(({ studentId }) => marks.has(studentId))
    .map(({ excused: _, ...statement }) => ({
      ...{ ...statement, absent: marks.get(statement.studentId) === true },
      ...(excused.has(statement.studentId) && { excused: true }),
    }))
    .filter((statement) => {
      const before = known.find(({ studentId }) => studentId === statement.studentId);
      return (
        before?.absent !== statement.absent || (before.excused ?? false) !== (statement.excused ?? false)
      );
    });
  const isKnown = new Set(known.map((statement) => statement.studentId));
  const added = [...marks]
    .filter(([studentId, absent]) => absent && !excused.has(studentId))
    .filter(([studentId]) => !isKnown.has(studentId) && mayBeTold(studentId))
    .map(([studentId]) => ({ registerId, organizationId, startsAt, studentId, absent: true, mailed: false }));
  return [...turned, ...added];
}

function isNews({ absent, excused }: Statement): boolean {
  return absent && !excused;
}

function merge(statements: readonly DayStatement[], changed: readonly DayStatement[]): DayStatement[] {
  const keyOf = (statement: Statement) => `${statement.registerId} ${statement.studentId}`;
  const merged = new Map([...statements, ...changed].map((statement) => [keyOf(statement), statement]));
  return [...merged.values()];
}

/** A change goes the way by which the thing itself was told: what a message said is corrected by one message. */
function tellingsOf(changed: readonly DayStatement[]): Telling[] {
  const mailed = changed.filter((statement) => statement.mailed);
  const quiet = changed.filter((statement) => !statement.mailed);
  const tellings: Telling[] = [
    { kind: 'ABSENCE_CORRECTED', byMail: true, statements: mailed.map(said) },
    { kind: 'ABSENCE_CORRECTED', byMail: false, statements: quiet.filter((s) => !isNews(s)).map(said) },
    { kind: 'ABSENCE', byMail: false, statements: quiet.filter(isNews).map(said) },
  ];
  return tellings.filter((telling) => telling.statements.length > 0);
}

function said({ mailed: _, ...statement }: DayStatement): Statement {
  return statement;
}

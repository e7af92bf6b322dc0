import { decideLine } from '@learnova/platform/decide-text';
import { badInput, refusal } from '@learnova/platform/refusal';
import type { AttendanceCode } from './attendance-code.entity.ts';

/** A code as somebody wants it. */
export type WantedCode = Pick<
  AttendanceCode,
  'code' | 'name' | 'category' | 'excused' | 'isDefault' | 'officeOnly'
>;

type KnownCode = WantedCode & Pick<AttendanceCode, 'id' | 'retiredAt'>;

/** What becomes of the codes of an organization. */
export interface CodeChanges<T extends KnownCode> {
  readonly added: readonly WantedCode[];
  readonly kept: readonly { readonly row: T; readonly wanted: WantedCode }[];
  readonly retired: readonly T[];
}

const MOST = 40;

/**
 * A set with which registers can be taken. Marks refer to their codes, so what a sign has counted as it counts as for good: to say
 * something else takes another sign.
 * @param known all that the organization has ever had, those retired included
 * @param inherits whether an organization above has codes, which are in force where this one has none
 */
export function decideCodes<T extends KnownCode>(
  wishes: readonly WantedCode[],
  known: readonly T[],
  inherits: boolean,
): CodeChanges<T> {
  if (wishes.length > MOST) throw badInput(['input', 'codes'], `This takes at most ${MOST} codes.`);
  const wanted = wishes.map((wish, index) => decideCode(wish, index));
  refuseTwice(wanted);
  if (wanted.length > 0 || !inherits) refuseIncomplete(wanted);
  const byCode = new Map(known.map((row) => [row.code, row]));
  const kept = wanted.flatMap((one, index) => {
    const row = byCode.get(one.code);
    if (row && (row.category !== one.category || row.excused !== one.excused)) throw otherMeaning(one, index);
    return row ? [{ row, wanted: one }] : [];
  });
  const signs = new Set(wanted.map(({ code }) => code));
  return {
    added: wanted.filter(({ code }) => !byCode.has(code)),
    kept,
    retired: known.filter(({ code, retiredAt }) => retiredAt === null && !signs.has(code)),
  };
}

function decideCode(wish: WantedCode, index: number): WantedCode {
  const at = ['input', 'codes', String(index)];
  const code = decideLine(wish.code, [...at, 'code'], 'A sign', 5);
  const name = decideLine(wish.name, [...at, 'name'], 'A name', 60);
  if (wish.excused && wish.category !== 'ABSENT')
    throw badInput([...at, 'excused'], 'Only an absence is excused. Set this to false.');
  if (wish.isDefault && wish.officeOnly)
    throw badInput([...at, 'isDefault'], 'What only the office may give is not proposed to teachers.');
  return { ...wish, code, name };
}

function refuseTwice(wanted: readonly WantedCode[]): void {
  const known = new Set<string>();
  for (const [index, { code }] of wanted.entries()) {
    // Two signs that differ in their case alone look like one on a register.
    const sign = code.toLowerCase();
    if (known.has(sign))
      throw refusal('ATTENDANCE_CODE_TWICE', `The sign "${code}" stands twice. Choose another one.`, {
        field: ['input', 'codes', String(index), 'code'],
      });
    known.add(sign);
  }
  if (wanted.filter(({ isDefault }) => isDefault).length > 1)
    throw badInput(['input', 'codes'], 'A new register proposes one code. Set isDefault for one of them.');
}

function refuseIncomplete(wanted: readonly WantedCode[]): void {
  const says = (category: AttendanceCode['category']) =>
    wanted.some((one) => one.category === category && !one.officeOnly);
  if (says('PRESENT') && says('ABSENT')) return;
  const message =
    'A teacher must be able to say that a student was there, and was not. Add a code of each of the two categories for teachers.';
  throw refusal('ATTENDANCE_CODES_INCOMPLETE', message, { field: ['input', 'codes'] });
}

function otherMeaning({ code }: WantedCode, index: number) {
  const message = `Marks bear the sign "${code}" already, with another meaning. Choose another sign.`;
  return refusal('ATTENDANCE_CODE_MEANING', message, {
    field: ['input', 'codes', String(index), 'category'],
  });
}

/** Somebody else has set the codes since they were read. */
export function codesChanged() {
  const message = 'The codes have been changed meanwhile. Look at them as they are now, and decide anew.';
  return refusal('ATTENDANCE_CODES_CHANGED', message, { field: ['input', 'expectedCodeIds'] });
}

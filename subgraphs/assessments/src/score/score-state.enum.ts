import { registerEnumType } from 'type-graphql';

export const ScoreState = {
  NOT_ASSESSED: 'NOT_ASSESSED',
  SUBMITTED: 'SUBMITTED',
  GRADED: 'GRADED',
  MISSING: 'MISSING',
  EXEMPT: 'EXEMPT',
  ABSENT: 'ABSENT',
} as const;
export type ScoreState = keyof typeof ScoreState;

registerEnumType(ScoreState, {
  name: 'ScoreState',
  description:
    'How far the work of a student is at a line item (OneRoster: scoreStatus). Blank is never zero: only GRADED and MISSING count.',
  valuesConfig: {
    NOT_ASSESSED: {
      description: 'Nothing is known of it yet. It does not count, and the result waits for it.',
    },
    SUBMITTED: { description: 'It was handed in and waits for a score. It does not count yet.' },
    GRADED: { description: 'It has a score, which counts.' },
    MISSING: { description: 'It was not handed in and counts as nothing.' },
    EXEMPT: { description: 'It does not count for this student, for good.' },
    ABSENT: {
      description: 'The student was away. It does not count, and the result waits for what follows.',
    },
  },
});

/** What a state does to a result. */
export const effects: Readonly<Record<ScoreState, { counts: boolean; isSettled: boolean }>> = {
  NOT_ASSESSED: { counts: false, isSettled: false },
  SUBMITTED: { counts: false, isSettled: false },
  GRADED: { counts: true, isSettled: true },
  MISSING: { counts: true, isSettled: true },
  EXEMPT: { counts: false, isSettled: true },
  ABSENT: { counts: false, isSettled: false },
};

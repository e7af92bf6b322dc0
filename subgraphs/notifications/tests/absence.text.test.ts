import { describe, expect, it } from '@jest/globals';
import type { Statement } from '../src/absence/absence.rules.ts';
import { bodyOf, mailOf, titleOf } from '../src/absence/absence.text.ts';

const says = (studentId: string, startsAt: string, absent = true): Statement => {
  return { registerId: `${studentId} ${startsAt}`, studentId, organizationId: 'school', startsAt, absent };
};
const nameOf = (id: string) => ({ ada: 'Ada Lovelace', ben: 'Ben Lovelace' })[id] ?? '';
const berlin = () => 'Europe/Berlin';
const morning = says('ada', '2026-03-12T08:00:00.000Z');

describe('The words of an absence', () => {
  it('a heading names the day and nobody', () => {
    expect(titleOf('ABSENCE', '2026-03-12')).toBe('Absence on Thursday 12 March 2026');
    expect(titleOf('ABSENCE_CORRECTED', '2026-03-12')).toBe('Correction: absence on Thursday 12 March 2026');
  });

  it('the inbox shows hours on the wall of the school and nobody’s name', () => {
    expect(bodyOf([says('ada', '2026-03-12T10:00:00.000Z'), morning], berlin)).toBe(
      'Marked absent at 09:00, 11:00.',
    );
    expect(bodyOf([{ ...morning, absent: false }], () => 'Asia/Kathmandu')).toBe(
      'Marked not absent at 13:45.',
    );
  });

  it('an absence that leave excuses is said to be', () => {
    expect(bodyOf([{ ...morning, excused: true }], berlin)).toBe(
      'Marked absent, and excused by leave, at 09:00.',
    );
  });

  it('siblings at the same hour are one hour', () => {
    expect(bodyOf([morning, says('ben', morning.startsAt)], berlin)).toBe('Marked absent at 09:00.');
  });

  it('a mail has one line a child, and its subject names nobody', () => {
    const statements = [morning, says('ben', morning.startsAt), says('ada', '2026-03-12T10:00:00.000Z')];
    const { subject, text } = mailOf(
      { kind: 'ABSENCE', date: '2026-03-12', statements },
      'Mr Lovelace',
      nameOf,
      berlin,
    );
    expect(subject).toBe('Absence on Thursday 12 March 2026');
    expect(text.split('\n')).toEqual([
      'Dear Mr Lovelace,',
      '',
      'On Thursday 12 March 2026, the school noted:',
      '',
      '- Ada Lovelace: absent at 09:00, 11:00',
      '- Ben Lovelace: absent at 09:00',
      '',
      'If this is not right, please tell the school office.',
      '',
    ]);
  });

  it('a correction says that it is one, and what the register says now', () => {
    const statements = [{ ...morning, absent: false }];
    const { text } = mailOf(
      { kind: 'ABSENCE_CORRECTED', date: '2026-03-12', statements },
      'Mr Lovelace',
      nameOf,
      berlin,
    );
    expect(text).toContain('We have told you of an absence on Thursday 12 March 2026.');
    expect(text).toContain('- Ada Lovelace: not absent at 09:00');
  });
});

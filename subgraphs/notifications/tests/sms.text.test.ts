import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { referenceOf, segmentsOf, septetsOf, smsOf } from '../src/delivery/sms.text.ts';

const reference = 'A1B2C3D4E5F6';
/** Letters that every phone of 1995 could show, and letters of schools all over the world. */
const letter = fc.oneof(
  fc.constantFrom(...'abc XYZ19.:-äöüßñ€[]{}'),
  fc.constantFrom(...'éèêçãőłśžабвनमक學校🏫'),
);
const name = fc.array(letter, { maxLength: 200 }).map((letters) => letters.join(''));
const title = fc
  .array(fc.constantFrom(...'abc DEF 0123:'), { maxLength: 60 })
  .map((letters) => letters.join(''));

describe('A text message', () => {
  it('is one segment whatever the school is called, and says from whom, of what and under which reference', () => {
    fc.assert(
      fc.property(name, title, (school, what) => {
        const text = smsOf(school, what, reference);
        expect(segmentsOf(text)).toBe(1);
        expect(septetsOf(text)).not.toBeNull();
        expect(text).toMatch(/^\S/);
        expect(text).toContain(`: ${what}. `);
        expect(text).toContain(reference);
      }),
    );
  });

  it('keeps the name of a school that it can write, without the accents that it cannot, and does without where it must', () => {
    expect(smsOf('Grüne Schule', 'Absence', reference)).toMatch(/^Grüne Schule: Absence\./);
    expect(smsOf('Szkoła im. Czesława', 'Absence', reference)).toMatch(/^School: /);
    expect(smsOf('École Évêque', 'Absence', reference)).toMatch(/^Ecole Eveque: /);
    expect(smsOf('केन्द्रीय विद्यालय', 'Absence', reference)).toMatch(/^School: Absence\./);
  });

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
    ['🏫'.repeat(35), 1],
    ['🏫'.repeat(36), 2],
  ])('is counted as the standard counts it (%#)', (text, segments) => {
    expect(segmentsOf(text)).toBe(segments);
  });

  it('is known again by the end of its delivery id, in which all is chance', () => {
    expect(referenceOf('0190c0de-0000-7000-8000-a1b2c3d4e5f6')).toBe(reference);
  });
});

import { Refusal } from '@learnova/platform/refusal';
import fc from 'fast-check';
import { decideImport, type RowFault } from '../src/admission/import-students.rules.ts';

const name = fc.constantFrom('Ann', ' Bob ', '', 'x'.repeat(201), 'a\nb');
const email = fc.constantFrom(
  null,
  undefined,
  'a@x.example',
  ' A@X.example ',
  'b@x.example',
  'taken@x.example',
  'none',
);
const number = fc.constantFrom('1', ' 1', '2', '3', '4', 'TAKEN', '', 'n'.repeat(41));
const wish = fc.record({ number, person: fc.record({ name, email }) });
const taken = { emails: new Set(['taken@x.example']), numbers: new Set(['TAKEN']) };

/** The places of a list that cannot be, found by looking at each place alone. */
function wrongPlaces(
  rows: readonly { number: string; person: { name: string; email?: string | null | undefined } }[],
) {
  const emails = rows.map(({ person }) => person.email?.trim().toLowerCase());
  const numbers = rows.map((row) => row.number.trim());
  return rows.flatMap(({ person }, n) => {
    const mail = emails[n];
    const isName = ['Ann', ' Bob '].includes(person.name);
    const isMail =
      mail === undefined || (mail !== 'none' && mail !== 'taken@x.example' && emails.indexOf(mail) === n);
    const isNumber =
      ['1', '2', '3', '4'].includes(numbers[n] ?? '') && numbers.indexOf(numbers[n] ?? '') === n;
    return [
      ...(isName ? [] : [`${n + 1} name`]),
      ...(isMail ? [] : [`${n + 1} email`]),
      ...(isNumber ? [] : [`${n + 1} number`]),
    ];
  });
}

test('an import tells each place that cannot be, once, and decides upon all rows where there is none', () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 6 }), (rows) => {
      const expected = wrongPlaces(rows);
      let told: readonly RowFault[] = [];
      try {
        const wishes = rows.map(({ number, person: { name, email = null } }) => ({
          number,
          person: { name, email },
        }));
        expect(decideImport(wishes, taken)).toHaveLength(rows.length);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        told = error.extensions.faults as RowFault[];
      }
      expect(told.map(({ row, field }) => `${row} ${field.at(-1)}`).sort()).toEqual(expected.toSorted());
    }),
    { numRuns: 2000 },
  );
});

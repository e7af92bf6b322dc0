import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { schoolDaysOf } from '../src/session/calendar.rules.ts';

const path = ['institution', 'school', 'department'];
const entry = fc.record({
  organizationId: fc.constantFrom(...path, 'another school'),
  date: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04'),
  isSchoolDay: fc.boolean(),
});

test('the nearest calendar that says something about a day decides; of silence nobody makes a school day', () => {
  const entries = fc.uniqueArray(entry, { selector: (e) => `${e.organizationId} ${e.date}` });
  fc.assert(
    fc.property(entries, (calendar) => {
      const days = schoolDaysOf(calendar, path);
      for (const date of ['2026-03-02', '2026-03-03', '2026-03-04']) {
        let oracle = false;
        for (const organizationId of path) {
          for (const e of calendar)
            if (e.organizationId === organizationId && e.date === date) oracle = e.isSchoolDay;
        }
        expect(days.has(date)).toBe(oracle);
      }
    }),
  );
});

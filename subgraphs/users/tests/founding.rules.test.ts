import { type Before, decideFounding } from '../src/founding/founding.rules.ts';

const institution = { name: ' Gymnasium am Teich', timeZone: 'Europe/Vienna', locale: 'de-at' };
const administrator = {
  ...{ name: 'Ada Ostrowska ', sortName: 'Ostrowska, Ada', email: ' Ada@School.example' },
  password: 'correct horse battery staple',
};
const empty: Before = {
  ...{ institution: undefined, administrators: [] },
  ...{ isEmailTaken: false, isTimeZoneKnown: true },
};
const standing: Before = { ...empty, institution: { name: 'Gymnasium am Teich' } };
const today = '2026-09-01';

const code = (before: Before, place: object | null = {}, who: object = {}) => {
  const told = {
    institution: place && { ...institution, ...place },
    administrator: { ...administrator, ...who },
  };
  try {
    decideFounding(told, before, today);
    return 'NO_ERROR';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('names are written as they are meant, e-mails in small letters, locales as everybody writes them', () => {
  const decided = decideFounding({ institution, administrator }, empty, today);
  expect(decided).toEqual({
    institution: { name: 'Gymnasium am Teich', timeZone: 'Europe/Vienna', locale: 'de-AT' },
    administrator: { ...administrator, name: 'Ada Ostrowska', email: 'ada@school.example' },
  });
});

test.each([
  [{ from: '2020-01-01', to: null }, 'ADMINISTRATOR_EXISTS'],
  [{ from: '2020-01-01', to: '2026-09-02' }, 'ADMINISTRATOR_EXISTS'],
  [{ from: '2027-01-01', to: null }, 'ADMINISTRATOR_EXISTS'],
  [{ from: '2020-01-01', to: '2026-09-01' }, 'NO_ERROR'],
])('beside an administrator %j: %s', (dated, expected) => {
  expect(code({ ...standing, administrators: [dated] }, null)).toBe(expected);
});

test('an institution is founded where there is none, and nowhere else', () => {
  expect(code(empty, null)).toBe('BAD_USER_INPUT');
  expect(code(standing)).toBe('INSTITUTION_EXISTS');
  expect(code(standing, null)).toBe('NO_ERROR');
});

test.each<[string, object, object, string]>([
  ['no locale', { locale: 'german!' }, {}, 'BAD_USER_INPUT'],
  ['a nameless institution', { name: ' ' }, {}, 'BAD_USER_INPUT'],
  ['a nameless person', {}, { name: '' }, 'BAD_USER_INPUT'],
  ['a name in two lines', {}, { sortName: 'Ostrowska\nAda' }, 'BAD_USER_INPUT'],
  ['no e-mail', {}, { email: 'ada' }, 'BAD_USER_INPUT'],
  ['a short password', {}, { password: 'horse' }, 'PASSWORD_TOO_WEAK'],
  ['the e-mail as password', {}, { password: 'ada@school.example' }, 'PASSWORD_TOO_WEAK'],
  ['the name of the school as password', {}, { password: 'Gymnasium am Teich' }, 'PASSWORD_TOO_WEAK'],
])('%s is refused', (_what, place, who, expected) => expect(code(empty, place, who)).toBe(expected));

test('a time zone that the database does not know, and an e-mail that is taken, are refused', () => {
  expect(code({ ...empty, isTimeZoneKnown: false })).toBe('BAD_USER_INPUT');
  expect(code({ ...standing, isEmailTaken: true }, null)).toBe('EMAIL_TAKEN');
});

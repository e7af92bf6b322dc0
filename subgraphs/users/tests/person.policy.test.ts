import {
  dependsOnTeaching,
  mayReach,
  seesGuardian,
  seesPerson,
  seesStaff,
  seesStudent,
  type Viewpoint,
} from '../src/person/person.policy.ts';
import type { Ties } from '../src/person/person.reads.ts';

const nobody: Viewpoint = {
  personId: 'me',
  children: new Set(),
  office: new Set(),
  registry: new Set(),
  neighbourhood: new Set(),
  pupils: new Set(),
};
const student: Ties = { id: 'pupil', studentOf: 'school', staffOf: null, guardianIn: null };
const teacher: Ties = { id: 'teacher', studentOf: null, staffOf: 'school', guardianIn: null };
const mother: Ties = { id: 'mother', studentOf: null, staffOf: null, guardianIn: ['school'] };

const guardian: Viewpoint = {
  ...nobody,
  children: new Set(['pupil']),
  neighbourhood: new Set(['school', 'institution']),
};
const colleague: Viewpoint = {
  ...nobody,
  neighbourhood: new Set(['school', 'institution']),
  pupils: new Set(['pupil']),
};
const head: Viewpoint = { ...nobody, office: new Set(['school']), neighbourhood: new Set(['school']) };
const registrar: Viewpoint = { ...head, registry: new Set(['school']) };

test('a student is seen by a guardian of today, by who teaches them now, and by the office', () => {
  const sees = [nobody, guardian, colleague, head, registrar].map((who) => seesStudent(who, student));
  expect(sees).toEqual([false, true, true, true, true]);
});

test('staff are seen by everybody of their school, and a guardian by its office alone', () => {
  const all = [nobody, guardian, colleague, head, registrar];
  expect(all.map((who) => seesStaff(who, teacher))).toEqual([false, true, true, true, true]);
  expect(all.map((who) => seesGuardian(who, mother))).toEqual([false, false, false, true, true]);
});

test('a teacher who is also a guardian shows as a teacher to who may see teachers, and as no guardian', () => {
  const both: Ties = { ...teacher, guardianIn: ['school'] };
  expect(seesPerson(colleague, both)).toBe(true);
  expect(seesGuardian(colleague, both)).toBe(false);
});

test('an e-mail is read by its owner and by the registry, not by heads, teachers or guardians', () => {
  const all = [{ ...nobody, personId: 'pupil' }, guardian, colleague, head, registrar];
  expect(all.map((who) => mayReach(who, student))).toEqual([true, false, false, false, true]);
});

test('academics is asked only about students whom nothing else makes visible', () => {
  expect(dependsOnTeaching(nobody, student)).toBe(true);
  expect([guardian, head].some((who) => dependsOnTeaching(who, student))).toBe(false);
  expect([teacher, mother].some((who) => dependsOnTeaching(nobody, who))).toBe(false);
});

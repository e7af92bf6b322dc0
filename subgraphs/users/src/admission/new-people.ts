import { forbidden } from '@learnova/platform/refusal';
import { Guardian } from '../person/guardian.entity.ts';
import { Person } from '../person/person.entity.ts';
import type { PersonDetails } from '../person/person.rules.ts';
import { Staff } from '../person/staff.entity.ts';
import { Student } from '../person/student.entity.ts';
import type { StudentDetails } from './admission.rules.ts';

/** The rows of somebody who is new: the human, and what the human is to the school. */
export function newStudent(id: string, organizationId: string, { number, ...details }: StudentDetails) {
  return [newPerson(id, details), Object.assign(new Student(), { id, organizationId, number })];
}

export function newStaff(id: string, organizationId: string, details: PersonDetails) {
  return [newPerson(id, details), Object.assign(new Staff(), { id, organizationId })];
}

export function newGuardian(id: string, details: PersonDetails) {
  return [newPerson(id, details), Object.assign(new Guardian(), { id })];
}

const newPerson = (id: string, details: PersonDetails) => Object.assign(new Person(), { id, ...details });

export const notByYou = () =>
  forbidden('Whom a school admits and employs is written down by its registry. Ask the office.');

import { answer } from '@learnova/platform/ask/answer';
import { Contacts, Names } from '@learnova/schema/asks/users';
import { institution, organizationsById } from '../organization/organization.reads.ts';
import { type PersonRow, peopleById } from './person.reads.ts';

export const names = answer(Names, async (request, { personIds }) => {
  const people = await peopleById(request, personIds);
  return people.map(({ id, name }) => ({ personId: id, name }));
});

/** People are written to in the language of the school they belong to, or else of the institution; who has left, is not any more. */
export const contacts = answer(Contacts, async (request, { personIds }) => {
  const people = await peopleById(request, personIds);
  const schools = await organizationsById(
    request,
    people.flatMap((person) => schoolOf(person) ?? []),
  );
  const root = await institution(request);
  return people.map((person) => {
    const school = schools.find(({ id }) => id === schoolOf(person)) ?? root;
    const { id: personId, name, deactivatedAt } = person;
    const { email, mobilePhone } = deactivatedAt === null ? person : nowhere;
    return { personId, name, email, mobilePhone, locale: school?.locale ?? 'en' };
  });
});

const nowhere = { email: null, mobilePhone: null };

const schoolOf = ({ guardianIn, studentOf, staffOf }: PersonRow) => guardianIn?.[0] ?? studentOf ?? staffOf;

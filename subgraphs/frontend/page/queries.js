const lesson = 'startsAt endsAt meeting { id room { name } } section { id title }';
const taken = `${lesson} isTaken expected present late absent`;
const owed = 'outstanding { amountMinor currency } overdue { amountMinor currency } nextDueOn';
const counts = 'date lessons taken expected present late absent';

const office = `id organization { id name timeZone } leaveWaiting owed { ${owed} }
  attendance { today { ${counts} } missingCount missing { ${lesson} } }`;
const teacher = `id date timeZone lessons { ${taken} } missing { ${lesson} }
  onLeave { from to student { id person { name } } section { id title } }`;
const student = `id date timeZone student { id person { name } } owed { ${owed} } lessons { ${lesson} }
  attendance { since present late absent excused }
  results { publishedAt section { id title } result { id state grade percentage } }
  leave { firstDay lastDay isApproved }`;
const announcements = `announcements(first: 5) { nodes {
    id title body visibleFrom organization { id name timeZone } section { id title } } }`;

/** All of the first screen in one query. */
export const first = `query {
  viewer {
    id
    person { name }
    roles { organization { id } }
    preferences { language theme timeZone }
    ${announcements}
    home { offices { ${office} } teacher { ${teacher} } students { ${student} student { organization { id } } } }
  }
}`;

/** What is watched, and which part of the screen each answer replaces. */
export const watched = {
  office: `subscription ($id: UUID!) { it: officeHomeChanged(organizationId: $id) { ${office} } }`,
  teacher: `subscription ($id: UUID!) { it: teacherHomeChanged(personId: $id) { ${teacher} } }`,
  student: `subscription ($id: UUID!) { it: studentHomeChanged(studentId: $id) { ${student} } }`,
  announcements: `subscription ($id: UUID!) { it: announcementsChanged(organizationId: $id) { id ${announcements} } }`,
};

/** What is looked for, each part answered by who owns it. */
export const find = `query ($text: String!) {
  viewer {
    findPeople(text: $text, first: 8) { person { id name } student { number } staff { id } }
    findSections(text: $text, first: 8) { id title course { title } }
  }
}`;

export const setPreferences = `mutation ($input: SetPreferencesInput!) {
  setPreferences(input: $input) { preferences { language theme timeZone } }
}`;

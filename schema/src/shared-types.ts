/**
 * What the graph says of the types that several subgraphs carry: the owner's words, told once, since composition keeps only one
 * of several texts. A stub shows its id to whoever sees what refers to it, and nothing else without a policy of its own.
 */
export const sharedTypes = {
  Organization: {
    type: 'A node of the tree institution > campus or school > department. Visible to everybody who is signed in.',
    id: 'Its id. Visible to everybody who is signed in.',
  },
  Person: {
    type:
      'A human. Visible to the person; a student to their guardians of today, to who teaches them now and to the office above ' +
      'their school; staff to everybody of the same school; a guardian to the office above the school of a child.',
    id:
      'Their id, which is also that of the student, staff or guardian. Visible to whoever may see the person, or something that ' +
      'refers to them.',
  },
  Student: {
    type:
      'A person as a learner. Visible to the student, to their guardians of today, to who teaches them now and to the office ' +
      '(administrator, registrar, bursar, head of department) above the school that admitted them.',
    id: "The person's id. Visible to whoever may see the student, or something that refers to them.",
  },
  Staff: {
    type:
      'A person who works for a school. Visible to themselves and to everybody of that school: who holds a role in it, above ' +
      'or below it today, its students, and the guardians of today of its students.',
    id: "The person's id. Visible to whoever may see the member of staff, or something that refers to them.",
  },
  Viewer: {
    type: 'Who asks, and all that is theirs. Visible to themselves only: a reference to anybody else finds nothing.',
    id: "The person's id. Visible to themselves only.",
  },
  Section: {
    type:
      'A course taught to a group in a term (OneRoster: class). Seen by staff who teach it now, students enrolled in it now, ' +
      'guardians who may now see the records of one of these, and by administrators, registrars and heads of department ' +
      'of its organization.',
    id: 'The section. Seen by whoever sees the section, or something that refers to it.',
  },
  Meeting: {
    type: 'One dated lesson of a section. Seen by whoever sees its section; staff and students see those of their own day besides.',
    id: 'The meeting, and its register. Seen by whoever sees the meeting, or its register.',
  },
  Program: {
    type:
      'What a student is admitted to, beside the grade: a bilingual branch, a course of study. Visible to everybody of the ' +
      'organization that offers it: who holds a role in it, above or below it today, its students, and guardians of today of its ' +
      'students.',
    id: 'The program. Visible to whoever may see the program, or something that refers to it.',
  },
  SectionResult: {
    type:
      'What a student has reached in a section (OneRoster: result). Seen by who teaches the section now and by who oversees its ' +
      'organization; once it is published, by the student and by guardians who may now see their records.',
    id: 'This version of the result. Seen by whoever sees the result, or something that refers to it.',
  },
} as const;

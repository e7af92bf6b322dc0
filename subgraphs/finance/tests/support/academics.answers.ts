/** A school as academics knows it; a test may change who is where. */
export interface Academics {
  readonly institution: string;
  readonly school: string;
  readonly otherSchool: string;
  readonly term: string;
  readonly program: string;
  readonly institutionProgram: string;
  readonly otherProgram: string;
  readonly enrolled: { studentId: string; organizationId: string; grade: string; to: string | null }[];
  readonly inPrograms: { studentId: string; programId: string; to: string | null }[];
  answersOfCohort: number;
  day(offset: number): string;
}

/** What academics would say of it. */
export function academicsOf(school: Academics) {
  return {
    'academics.sessions': ({ sessionIds }: { sessionIds: string[] }) =>
      sessionIds
        .filter((id) => id === school.term)
        .map((sessionId) => ({
          ...{ sessionId, organizationId: school.institution, title: 'Term' },
          ...{ from: school.day(-30), to: school.day(60) },
        })),
    'academics.programs': ({ programIds }: { programIds: string[] }) =>
      [
        { programId: school.program, organizationId: school.school },
        { programId: school.institutionProgram, organizationId: school.institution },
        { programId: school.otherProgram, organizationId: school.otherSchool },
      ].filter(({ programId }) => programIds.includes(programId)),
    'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
      school.enrolled.filter(({ studentId, to }) => studentIds.includes(studentId) && to === null),
    'academics.cohort': (asked: {
      organizationIds: string[];
      grade: string | null;
      programId: string | null;
      date: string;
      studentIds: string[] | null;
      after: string | null;
      limit: number;
    }) => {
      school.answersOfCohort -= 1;
      if (school.answersOfCohort < 0) throw new Error('academics is down');
      return school.enrolled
        .filter(({ organizationId }) => asked.organizationIds.includes(organizationId))
        .filter(({ grade }) => asked.grade === null || grade === asked.grade)
        .filter(({ to }) => to === null || asked.date < to)
        .filter(
          ({ studentId }) =>
            asked.programId === null ||
            school.inPrograms.some(
              (one) =>
                one.programId === asked.programId &&
                one.studentId === studentId &&
                (one.to === null || asked.date < one.to),
            ),
        )
        .filter(({ studentId }) => asked.studentIds?.includes(studentId) ?? true)
        .filter(({ studentId }) => asked.after === null || studentId > asked.after)
        .toSorted((one, other) => (one.studentId < other.studentId ? -1 : 1))
        .slice(0, asked.limit);
    },
  };
}

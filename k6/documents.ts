/** What scenarios ask besides the story's own operations, as a front end would write it. */
export const signIn = /* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { accessToken }
  }
`;

export const self = /* GraphQL */ `
  query Self {
    viewer { id roles { organization { id } } children { student { id } } }
  }
`;

/** The registers of a day: by these a run knows what there is to do, and afterwards what came of it. */
export const registersOfDay = /* GraphQL */ `
  query RegistersOfDay($organizationId: UUID!, $date: Date!) {
    attendanceBoard(organizationId: $organizationId, date: $date) {
      registers { id version section { staff { id } } }
    }
  }
`;

export const lesson = /* GraphQL */ `
  query Lesson($id: UUID!) {
    meeting(id: $id) {
      startsAt
      section { title }
      register { id version status expected { id person { name } } }
    }
  }
`;

export const overview = /* GraphQL */ `
  query Overview($organizationId: UUID!, $date: Date!) {
    attendanceBoard(organizationId: $organizationId, date: $date) {
      takenCount
      notTakenCount
      counts { expected present late absent }
      registers { id status section { title } counts { absent late } }
    }
  }
`;

/** With the time at which each mark was recorded: whoever only watches can tell by it how late it is. */
export const board = /* GraphQL */ `
  subscription Board($organizationId: UUID!) {
    attendanceBoardChanged(organizationId: $organizationId) {
      id
      version
      section { title course { title } }
      marks { student { id person { name } } code { category } recordedAt }
    }
  }
`;

export const child = /* GraphQL */ `
  subscription Child($studentId: UUID!) {
    studentAttendanceChanged(studentId: $studentId) {
      student { id person { name } }
      code { category }
      recordedAt
      register { id section { title } }
    }
  }
`;

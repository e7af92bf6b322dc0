/** Every operation of the story, as a front end would write it. */
export const meetingsOfDay = /* GraphQL */ `
  query Meetings($date: Date!) {
    viewer {
      meetings(date: $date) {
        id
        startsAt
        section { id title organization { id } }
        register { id status version expected { id } marks { student { id } code { id category } } }
      }
    }
  }
`;

export const codes = /* GraphQL */ `
  query Codes($organizationId: UUID!) {
    attendanceCodes(organizationId: $organizationId) { id category officeOnly }
  }
`;

export const submit = /* GraphQL */ `
  mutation Submit($input: SubmitRegisterInput!) {
    submitRegister(input: $input) { register { id version status } }
  }
`;

export const correct = /* GraphQL */ `
  mutation Correct($input: CorrectMarkInput!) {
    correctMark(input: $input) { register { id version } }
  }
`;

export const board = /* GraphQL */ `
  subscription Board($organizationId: UUID!) {
    attendanceBoardChanged(organizationId: $organizationId) {
      id
      version
      section { title course { title } }
      marks { student { id person { name } } code { category } }
    }
  }
`;

export const children = /* GraphQL */ `
  query Children {
    viewer {
      person { name }
      children { id version studentId: id student { id person { name } attendance { nodes { code { category } } } } }
    }
  }
`;

export const student = /* GraphQL */ `
  query Student($id: UUID!) {
    student(id: $id) { id person { name } attendance { nodes { code { category } } } }
  }
`;

export const childLive = /* GraphQL */ `
  subscription Child($studentId: UUID!) {
    studentAttendanceChanged(studentId: $studentId) {
      id
      student { id person { name } }
      code { category }
      register { id section { title } }
    }
  }
`;

export const guardiansOf = /* GraphQL */ `
  query Guardians($id: UUID!) {
    student(id: $id) { guardianships { id version from to guardian { id } } }
  }
`;

export const endGuardianship = /* GraphQL */ `
  mutation End($input: EndGuardianshipInput!) {
    endGuardianship(input: $input) { guardianship { id to } }
  }
`;

export const recordGuardianship = /* GraphQL */ `
  mutation Record($input: RecordGuardianshipInput!) {
    recordGuardianship(input: $input) { guardianship { id } }
  }
`;

export const signOut = /* GraphQL */ `
  mutation SignOut { signOut { sessionId } }
`;

export const viewerName = /* GraphQL */ `
  query Me { viewer { person { id name } } }
`;

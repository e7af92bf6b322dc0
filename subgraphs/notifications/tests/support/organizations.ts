/** What users answers of any organization: a school in another time zone than the tests', below nothing. */
export const organizationsOf = ({ organizationIds }: { organizationIds: string[] }) =>
  organizationIds.map((organizationId) => ({
    organizationId,
    name: 'School',
    timeZone: 'Asia/Kolkata',
    locale: 'en',
    path: [organizationId],
    subtree: [organizationId],
  }));

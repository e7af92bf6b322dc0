/** Whoever gives results in a section takes its turn, so that each has a version of its own. */
export const turnsOf = (sectionId: string) => `results of ${sectionId}`;

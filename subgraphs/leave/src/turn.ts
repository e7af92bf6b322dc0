/** Whoever changes what a person has of leave does so in turn: requests, decisions and grants are weighed against each other. */
export const leaveTurn = (personId: string): string => `leave ${personId}`;

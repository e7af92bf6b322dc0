/** Something that the operator can change keeps the system from starting. The message is for them: print it alone. */
export class CannotStart extends Error {}

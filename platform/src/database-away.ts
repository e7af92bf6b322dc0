/** The server ends the link or lets nobody in (https://www.postgresql.org/docs/current/errcodes-appendix.html); the network lost it. */
const codes = /^(08\w{3}|57P0[1235]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;
/** What `pg` says of a link that broke has no code. */
const words = /^(Connection terminated|Client has encountered a connection error)/;

/** Whether the database went away beneath this: as it restarts, fails over or is cut off. Nobody knows then what was committed. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' ? codes.test(code) : words.test(error.message)) return true;
  return cause !== error && isDatabaseAway(cause);
}

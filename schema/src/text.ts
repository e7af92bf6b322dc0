/** PostgreSQL knows no NUL in a text, and in JSON neither that nor half of a surrogate pair. */
export function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/**
 * Whether a day or an instant, written as ISO 8601 has it, lies in a year that a school can mean: 1900 to 2199. Nobody there was
 * born before, and nothing is planned beyond. What is left out is no day everywhere: PostgreSQL knows no year 0000, and
 * the day after the last of 9999 has a year of five digits.
 */
export function isSaneYear(iso: string): boolean {
  return /^(19|20|21)\d\d-/.test(iso);
}

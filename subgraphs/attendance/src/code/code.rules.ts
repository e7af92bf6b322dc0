import type { AttendanceCode } from './attendance-code.entity.ts';

/**
 * The codes of an organization: those of the nearest organization on its path that has any. A school that sets its own
 * sets all of them, so no two words for one thing ever stand side by side.
 * @param path from the institution down to the organization itself
 */
export function codesInForce(path: readonly string[], codes: readonly AttendanceCode[]): AttendanceCode[] {
  const given = codes.filter(({ retiredAt }) => retiredAt === null);
  const nearest = path.findLast((organizationId) =>
    given.some((code) => code.organizationId === organizationId),
  );
  return given.filter((code) => code.organizationId === nearest);
}

import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import type { AttendanceTables } from '../tables.ts';
import { AttendanceCode } from './attendance-code.entity.ts';
import { codesInForce } from './code.rules.ts';

/** Codes by id. What a code is called is no secret of anybody: the mark that bears it is. */
export const codeLoader = defineLoader<AttendanceCode>({
  type: 'AttendanceCode',
  load: (request, ids) => codesWhere(request, 'id', ids),
  visible: async (_request, codes) => codes,
});

/** The codes that are in force in an organization, in the order of their signs. One query. */
export async function loadCodes(request: Request, path: readonly string[]): Promise<AttendanceCode[]> {
  const codes = codesInForce(path, await codesWhere(request, 'organization_id', path));
  for (const code of codes) request.prime(codeLoader, code);
  return codes;
}

async function codesWhere(
  request: Request,
  column: 'id' | 'organization_id',
  values: readonly string[],
): Promise<AttendanceCode[]> {
  const rows = await request
    .reads<AttendanceTables>()
    .selectFrom('attendance_code')
    .select(['id', 'code', 'name', 'category', 'excused'])
    .select(['organization_id as organizationId', 'is_default as isDefault', 'office_only as officeOnly'])
    .select('retired_at as retiredAt')
    .where(column, 'in', values)
    .orderBy('code')
    .execute();
  return rows.map((row) => Object.assign(new AttendanceCode(), row));
}

import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import type { Statement } from './absence.rules.ts';
import type { ZoneOf } from './absence.text.ts';

/** The time zones of the schools that these statements come from, asked together. */
export async function zonesOf(request: Request, statements: readonly Statement[]): Promise<ZoneOf> {
  const organizationIds = [...new Set(statements.map((statement) => statement.organizationId))].sort();
  const organizations = await request.ask(Organizations, { organizationIds });
  const zones = new Map(organizations.map(({ organizationId, timeZone }) => [organizationId, timeZone]));
  return (organizationId) => zones.get(organizationId) ?? 'UTC';
}

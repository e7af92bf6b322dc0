import { publish } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { RegisterExcused } from '@learnova/schema/events/attendance';
import { tell } from '../register/register.live.ts';
import type { Register } from '../register/register.type.ts';

/** Registers that were taken say something else now of students: an event for each, since each points at the topics of its own. */
export async function tellExcused(
  request: Request,
  registers: readonly Register[],
  changed: readonly string[],
): Promise<void> {
  if (registers.length === 0 || changed.length === 0) return;
  const organizationIds = [...new Set(registers.map(({ organizationId }) => organizationId))].sort();
  const places = await request.ask(Organizations, { organizationIds });
  const now = await request.now();
  for (const register of registers) {
    const path = places.find((place) => place.organizationId === register.organizationId)?.path ?? [];
    publish(request, RegisterExcused, tell(register, { version: register.version, changed }, path), now);
  }
}

import { unknownId } from './cast.ts';
import type { Ground } from './scene.ts';

/** The program that students of an organization may be admitted to: its own, or for a department that of its school. */
export function programAt({ school, ids }: Pick<Ground, 'school' | 'ids'>, organizationId: string): string {
  const at = organizationId === ids.department ? ids.school : organizationId;
  return school.programs.offered.find((program) => program.organizationId === at)?.id ?? unknownId;
}

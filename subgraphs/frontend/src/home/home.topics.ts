import { publish } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import type { Pointer } from '@learnova/platform/live/log';
import type { Request } from '@learnova/platform/request';
import { HomesChanged } from '@learnova/schema/events/frontend';
import { topic } from '@learnova/schema/topics';
import type { z } from 'zod';

/** The turn that a rebuilding takes alone. */
export const allHomes = 'frontend homes';

export const officeTopic = (organizationId: string) => topic('frontend.office', organizationId);
export const teacherTopic = (staffId: string) => topic('frontend.teacher', staffId);
export const studentTopic = (studentId: string) => topic('frontend.student', studentId);

/** Whose first screens are another now. */
export interface Concerned {
  readonly organizationIds: readonly string[];
  readonly staffIds: readonly string[];
  readonly studentIds: readonly string[];
}

/** Tells whoever watches one of these screens to read it again. */
export async function tellHomes(
  request: Request,
  because: z.infer<typeof HomesChanged.payload>['because'],
  { organizationIds, staffIds, studentIds }: Concerned,
): Promise<void> {
  const point = (ids: readonly string[], typename: string, topicOf: (id: string) => string): Pointer[] =>
    [...new Set(ids)].map((id) => ({ topic: topicOf(id), typename, key: { id }, version: 1 }));
  const live = [
    ...point(organizationIds, 'OfficeHome', officeTopic),
    ...point(staffIds, 'TeacherHome', teacherTopic),
    ...point(studentIds, 'StudentHome', studentTopic),
  ];
  if (live.length === 0) return;
  const fact = { aggregateId: newId(), version: 1, organizationId: null, payload: { because }, live };
  publish(request, HomesChanged, fact, await request.now());
}

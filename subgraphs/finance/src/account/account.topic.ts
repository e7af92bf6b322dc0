import type { Pointer } from '@learnova/platform/live/log';
import { topic } from '@learnova/schema/topics';

export const accountTopic = (studentId: string) => topic('finance.account', studentId);

/** What an event tells to whoever watches the accounts of these students: that they have changed. */
export function pointAt(studentIds: readonly string[], version: number): Pointer[] {
  return [...new Set(studentIds)].map((studentId) => ({
    topic: accountTopic(studentId),
    typename: 'StudentAccount',
    key: { id: studentId },
    version,
  }));
}

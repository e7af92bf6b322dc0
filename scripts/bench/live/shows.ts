import type { Pointer } from '@learnova/platform/live/log';
import { topic } from '@learnova/schema/topics';
import type { BenchSchool } from '../school.ts';
import { subscribing, type Wish } from './screens.ts';

/** Something that is told, and who watches it. */
export interface Told {
  readonly pointer: Pointer;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const register = /* GraphQL */ `
  subscription Roll($sectionId: UUID!) {
    registerChanged(sectionId: $sectionId) {
      id
      version
      section { title course { title } }
      marks { student { id person { name } } code { category } }
    }
  }
`;

const child = /* GraphQL */ `
  subscription Child($studentId: UUID!) {
    studentAttendanceChanged(studentId: $studentId) {
      student { id person { name } }
      code { category }
      register { id section { title } }
    }
  }
`;

export const sectionTopic = (sectionId: string) => topic('attendance.section', sectionId);

/** A topic for each class: its registers, which twenty may watch. */
export function registersOf({ classes }: BenchSchool): Told[] {
  return classes.flatMap(({ sections: [section] }) => {
    const taken = section?.meetings.at(-1);
    if (!section || !taken) return [];
    const pointer = {
      topic: sectionTopic(section.id),
      typename: 'Register',
      key: { id: taken.id },
      version: 1,
    };
    return [{ pointer, query: register, variables: { sectionId: section.id } }];
  });
}

/** A topic for each student: what holds of them. */
export function childrenOf({ classes }: BenchSchool): Told[] {
  return classes.flatMap(({ students, sections: [section] }) =>
    students.map(({ id: studentId }) => {
      const key = { registerId: section?.meetings.at(-1)?.id ?? '', studentId };
      const pointer = {
        topic: topic('attendance.student', studentId),
        typename: 'AttendanceMark',
        key,
        version: 1,
      };
      return { pointer, query: child, variables: { studentId } };
    }),
  );
}

/**
 * Sockets that watch all of these through a gateway, so many each; who watches one topic are different people, so that nobody's
 * asking is shared.
 */
export function watching(
  url: string,
  all: readonly Told[],
  bearers: readonly string[],
  each: number,
): Wish[] {
  return all.flatMap(({ pointer, query, variables }, n) =>
    Array.from({ length: each }, (_, m) => ({
      topic: pointer.topic,
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      open: subscribing(bearers[(n + m) % bearers.length] ?? '', query, variables),
    })),
  );
}

/** As many at the bare server. */
export function bareWatching(port: number, all: readonly Told[], each: number): Wish[] {
  return all.flatMap(({ pointer: { topic: name } }) =>
    Array.from({ length: each }, () => ({
      topic: name,
      url: `ws://127.0.0.1:${port}/${name}`,
      open: async () => undefined,
    })),
  );
}

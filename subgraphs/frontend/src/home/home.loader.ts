import { person } from '@learnova/platform/actor';
import { defineLoader } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { holdsRole } from '@learnova/platform/request';
import { bursary, overseers } from '@learnova/schema/role-groups';
import { tiesOf } from '../person.ties.ts';
import { seesStudentHome } from './home.policy.ts';
import { OfficeHome } from './office-home.type.ts';
import { StudentHome } from './student-home.type.ts';
import { TeacherHome } from './teacher-home.type.ts';

/** Who runs an organization in one way or another. */
export const runners = [...new Set([...overseers, ...bursary])];

/** Whether there is a screen follows from who asks: nothing of it is stored under its key. */
export const officeHomes = defineLoader<OfficeHome>({
  type: 'OfficeHome',
  load: async (_request, ids) => ids.map((id) => Object.assign(new OfficeHome(), { id })),
  visible: async (request, rows) => {
    const standing = await request.standing();
    return rows.filter(({ id }) => holdsRole(standing, runners, id));
  },
});

export const teacherHomes = defineLoader<TeacherHome>({
  type: 'TeacherHome',
  load: async (_request, ids) => ids.map((id) => Object.assign(new TeacherHome(), { id, date: '' })),
  visible: async (request, rows) => {
    const { personId } = person(request);
    const mine = rows.filter(({ id }) => id === personId);
    if (mine.length === 0) return [];
    const [{ taught }, standing, now] = [
      await tiesOf(request),
      await request.standing(),
      await request.now(),
    ];
    const teaches = taught.sectionIds.length > 0 || standing.roles.some(({ role }) => role === 'TEACHER');
    const { timeZone } = taught;
    const date = dayOf(now, timeZone);
    return teaches ? mine.map((home) => Object.assign(home, { date, timeZone })) : [];
  },
});

export const studentHomes = defineLoader<StudentHome>({
  type: 'StudentHome',
  load: async (_request, ids) => ids.map((id) => Object.assign(new StudentHome(), { id, date: '' })),
  visible: async (request, rows) => {
    const [ties, now] = [await tiesOf(request), await request.now()];
    return rows
      .filter(({ id }) => seesStudentHome(ties, id))
      .map((home) => {
        const { timeZone } = ties.planOf(home.id);
        return Object.assign(home, { date: dayOf(now, timeZone), timeZone });
      });
  },
});

import { unknownId } from './cast.ts';
import { type Case, type Door, entity, type Found, gateway, organization, viewer } from './door.ts';

/** What hangs on the first screens of an organization, a teacher, a student. */
const office = (c: Case, steps: readonly string[] = []): Door[] =>
  [
    gateway(['viewer', 'home', 'offices', ...steps], steps.length === 0 ? c.organization : undefined),
    entity('frontend', 'OfficeHome', c.organization, steps),
  ].slice(c.which === 'own' || steps.length === 0 ? 0 : 1);
const teacher = (c: Case, steps: readonly string[] = []): Door[] => [
  ...(c.which === 'own' ? [gateway(['viewer', 'home', 'teacher', ...steps])] : []),
  entity('frontend', 'TeacherHome', c.staff, steps),
];
const family = (c: Case, steps: readonly string[] = []): Door[] => [
  ...(steps.length === 0 ? [gateway(['viewer', 'home', 'students'], c.student)] : []),
  entity('frontend', 'StudentHome', c.student, steps),
];

/** What everybody of the organization is told. */
const announcementId = ({ scene, organization: id }: Case) =>
  scene.school.school.announcements.find((one) => one.organizationId === id && one.sectionId === null)?.id ??
  unknownId;

/** Every way to each type of frontend. */
export const frontendDoors: Readonly<Record<string, (c: Case) => Door[]>> = {
  Announcement: (c) => [
    ...viewer(c, 'frontend', ['announcements', 'nodes']).map((door) => ({
      ...door,
      isMeant: (found: Found) => found.id === announcementId(c),
    })),
    gateway([organization(c), 'announcements', 'nodes'], announcementId(c)),
    entity('frontend', 'Announcement', announcementId(c)),
  ],
  AnnouncementConnection: (c) => viewer(c, 'frontend', ['announcements']),
  AnnouncementEdge: (c) => viewer(c, 'frontend', ['announcements', 'edges']),
  Preferences: (c) => viewer(c, 'frontend', ['preferences']),
  Home: (c) => viewer(c, 'frontend', ['home']),
  OfficeHome: (c) => office(c),
  OfficeAttendance: (c) => office(c, ['attendance']),
  OfficeDayCounts: (c) => [...office(c, ['attendance', 'today']), ...office(c, ['attendance', 'recent'])],
  TeacherHome: (c) => teacher(c),
  LessonToTake: (c) => [
    ...[...teacher(c, ['lessons']), ...teacher(c, ['missing'])],
    ...office(c, ['attendance', 'missing']),
  ],
  StudentOnLeave: (c) => teacher(c, ['onLeave']),
  StudentHome: (c) => family(c),
  NewResult: (c) => family(c, ['results']),
  LeaveAhead: (c) => family(c, ['leave']),
  LessonToAttend: (c) => family(c, ['lessons']),
  StudentAttendance: (c) => family(c, ['attendance']),
  StudentDayCounts: (c) => family(c, ['attendance', 'days']),
  Owed: (c) => [...family(c, ['owed']), ...office(c, ['owed'])],
};

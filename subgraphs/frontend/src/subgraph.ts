import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { Announcement } from './announcement/announcement.entity.ts';
import {
  AnnouncementLiveResolver,
  announcementChanged,
  announcementsChanged,
} from './announcement/announcement.live.ts';
import { announcements } from './announcement/announcement.loader.ts';
import { AnnouncementMutations } from './announcement/announcement.mutations.ts';
import {
  AnnouncementResolver,
  OrganizationAnnouncements,
  overseesAnnouncements,
  ViewerAnnouncements,
} from './announcement/announcement.resolver.ts';
import { openAnnouncement } from './announcement/open-announcement.job.ts';
import { DocumentMutations } from './document/document.mutation.ts';
import { documentRoute, forgetLinks } from './document/document.route.ts';
import { DocumentKey, DocumentLink } from './document/document-link.entity.ts';
import { seedFrontend } from './frontend.seed.ts';
import { NewResultResolver, StudentOnLeaveResolver } from './home/family.resolver.ts';
import {
  HomeLiveResolver,
  officeHomeChanged,
  studentHomeChanged,
  teacherHomeChanged,
} from './home/home.live.ts';
import { officeHomes, studentHomes, teacherHomes } from './home/home.loader.ts';
import { homeReactions } from './home/home.reactions.ts';
import {
  HomeResolver,
  OfficeHomeResolver,
  StudentHomeResolver,
  TeacherHomeResolver,
} from './home/home.resolver.ts';
import { FamilyLeave, LeaveDay, WaitingLeave } from './home/leave.entity.ts';
import { Lesson, Roll } from './home/lesson.entity.ts';
import { LessonToAttendResolver, LessonToTakeResolver } from './home/lesson.type.ts';
import { OfficeDay } from './home/office-day.entity.ts';
import { OpenInvoice, OwedDay } from './home/owed.entity.ts';
import { PublishedResult } from './home/published-result.entity.ts';
import { rebuildHomes, rebuildNightly } from './home/rebuild.job.ts';
import { StudentDay } from './home/student-day.entity.ts';
import { Migration20261126071829_initial } from './migrations/Migration20261126071829_initial.ts';
import { Migration20261126073614_homes } from './migrations/Migration20261126073614_homes.ts';
import { Migration20261126083828_documents } from './migrations/Migration20261126083828_documents.ts';
import { Migration20261126142657_section_results } from './migrations/Migration20261126142657_section_results.ts';
import { Migration20261126143555_family } from './migrations/Migration20261126143555_family.ts';
import { OrganizationStub } from './organization.stub.ts';
import { pageRoutes } from './page/page.route.ts';
import { Preferences } from './preferences/preferences.entity.ts';
import { PreferencesResolver } from './preferences/preferences.resolver.ts';
import { ViewerStub } from './viewer.stub.ts';

export const frontend = defineSubgraph({
  name: 'frontend',
  entities: [Announcement, Preferences],
  facts: [DocumentLink, DocumentKey],
  copies: [
    ...[Lesson, Roll, OfficeDay, StudentDay, OpenInvoice, OwedDay],
    ...[PublishedResult, FamilyLeave, LeaveDay, WaitingLeave],
  ],
  migrations: [
    { name: 'Migration20261126071829_initial', class: Migration20261126071829_initial },
    { name: 'Migration20261126073614_homes', class: Migration20261126073614_homes },
    { name: 'Migration20261126083828_documents', class: Migration20261126083828_documents },
    { name: 'Migration20261126142657_section_results', class: Migration20261126142657_section_results },
    { name: 'Migration20261126143555_family', class: Migration20261126143555_family },
  ],
  resolvers: [
    ...[AnnouncementMutations, AnnouncementResolver, AnnouncementLiveResolver, DocumentMutations],
    ...[HomeResolver, OfficeHomeResolver, TeacherHomeResolver, StudentHomeResolver, HomeLiveResolver],
    ...[LessonToAttendResolver, LessonToTakeResolver, NewResultResolver, StudentOnLeaveResolver],
    ...[ViewerAnnouncements, OrganizationAnnouncements, PreferencesResolver],
  ],
  types: [OrganizationStub, ViewerStub],
  loaders: [announcements, officeHomes, studentHomes, teacherHomes],
  policies: {
    roots: {
      'Mutation.publishAnnouncement': signedIn,
      'Mutation.withdrawAnnouncement': signedIn,
      'Mutation.setPreferences': signedIn,
      'Mutation.createDocumentLink': signedIn,
    },
    fields: {
      'Viewer.announcements': own,
      'Viewer.home': own,
      'Viewer.preferences': own,
      'Organization.announcements': overseesAnnouncements,
    },
  },
  lives: [
    announcementChanged,
    announcementsChanged,
    officeHomeChanged,
    studentHomeChanged,
    teacherHomeChanged,
  ],
  answers: [],
  reactions: homeReactions,
  jobs: [openAnnouncement, rebuildHomes],
  schedules: [rebuildNightly, forgetLinks],
  routes: [...pageRoutes, documentRoute],
  seed: seedFrontend,
});

import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { Announcement } from './announcement/announcement.entity.ts';
import { AnnouncementLiveResolver, announcementChanged } from './announcement/announcement.live.ts';
import { announcements } from './announcement/announcement.loader.ts';
import { AnnouncementMutations } from './announcement/announcement.mutations.ts';
import {
  AnnouncementResolver,
  OrganizationAnnouncements,
  overseesAnnouncements,
  ViewerAnnouncements,
} from './announcement/announcement.resolver.ts';
import { openAnnouncement } from './announcement/open-announcement.job.ts';
import { seedFrontend } from './frontend.seed.ts';
import { Migration20261126071829_initial } from './migrations/Migration20261126071829_initial.ts';
import { OrganizationStub } from './organization.stub.ts';
import { Preferences } from './preferences/preferences.entity.ts';
import { PreferencesResolver } from './preferences/preferences.resolver.ts';
import { ViewerStub } from './viewer.stub.ts';

export const frontend = defineSubgraph({
  name: 'frontend',
  entities: [Announcement, Preferences],
  facts: [],
  migrations: [{ name: 'Migration20261126071829_initial', class: Migration20261126071829_initial }],
  resolvers: [
    ...[AnnouncementMutations, AnnouncementResolver, AnnouncementLiveResolver],
    ...[ViewerAnnouncements, OrganizationAnnouncements, PreferencesResolver],
  ],
  types: [OrganizationStub, ViewerStub],
  loaders: [announcements],
  policies: {
    roots: {
      'Mutation.publishAnnouncement': signedIn,
      'Mutation.withdrawAnnouncement': signedIn,
      'Mutation.setPreferences': signedIn,
    },
    fields: {
      'Viewer.announcements': own,
      'Viewer.preferences': own,
      'Organization.announcements': overseesAnnouncements,
    },
  },
  lives: [announcementChanged],
  answers: [],
  reactions: [],
  jobs: [openAnnouncement],
  schedules: [],
  routes: [],
  seed: seedFrontend,
});

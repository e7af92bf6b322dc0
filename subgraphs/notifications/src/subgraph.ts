import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { tellAbsences } from './absence/absence.job.ts';
import { hearCorrected, hearExcused, hearSubmitted } from './absence/absence.reactions.ts';
import { AbsenceNotice } from './absence/absence-notice.entity.ts';
import { accountReactions } from './account/account.reactions.ts';
import { Delivery } from './delivery/delivery.entity.ts';
import { sendDelivery } from './delivery/delivery.job.ts';
import { DeliveryAttempt } from './delivery/delivery-attempt.entity.ts';
import { feedbackReactions } from './feedback/feedback.reactions.ts';
import { leaveReactions } from './leave/leave.reactions.ts';
import { Migration20261123230133_initial } from './migrations/Migration20261123230133_initial.ts';
import { Migration20261126071343_subjects } from './migrations/Migration20261126071343_subjects.ts';
import { Migration20261126073213_sms } from './migrations/Migration20261126073213_sms.ts';
import { Migration20261126081255_reminders } from './migrations/Migration20261126081255_reminders.ts';
import { Migration20261126081949_reports } from './migrations/Migration20261126081949_reports.ts';
import { Migration20261126113904_confirmed } from './migrations/Migration20261126113904_confirmed.ts';
import { Migration20261126114930_matters } from './migrations/Migration20261126114930_matters.ts';
import { Migration20261126121537_work_due } from './migrations/Migration20261126121537_work_due.ts';
import { Migration20261126144807_results } from './migrations/Migration20261126144807_results.ts';
import { Migration20261127054205_result_news } from './migrations/Migration20261127054205_result_news.ts';
import { Migration20261127084902_account } from './migrations/Migration20261127084902_account.ts';
import { Notification } from './notification/notification.entity.ts';
import { inboxChanged } from './notification/notification.live.ts';
import { notificationLoader } from './notification/notification.loader.ts';
import { NotificationResolver } from './notification/notification.resolver.ts';
import { ViewerResolver } from './notification/viewer.resolver.ts';
import { ViewerStub } from './notification/viewer.stub.ts';
import { NotificationPreferences } from './preference/preferences.entity.ts';
import { PreferencesResolver, ViewerPreferencesResolver } from './preference/preferences.resolver.ts';
import { RecordedMail } from './recorded-mail/recorded-mail.entity.ts';
import { recordedMail, recordedSms } from './recorded-mail/recorded-mail.route.ts';
import { RecordedSms } from './recorded-mail/recorded-sms.entity.ts';
import { hearReminder } from './reminder/reminder.reaction.ts';
import { sendgridEvents, twilioStatus } from './report/callback.routes.ts';
import { DeliveryReport } from './report/delivery-report.entity.ts';
import { DeliveriesResolver } from './report/notification.resolver.ts';
import { tellResults } from './result/result.job.ts';
import { resultReactions } from './result/result.reactions.ts';
import { ResultNews } from './result/result-news.entity.ts';
import { settings } from './settings.ts';
import { StudentStub } from './student.stub.ts';
import { hearWorkDue } from './work/work.reaction.ts';

export const notifications = defineSubgraph({
  name: 'notifications',
  settings,
  entities: [AbsenceNotice, ResultNews, Notification, Delivery, NotificationPreferences],
  facts: [DeliveryAttempt, DeliveryReport, RecordedMail, RecordedSms],
  migrations: [
    { name: 'Migration20261123230133_initial', class: Migration20261123230133_initial },
    { name: 'Migration20261126071343_subjects', class: Migration20261126071343_subjects },
    { name: 'Migration20261126073213_sms', class: Migration20261126073213_sms },
    { name: 'Migration20261126081255_reminders', class: Migration20261126081255_reminders },
    { name: 'Migration20261126081949_reports', class: Migration20261126081949_reports },
    { name: 'Migration20261126113904_confirmed', class: Migration20261126113904_confirmed },
    { name: 'Migration20261126114930_matters', class: Migration20261126114930_matters },
    { name: 'Migration20261126121537_work_due', class: Migration20261126121537_work_due },
    { name: 'Migration20261126144807_results', class: Migration20261126144807_results },
    { name: 'Migration20261127054205_result_news', class: Migration20261127054205_result_news },
    { name: 'Migration20261127084902_account', class: Migration20261127084902_account },
  ],
  resolvers: [
    NotificationResolver,
    DeliveriesResolver,
    ViewerResolver,
    ViewerPreferencesResolver,
    PreferencesResolver,
  ],
  types: [StudentStub, ViewerStub],
  loaders: [notificationLoader],
  policies: {
    roots: { 'Mutation.markNotificationRead': signedIn, 'Mutation.setNotificationPreferences': signedIn },
    fields: { 'Viewer.inbox': own, 'Viewer.unreadCount': own, 'Viewer.notificationPreferences': own },
  },
  lives: [inboxChanged],
  answers: [],
  reactions: [
    ...[hearSubmitted, hearCorrected, hearExcused, hearReminder, hearWorkDue],
    ...[...leaveReactions, ...feedbackReactions, ...resultReactions, ...accountReactions],
  ],
  jobs: [tellAbsences, tellResults, sendDelivery],
  schedules: [],
  routes: [recordedMail, recordedSms, sendgridEvents, twilioStatus],
});

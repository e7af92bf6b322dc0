import { registerEnumType } from 'type-graphql';

export enum NotificationKind {
  ABSENCE = 'ABSENCE',
  ABSENCE_CORRECTED = 'ABSENCE_CORRECTED',
  INVOICE_DUE_SOON = 'INVOICE_DUE_SOON',
  INVOICE_OVERDUE = 'INVOICE_OVERDUE',
  LEAVE_REQUESTED = 'LEAVE_REQUESTED',
  LEAVE_REMINDER = 'LEAVE_REMINDER',
  LEAVE_APPROVED = 'LEAVE_APPROVED',
  LEAVE_DECLINED = 'LEAVE_DECLINED',
  LEAVE_WITHDRAWN = 'LEAVE_WITHDRAWN',
  LEAVE_CANCELLED = 'LEAVE_CANCELLED',
  FEEDBACK_GIVEN = 'FEEDBACK_GIVEN',
  FEEDBACK_ANSWERED = 'FEEDBACK_ANSWERED',
  EVALUATION_REMINDER = 'EVALUATION_REMINDER',
  WORK_DUE = 'WORK_DUE',
  RESULT_PUBLISHED = 'RESULT_PUBLISHED',
  RESULT_AMENDED = 'RESULT_AMENDED',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a notification tells of.',
  valuesConfig: {
    ABSENCE: { description: 'A child was marked absent.' },
    ABSENCE_CORRECTED: { description: 'A register that had said so, or had not, was corrected.' },
    INVOICE_DUE_SOON: { description: 'What is charged for a child is to be paid within days.' },
    INVOICE_OVERDUE: { description: 'The last day to pay what is charged for a child has passed.' },
    LEAVE_REQUESTED: { description: 'Leave was asked for, and waits for the decision of the person.' },
    LEAVE_REMINDER: { description: 'It waits still, after two days.' },
    LEAVE_APPROVED: { description: 'Leave of the person, or of a child, was granted.' },
    LEAVE_DECLINED: { description: 'Leave of the person, or of a child, was not granted.' },
    LEAVE_WITHDRAWN: { description: 'A request for leave was taken back before anybody had decided.' },
    LEAVE_CANCELLED: { description: 'Leave that was granted holds no longer.' },
    FEEDBACK_GIVEN: { description: 'Somebody told the school something, and the person hears it.' },
    FEEDBACK_ANSWERED: { description: 'The school has answered what the person told it.' },
    EVALUATION_REMINDER: { description: 'An evaluation ends soon, for which no ballot paper was taken.' },
    WORK_DUE: { description: 'Work that the student has not handed in is due within a day.' },
    RESULT_PUBLISHED: {
      description: 'Results of the person, or of children, can be seen that could not be seen before.',
    },
    RESULT_AMENDED: { description: 'Other versions have taken the place of results that were told before.' },
  },
});

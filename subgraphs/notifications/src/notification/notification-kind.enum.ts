import { registerEnumType } from 'type-graphql';

export enum NotificationKind {
  ABSENCE = 'ABSENCE',
  ABSENCE_CORRECTED = 'ABSENCE_CORRECTED',
  INVOICE_DUE_SOON = 'INVOICE_DUE_SOON',
  INVOICE_OVERDUE = 'INVOICE_OVERDUE',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a notification tells of.',
  valuesConfig: {
    ABSENCE: { description: 'A child was marked absent.' },
    ABSENCE_CORRECTED: { description: 'A register that had said so, or had not, was corrected.' },
    INVOICE_DUE_SOON: { description: 'What is charged for a child is to be paid within days.' },
    INVOICE_OVERDUE: { description: 'The last day to pay what is charged for a child has passed.' },
  },
});

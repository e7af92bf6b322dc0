import { registerEnumType } from 'type-graphql';

export enum NotificationKind {
  ABSENCE = 'ABSENCE',
  ABSENCE_CORRECTED = 'ABSENCE_CORRECTED',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a notification tells of.',
  valuesConfig: {
    ABSENCE: { description: 'A child was marked absent.' },
    ABSENCE_CORRECTED: { description: 'A register that had said so, or had not, was corrected.' },
  },
});

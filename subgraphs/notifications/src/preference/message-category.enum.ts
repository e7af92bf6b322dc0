import { registerEnumType } from 'type-graphql';

export enum MessageCategory {
  ATTENDANCE = 'ATTENDANCE',
  FEES = 'FEES',
  LEAVE = 'LEAVE',
  FEEDBACK = 'FEEDBACK',
  COURSEWORK = 'COURSEWORK',
  RESULTS = 'RESULTS',
}
registerEnumType(MessageCategory, {
  name: 'MessageCategory',
  description: 'The matters for each of which a person says how messages reach them.',
  valuesConfig: {
    ATTENDANCE: { description: 'Absences, and corrections of them. A text message comes at any hour.' },
    FEES: { description: 'Reminders of invoices. A text message waits for the end of quiet hours.' },
    LEAVE: { description: 'Requests for leave, and what becomes of them. A text message waits as well.' },
    FEEDBACK: {
      description: 'Feedback to the school, its answers, and evaluations. A text message waits as well.',
    },
    COURSEWORK: {
      description: 'Reminders of work that is due. A text message waits for the end of quiet hours.',
    },
    RESULTS: {
      description: 'That a result can be seen, and never what it is. A text message waits as well.',
    },
  },
});

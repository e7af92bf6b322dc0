import { registerEnumType } from 'type-graphql';

export enum MessageChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
}
registerEnumType(MessageChannel, {
  name: 'MessageChannel',
  description: 'A way by which a person is told of what stands in the inbox.',
  valuesConfig: {
    EMAIL: { description: 'A mail that says all of it.' },
    SMS: { description: 'A text message that names nobody and says where to read on.' },
  },
});

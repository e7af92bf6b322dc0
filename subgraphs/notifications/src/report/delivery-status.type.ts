import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { MessageChannel } from '../preference/message-channel.enum.ts';
import type { Status } from './report.rules.ts';

export enum DeliveryStatus {
  WAITING = 'WAITING',
  SENT = 'SENT',
  UNCONFIRMED = 'UNCONFIRMED',
  DELIVERED = 'DELIVERED',
  UNDELIVERED = 'UNDELIVERED',
  DECLINED = 'DECLINED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'What became of a message.',
  valuesConfig: {
    WAITING: { description: 'It is still to be sent.' },
    SENT: { description: 'The provider has it.' },
    UNCONFIRMED: { description: 'The answer of the provider was lost: it may be there.' },
    DELIVERED: { description: 'It has arrived, as the provider says.' },
    UNDELIVERED: { description: 'The provider could not hand it over.' },
    DECLINED: { description: 'Its receiver has said that they want none: STOP, or a complaint.' },
    FAILED: {
      description: 'It was not sent: there is no address, none that works, or the provider refused it.',
    },
    CANCELLED: { description: 'It was called off: nothing of it was to be told any more.' },
  },
});

@ObjectType('MessageDelivery', {
  description: 'One message by which somebody was told. Seen by the person who was told.',
})
export class MessageDelivery {
  @Field(() => MessageChannel, { description: 'By which way. Seen by the person who was told.' })
  channel!: `${MessageChannel}`;

  @Field(() => DeliveryStatus, { description: 'What became of it. Seen by the person who was told.' })
  status!: Status;
}

import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { MessageChannel } from '../preference/message-channel.enum.ts';
import { type DeliveryState, deliveryStates } from './delivery.rules.ts';

/** The intention to send one notification by one channel: it exists before anything is sent, and keeps its id at each attempt. */
@Entity({ tableName: 'delivery' })
export class Delivery {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  notificationId!: string;

  @Enum({ items: () => MessageChannel })
  channel!: `${MessageChannel}`;

  @Enum({ items: () => [...deliveryStates] })
  state: DeliveryState = 'PENDING';

  /** Whether its order goes on. One that is no longer sure to arrive, and no longer sent, is closed and stays unconfirmed. */
  @Property({ type: 'boolean' })
  isUnderWay = true;

  /** Tells the address to which it was last tried from others, and not which one it is; null before that. */
  @Index()
  @Property({ type: 'text', nullable: true })
  addressHash: string | null = null;

  /** How often it was tried, whatever became of it. */
  @Property({ type: 'integer' })
  attempts = 0;

  /** Of two workers that have both taken the order, the one that comes late stores nothing over the other's outcome. */
  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}

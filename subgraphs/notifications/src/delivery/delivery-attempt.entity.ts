import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { type Outcome, outcomes } from './delivery.rules.ts';

/**
 * A step of an attempt: STARTED is stored before the provider is called, its outcome afterwards. A STARTED without an outcome
 * is an attempt during which the process died. The unique key lets only one worker start an attempt.
 */
@Entity({ tableName: 'delivery_attempt' })
@Unique({ properties: ['deliveryId', 'attempt', 'step'] })
export class DeliveryAttempt {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  deliveryId!: string;

  /** 1 for the first. */
  @Property({ type: 'integer' })
  attempt!: number;

  @Enum({ items: () => ['STARTED', ...outcomes] })
  step!: 'STARTED' | Outcome;

  /** The provider's own number for the message. */
  @Property({ type: 'text', nullable: true })
  providerId: string | null = null;

  @Property({ type: 'timestamptz' })
  at!: Date;
}

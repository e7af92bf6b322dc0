import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A text message that the recorded channel has "sent": as recorded mail, it stays empty where real ones are sent. */
@Entity({ tableName: 'recorded_sms' })
export class RecordedSms {
  @PrimaryKey({ type: 'uuid' })
  deliveryId!: string;

  @Property({ type: 'text' })
  recipient!: string;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'platform.now()' })
  recordedAt!: Date;
}

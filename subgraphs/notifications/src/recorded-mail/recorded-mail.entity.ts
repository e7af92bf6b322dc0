import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * A mail that the recorded channel has "sent". The channel writes it, once a delivery id; here it is declared and shown.
 * The only table that holds what a mail says: it is for demonstrations and tests, and stays empty where real mail is sent.
 */
@Entity({ tableName: 'recorded_mail' })
export class RecordedMail {
  @PrimaryKey({ type: 'uuid' })
  deliveryId!: string;

  @Property({ type: 'text' })
  recipient!: string;

  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'platform.now()' })
  recordedAt!: Date;
}

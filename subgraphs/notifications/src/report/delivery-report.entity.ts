import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { type News, news } from './report.rules.ts';

/** What a provider said of a delivery, once: the key lets a report that comes again leave nothing. */
@Entity({ tableName: 'delivery_report' })
@Unique({ properties: ['key'] })
@Index({ properties: ['deliveryId'] })
export class DeliveryReport {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  deliveryId!: string;

  @Property({ type: 'text' })
  key!: string;

  @Enum({ items: () => [...news] })
  news!: News;

  @Property({ type: 'boolean' })
  forGood!: boolean;

  @Property({ type: 'timestamptz' })
  at!: Date;
}

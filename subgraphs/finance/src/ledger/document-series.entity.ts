import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The last number of a series of an organization in one year. */
@Entity({ tableName: 'document_series' })
@Check({ name: 'document_series_last', expression: 'last >= 0' })
export class DocumentSeries {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;

  /** `INV`, `REC`, `REF`, `CRN`, `REV` */
  @PrimaryKey({ type: 'text' })
  series!: string;

  @PrimaryKey({ type: 'integer' })
  year!: number;

  @Property({ type: 'integer' })
  last!: number;
}

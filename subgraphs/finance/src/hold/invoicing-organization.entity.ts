import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * Where an organization that invoices stands: kept with its first invoice, since whoever answers whether results are held asks nobody.
 * It stays true: an organization is never moved below another one.
 */
@Entity({ tableName: 'invoicing_organization' })
export class InvoicingOrganization {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** From the institution down to the organization itself. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  path!: string[];
}

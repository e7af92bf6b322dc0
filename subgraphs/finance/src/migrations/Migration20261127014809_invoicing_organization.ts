import { Migration } from '@mikro-orm/migrations';

export class Migration20261127014809_invoicing_organization extends Migration {
  override up(): void {
    this.addSql(
      `create table "finance"."invoicing_organization" ("id" uuid not null, "path" uuid[] not null, primary key ("id"))`,
    );
  }
}

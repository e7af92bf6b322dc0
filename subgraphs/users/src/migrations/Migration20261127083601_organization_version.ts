import { Migration } from '@mikro-orm/migrations';

export class Migration20261127083601_organization_version extends Migration {
  override up(): void {
    this.addSql(`alter table "users"."organization" add "version" int not null default 1`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261127083633_password extends Migration {
  override up(): void {
    this.addSql(`alter table "users"."credential" add "version" int not null default 1`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261127090201_person_deactivation extends Migration {
  override up(): void {
    this.addSql(
      `alter table "users"."person" add "deactivated_at" timestamptz null, add "version" int not null default 1`,
    );
  }
}

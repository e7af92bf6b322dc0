import { Migration } from '@mikro-orm/migrations';

export class Migration20261126072714_mobile_phone extends Migration {
  override up(): void {
    this.addSql(`alter table "users"."person" add "mobile_phone" text null`);
    this.addSql(
      `alter table "users"."person" add constraint "person_mobile_phone_e164" check (mobile_phone ~ '^\\+[1-9][0-9]{6,14}$')`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126113904_confirmed extends Migration {
  override up(): void {
    this.addSql(`alter table "notifications"."notification_preferences" add "confirmed_at" timestamptz null`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261127090200_retired_code extends Migration {
  override up(): void {
    this.addSql(`alter table "attendance"."attendance_code" add "retired_at" timestamptz null`);
  }
}

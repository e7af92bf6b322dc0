import { Migration } from '@mikro-orm/migrations';

export class Migration20261126121522_work_reminder extends Migration {
  override up(): void {
    this.addSql(
      `create table "assessments"."work_reminder" ("line_item_id" uuid not null, "due_at" timestamptz not null, "reminded_at" timestamptz not null, primary key ("line_item_id", "due_at"))`,
    );
    this.addSql(
      `create trigger "work_reminder_is_never_changed" before update or delete on "assessments"."work_reminder" for each statement execute function "assessments"."is_never_changed"()`,
    );
  }
}

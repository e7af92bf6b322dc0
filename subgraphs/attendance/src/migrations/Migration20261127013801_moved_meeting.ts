import { Migration } from '@mikro-orm/migrations';

export class Migration20261127013801_moved_meeting extends Migration {
  override up(): void {
    this.addSql(
      `create table "attendance"."moved_meeting" ("id" uuid not null, "starts_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "moved_meeting_starts_at_index" on "attendance"."moved_meeting" ("starts_at")`);
  }
}

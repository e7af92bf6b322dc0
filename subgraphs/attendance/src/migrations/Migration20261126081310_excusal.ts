import { Migration } from '@mikro-orm/migrations';

export class Migration20261126081310_excusal extends Migration {
  override up(): void {
    this.addSql(
      `create table "attendance"."excusal" ("id" uuid not null, "leave_request_id" uuid not null, "student_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "excusal_student_id_starts_at_index" on "attendance"."excusal" ("student_id", "starts_at")`,
    );
    this.addSql(
      `alter table "attendance"."excusal" add constraint "excusal_leave_request_id_starts_at_unique" unique ("leave_request_id", "starts_at")`,
    );
    this.addSql(
      `alter table "attendance"."excusal" add constraint "excusal_ends_after_it_starts" check (ends_at > starts_at)`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';
import { orderRebuildSql } from '../home/rebuild.order.ts';

export class Migration20261126143555_family extends Migration {
  override up(): void {
    this.addSql(
      `create table "frontend"."family_leave" ("leave_request_id" uuid not null, "person_id" uuid not null, "first_day" date not null, "last_day" date not null, "is_approved" boolean not null, primary key ("leave_request_id"))`,
    );
    this.addSql(
      `create index "family_leave_person_id_last_day_index" on "frontend"."family_leave" ("person_id", "last_day")`,
    );
    this.addSql(
      `create table "frontend"."leave_day" ("leave_request_id" uuid not null, "date" date not null, "person_id" uuid not null, "from_at" timestamptz not null, "to_at" timestamptz not null, primary key ("leave_request_id", "date"))`,
    );
    this.addSql(
      `create index "leave_day_person_id_date_index" on "frontend"."leave_day" ("person_id", "date")`,
    );
    this.addSql(
      `create table "frontend"."published_result" ("student_id" uuid not null, "section_id" uuid not null, "result_id" uuid not null, "published_at" timestamptz not null, primary key ("student_id", "section_id"))`,
    );
    this.addSql(
      `create index "published_result_student_id_published_at_index" on "frontend"."published_result" ("student_id", "published_at")`,
    );
    this.addSql(
      `create table "frontend"."waiting_leave" ("leave_request_id" uuid not null, "person_id" uuid not null, "path" uuid[] not null, primary key ("leave_request_id"))`,
    );
    this.addSql(`create index "waiting_leave_person_id_index" on "frontend"."waiting_leave" ("person_id")`);
    this.addSql(orderRebuildSql());
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261123230525_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "attendance"."attendance_code" ("id" uuid not null, "organization_id" uuid not null, "code" text not null, "name" text not null, "category" text not null, "excused" boolean not null, "is_default" boolean not null, "office_only" boolean not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "attendance"."attendance_code" add constraint "attendance_code_organization_id_code_unique" unique ("organization_id", "code")`,
    );
    this.addSql(
      `create table "attendance"."attendance_mark" ("id" uuid not null, "register_id" uuid not null, "version" int not null, "student_id" uuid not null, "date" date not null, "starts_at" timestamptz not null, "code_id" uuid not null, "minutes_late" int null, "layer" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "attendance_mark_student_id_starts_at_register_id_index" on "attendance"."attendance_mark" ("student_id", "starts_at", "register_id")`,
    );
    this.addSql(
      `alter table "attendance"."attendance_mark" add constraint "attendance_mark_register_id_version_student_id_unique" unique ("register_id", "version", "student_id")`,
    );
    this.addSql(
      `create table "attendance"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "attendance"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "attendance"."correction_reason" ("mark_id" uuid not null, "reason" text not null, primary key ("mark_id"))`,
    );
    this.addSql(
      `create table "attendance"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "attendance"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "attendance"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "attendance"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "attendance"."register_version" ("register_id" uuid not null, "version" int not null, "step" text not null, "section_id" uuid not null, "organization_id" uuid not null, "date" date not null, "starts_at" timestamptz not null, "expected" uuid[] null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("register_id", "version"))`,
    );
    this.addSql(
      `create table "attendance"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "attendance"."attendance_code" add constraint "attendance_code_excuses_absence" check (not excused or category = 'ABSENT')`,
    );
    this.addSql(
      `alter table "attendance"."attendance_code" add constraint "attendance_code_category" check (category in ('PRESENT', 'LATE', 'ABSENT'))`,
    );
    this.addSql(
      `alter table "attendance"."attendance_mark" add constraint "attendance_mark_minutes_late" check (minutes_late >= 1 and minutes_late <= 1440)`,
    );
    this.addSql(
      `alter table "attendance"."attendance_mark" add constraint "attendance_mark_layer" check (layer in ('TEACHER', 'OFFICE'))`,
    );
    this.addSql(
      `alter table "attendance"."register_version" add constraint "register_version_pins_at_first" check ((version = 1) = (expected is not null))`,
    );
    this.addSql(
      `alter table "attendance"."register_version" add constraint "register_version_step" check (step in ('SUBMITTED', 'CORRECTED'))`,
    );
    this.addSql(
      `alter table "attendance"."register_version" add constraint "register_version_begins_with_1" check (version >= 1)`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126070342_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "assessments"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "assessments"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "assessments"."gradebook" ("id" uuid not null, "organization_id" uuid not null, "academic_session_id" uuid not null, "changed_by" uuid null, "changed_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "gradebook_organization_id_academic_session_id_index" on "assessments"."gradebook" ("organization_id", "academic_session_id")`,
    );
    this.addSql(
      `create table "assessments"."grading_scale" ("id" uuid not null, "organization_id" uuid not null, "title" text not null, "bands" jsonb not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "grading_scale_organization_id_index" on "assessments"."grading_scale" ("organization_id")`,
    );
    this.addSql(
      `create table "assessments"."grading_scheme" ("section_id" uuid not null, "version" int not null, "grading_scale_id" uuid not null, "categories" jsonb not null, "decimal_places" int not null, "rounding" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("section_id", "version"))`,
    );
    this.addSql(
      `create table "assessments"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "assessments"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "assessments"."line_item" ("id" uuid not null, "version" int not null, "section_id" uuid not null, "category" text not null, "title" text not null, "result_value_max" numeric not null, "due_at" timestamptz null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id", "version"))`,
    );
    this.addSql(`create index "line_item_due_at_index" on "assessments"."line_item" ("due_at")`);
    this.addSql(`create index "line_item_section_id_index" on "assessments"."line_item" ("section_id")`);
    this.addSql(
      `create table "assessments"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "assessments"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "assessments"."score" ("id" uuid not null, "section_id" uuid not null, "line_item_id" uuid not null, "student_id" uuid not null, "version" int not null, "state" text not null, "value" numeric null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "score_section_id_index" on "assessments"."score" ("section_id")`);
    this.addSql(
      `alter table "assessments"."score" add constraint "score_line_item_id_student_id_version_unique" unique ("line_item_id", "student_id", "version")`,
    );
    this.addSql(
      `create table "assessments"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "assessments"."grading_scheme" add constraint "grading_scheme_rounding" check (rounding in ('HALF_UP', 'HALF_EVEN'))`,
    );
    this.addSql(
      `alter table "assessments"."grading_scheme" add constraint "grading_scheme_decimal_places" check (decimal_places >= 0 and decimal_places <= 3)`,
    );
    this.addSql(
      `alter table "assessments"."line_item" add constraint "line_item_result_value_max" check (result_value_max > (0)::numeric)`,
    );
    this.addSql(
      `alter table "assessments"."score" add constraint "score_value_from" check (value >= (0)::numeric)`,
    );
    this.addSql(
      `alter table "assessments"."score" add constraint "score_value" check ((state = 'GRADED') = (value is not null))`,
    );
    this.addSql(
      `alter table "assessments"."score" add constraint "score_state" check (state in ('NOT_ASSESSED', 'SUBMITTED', 'GRADED', 'MISSING', 'EXEMPT', 'ABSENT'))`,
    );
    // What no entity can say: what a result rests on is never touched again.
    this.addSql(`
      create function "assessments"."is_never_changed"() returns trigger language plpgsql as $$
        begin
          raise exception 'a row of % is never changed: append one that supersedes it', tg_table_name
            using errcode = 'check_violation';
        end
      $$`);
    for (const table of ['grading_scale', 'grading_scheme', 'line_item', 'score']) {
      this.addSql(
        `create trigger "${table}_is_never_changed" before update or delete on "assessments"."${table}" for each statement execute function "assessments"."is_never_changed"()`,
      );
    }
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261123231329_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "academics"."academic_session" ("id" uuid not null, "organization_id" uuid not null, "parent_id" uuid null, "kind" text not null, "title" text not null, "from" date not null, "to" date not null, "time_zone" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "academic_session_organization_id_index" on "academics"."academic_session" ("organization_id")`,
    );
    this.addSql(
      `create index "academic_session_parent_id_index" on "academics"."academic_session" ("parent_id")`,
    );
    this.addSql(
      `create table "academics"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "academics"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "academics"."booking" ("meeting_id" uuid not null, "resource_id" uuid not null, "kind" text not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, primary key ("meeting_id", "resource_id"))`,
    );
    this.addSql(
      `create table "academics"."calendar_day" ("organization_id" uuid not null, "date" date not null, "is_school_day" boolean not null, primary key ("organization_id", "date"))`,
    );
    this.addSql(
      `create table "academics"."course" ("id" uuid not null, "organization_id" uuid not null, "code" text not null, "title" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "academics"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "academics"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "academics"."meeting" ("id" uuid not null, "pattern_id" uuid null, "section_id" uuid not null, "organization_id" uuid not null, "room_id" uuid null, "date" date not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "version" int not null default 1, "changed_at" timestamptz not null, "changed_by" uuid null, primary key ("id"))`,
    );
    this.addSql(`create index "meeting_pattern_id_index" on "academics"."meeting" ("pattern_id")`);
    this.addSql(
      `create index "meeting_section_id_date_index" on "academics"."meeting" ("section_id", "date")`,
    );
    this.addSql(
      `create index "meeting_organization_id_date_index" on "academics"."meeting" ("organization_id", "date")`,
    );
    this.addSql(
      `create table "academics"."meeting_pattern" ("id" uuid not null, "section_id" uuid not null, "room_id" uuid not null, "weekdays" jsonb not null, "start_time" text not null, "end_time" text not null, "from" date not null, "to" date not null, "created_at" timestamptz not null, "created_by" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "meeting_pattern_section_id_index" on "academics"."meeting_pattern" ("section_id")`,
    );
    this.addSql(
      `create table "academics"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "academics"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "academics"."room" ("id" uuid not null, "organization_id" uuid not null, "name" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "academics"."school_enrollment" ("id" uuid not null, "student_id" uuid not null, "organization_id" uuid not null, "grade" text not null, "time_zone" text not null, "from" date not null, "to" date null, primary key ("id"))`,
    );
    this.addSql(
      `create index "school_enrollment_student_id_index" on "academics"."school_enrollment" ("student_id")`,
    );
    this.addSql(
      `create index "school_enrollment_organization_id_index" on "academics"."school_enrollment" ("organization_id")`,
    );
    this.addSql(
      `create table "academics"."section" ("id" uuid not null, "organization_id" uuid not null, "course_id" uuid not null, "academic_session_id" uuid not null, "title" text collate "und-x-icu" not null, primary key ("id"))`,
    );
    this.addSql(`create index "section_organization_id_index" on "academics"."section" ("organization_id")`);
    this.addSql(
      `create table "academics"."section_enrollment" ("id" uuid not null, "section_id" uuid not null, "organization_id" uuid not null, "student_id" uuid not null, "from" date not null, "to" date null, "version" int not null default 1, "changed_at" timestamptz not null, "changed_by" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "section_enrollment_section_id_index" on "academics"."section_enrollment" ("section_id")`,
    );
    this.addSql(
      `create index "section_enrollment_student_id_index" on "academics"."section_enrollment" ("student_id")`,
    );
    this.addSql(
      `create table "academics"."section_staff" ("section_id" uuid not null, "staff_id" uuid not null, "from" date not null, "to" date null, primary key ("section_id", "staff_id", "from"))`,
    );
    this.addSql(`create index "section_staff_staff_id_index" on "academics"."section_staff" ("staff_id")`);
    this.addSql(
      `create table "academics"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "academics"."academic_session" add constraint "academic_session_kind" check (kind in ('SCHOOL_YEAR', 'TERM'))`,
    );
    this.addSql(
      `alter table "academics"."academic_session" add constraint "academic_session_ends_after_it_begins" check ("to" > "from")`,
    );
    this.addSql(
      `alter table "academics"."booking" add constraint "booking_without_clash" exclude using gist (resource_id with =, tstzrange(starts_at, ends_at, '[)') with &&)`,
    );
    this.addSql(
      `alter table "academics"."booking" add constraint "booking_kind" check (kind in ('ROOM', 'STAFF'))`,
    );
    this.addSql(
      `alter table "academics"."booking" add constraint "booking_ends_after_it_begins" check (ends_at > starts_at)`,
    );
    this.addSql(
      `alter table "academics"."meeting" add constraint "meeting_ends_after_it_begins" check (ends_at > starts_at)`,
    );
    this.addSql(
      `alter table "academics"."meeting_pattern" add constraint "meeting_pattern_ends_after_it_begins" check ("to" > "from")`,
    );
    this.addSql(
      `alter table "academics"."school_enrollment" add constraint "school_enrollment_once_a_day" exclude using gist (student_id with =, organization_id with =, daterange("from", "to") with &&)`,
    );
    this.addSql(
      `alter table "academics"."school_enrollment" add constraint "school_enrollment_ends_after_it_begins" check ("to" >= "from")`,
    );
    this.addSql(
      `alter table "academics"."section_enrollment" add constraint "section_enrollment_once_a_day" exclude using gist (section_id with =, student_id with =, daterange("from", "to") with &&)`,
    );
    this.addSql(
      `alter table "academics"."section_enrollment" add constraint "section_enrollment_ends_after_it_begins" check ("to" >= "from")`,
    );
    this.addSql(
      `alter table "academics"."section_staff" add constraint "section_staff_once_a_day" exclude using gist (section_id with =, staff_id with =, daterange("from", "to") with &&)`,
    );
    this.addSql(
      `alter table "academics"."section_staff" add constraint "section_staff_ends_after_it_begins" check ("to" >= "from")`,
    );
  }
}

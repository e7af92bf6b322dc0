import { Migration } from '@mikro-orm/migrations';

export class Migration20261126071643_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "leave"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "leave"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "leave"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "leave"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "leave"."leave_entry" ("id" uuid not null, "person_id" uuid not null, "leave_type_id" uuid not null, "leave_year" int not null, "kind" text not null, "hundredths" int not null, "leave_request_id" uuid null, "grant_id" uuid null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "leave_entry_person_id_leave_type_id_leave_year_index" on "leave"."leave_entry" ("person_id", "leave_type_id", "leave_year")`,
    );
    this.addSql(
      `alter table "leave"."leave_entry" add constraint "leave_entry_leave_request_id_kind_leave_year_unique" unique ("leave_request_id", "kind", "leave_year")`,
    );
    this.addSql(
      `create table "leave"."leave_note" ("subject_id" uuid not null, "note" text not null, primary key ("subject_id"))`,
    );
    this.addSql(
      `create table "leave"."leave_reminder" ("leave_request_id" uuid not null, "reminded_at" timestamptz not null, primary key ("leave_request_id"))`,
    );
    this.addSql(
      `create table "leave"."leave_request" ("id" uuid not null, "person_id" uuid not null, "audience" text not null, "organization_id" uuid not null, "time_zone" text not null, "leave_type_id" uuid not null, "first_day" date not null, "first_part" text not null, "last_day" date not null, "last_part" text not null, "hundredths" int not null, "state" text not null, "requested_by" uuid not null, "requested_at" timestamptz not null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "leave_request_person_id_first_day_id_index" on "leave"."leave_request" ("person_id", "first_day", "id")`,
    );
    this.addSql(
      `create index "leave_request_organization_id_state_index" on "leave"."leave_request" ("organization_id", "state")`,
    );
    this.addSql(
      `create table "leave"."leave_slot" ("leave_request_id" uuid not null, "date" date not null, "part" text not null, "leave_year" int not null, "hundredths" int not null, primary key ("leave_request_id", "date", "part"))`,
    );
    this.addSql(`create index "leave_slot_date_index" on "leave"."leave_slot" ("date")`);
    this.addSql(
      `create table "leave"."leave_step" ("id" uuid not null, "leave_request_id" uuid not null, "version" int not null, "state" text not null, "capacity" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "leave"."leave_step" add constraint "leave_step_leave_request_id_version_unique" unique ("leave_request_id", "version")`,
    );
    this.addSql(
      `create table "leave"."leave_type" ("id" uuid not null, "organization_id" uuid not null, "name" text not null, "audience" text not null, "has_balance" boolean not null, "max_days_per_request" int null, "notice_days" int not null, "retroactive_days" int not null, "year_starts_in_month" int not null, "is_active" boolean not null, "changed_by" uuid null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "leave_type_organization_id_index" on "leave"."leave_type" ("organization_id")`,
    );
    this.addSql(
      `create table "leave"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "leave"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "leave"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `create table "leave"."work_pattern" ("id" uuid not null, "staff_id" uuid not null, "organization_id" uuid not null, "from" date not null, "days" jsonb not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "work_pattern_staff_id_from_index" on "leave"."work_pattern" ("staff_id", "from")`,
    );
    this.addSql(
      `alter table "leave"."leave_entry" add constraint "leave_entry_of_request" check ((kind = 'GRANT') = (leave_request_id is null))`,
    );
    this.addSql(
      `alter table "leave"."leave_entry" add constraint "leave_entry_sign" check (kind = 'GRANT' or (kind = 'TAKE') = (hundredths < 0))`,
    );
    this.addSql(
      `alter table "leave"."leave_entry" add constraint "leave_entry_kind" check (kind in ('GRANT', 'TAKE', 'RETURN'))`,
    );
    this.addSql(`alter table "leave"."leave_request" add constraint "leave_request_without_overlap" exclude using gist (person_id with =, int4range((first_day - '2000-01-01'::date) * 2 + (first_part = 'AFTERNOON')::integer,
  (last_day - '2000-01-01'::date) * 2 + (last_part = 'AFTERNOON')::integer, '[]') with &&) where (state in ('PENDING', 'APPROVED'))`);
    this.addSql(
      `alter table "leave"."leave_request" add constraint "leave_request_state" check (state in ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'))`,
    );
    this.addSql(
      `alter table "leave"."leave_request" add constraint "leave_request_audience" check (audience in ('STUDENT', 'STAFF'))`,
    );
    this.addSql(
      `alter table "leave"."leave_type" add constraint "leave_type_year" check (year_starts_in_month >= 1 and year_starts_in_month <= 12)`,
    );
    this.addSql(
      `alter table "leave"."leave_type" add constraint "leave_type_audience" check (audience in ('STUDENT', 'STAFF'))`,
    );
    this.#refuseChanges(['leave_entry', 'leave_slot', 'leave_step']);
  }

  /** What a balance and a decision are explained by stays as it was written. */
  #refuseChanges(tables: readonly string[]): void {
    this.addSql(`create function "leave"."is_never_changed"() returns trigger language plpgsql as $$
      begin raise exception '% is never changed: another entry stands beside it', tg_table_name; end $$`);
    for (const table of tables) {
      this.addSql(
        `create trigger "${table}_is_never_changed" before update or delete on "leave"."${table}" for each statement execute function "leave"."is_never_changed"()`,
      );
    }
  }
}

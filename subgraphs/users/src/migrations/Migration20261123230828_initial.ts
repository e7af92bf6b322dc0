import { Migration } from '@mikro-orm/migrations';

export class Migration20261123230828_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "users"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "users"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "users"."credential" ("person_id" uuid not null, "password_hash" text not null, primary key ("person_id"))`,
    );
    this.addSql(`create table "users"."guardian" ("id" uuid not null, primary key ("id"))`);
    this.addSql(
      `create table "users"."guardianship" ("id" uuid not null, "guardian_id" uuid not null, "student_id" uuid not null, "records_access" boolean not null, "notify_attendance" boolean not null, "lives_with" boolean not null, "legal" boolean not null, "pays" boolean not null, "priority" int not null, "from_day" date not null, "to_day" date null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(`create index "guardianship_guardian_id_index" on "users"."guardianship" ("guardian_id")`);
    this.addSql(`create index "guardianship_student_id_index" on "users"."guardianship" ("student_id")`);
    this.addSql(
      `create table "users"."guardianship_reason" ("guardianship_id" uuid not null, "version" int not null, "reason" text not null, primary key ("guardianship_id", "version"))`,
    );
    this.addSql(
      `create table "users"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "users"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "users"."organization" ("id" uuid not null, "parent_id" uuid null, "path" uuid[] not null, "kind" text not null, "name" text not null, "time_zone" text null, "locale" text null, primary key ("id"))`,
    );
    this.addSql(
      `create table "users"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "users"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "users"."person" ("id" uuid not null, "name" text not null, "sort_name" text collate "und-x-icu" not null, "email" text null, primary key ("id"))`,
    );
    this.addSql(`create index "person_sort_name_index" on "users"."person" ("sort_name")`);
    this.addSql(`alter table "users"."person" add constraint "person_email_unique" unique ("email")`);
    this.addSql(
      `create table "users"."refresh_token" ("hash" text not null, "session_id" uuid not null, "previous" text null, "issued_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("hash"))`,
    );
    this.addSql(`create index "refresh_token_session_id_index" on "users"."refresh_token" ("session_id")`);
    this.addSql(
      `alter table "users"."refresh_token" add constraint "refresh_token_previous_unique" unique ("previous")`,
    );
    this.addSql(
      `create table "users"."role_assignment" ("id" uuid not null, "person_id" uuid not null, "role" text not null, "organization_id" uuid not null, "from_day" date not null, "to_day" date null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(`create index "role_assignment_person_id_index" on "users"."role_assignment" ("person_id")`);
    this.addSql(
      `create table "users"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `create table "users"."sign_in_failure" ("id" uuid not null, "email_hash" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "sign_in_failure_email_hash_at_index" on "users"."sign_in_failure" ("email_hash", "at")`,
    );
    this.addSql(
      `create table "users"."sign_in_session" ("id" uuid not null, "person_id" uuid not null, "started_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "sign_in_session_person_id_index" on "users"."sign_in_session" ("person_id")`);
    this.addSql(
      `create table "users"."staff" ("id" uuid not null, "organization_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "staff_organization_id_index" on "users"."staff" ("organization_id")`);
    this.addSql(
      `create table "users"."student" ("id" uuid not null, "organization_id" uuid not null, "number" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "users"."student" add constraint "student_organization_id_number_unique" unique ("organization_id", "number")`,
    );
    this.addSql(
      `alter table "users"."guardianship" add constraint "guardianship_once_a_day" exclude using gist (guardian_id with =, student_id with =, daterange(from_day, to_day) with &&)`,
    );
    this.addSql(
      `alter table "users"."guardianship" add constraint "guardianship_priority_counts_from_1" check (priority >= 1)`,
    );
    this.addSql(
      `alter table "users"."guardianship" add constraint "guardianship_ends_after_it_begins" check (to_day >= from_day)`,
    );
    this.addSql(
      `alter table "users"."organization" add constraint "organization_root_sets_what_is_inherited" check (parent_id is not null or (time_zone is not null and locale is not null))`,
    );
    this.addSql(
      `alter table "users"."organization" add constraint "organization_root_is_an_institution" check ((kind = 'INSTITUTION') = (parent_id is null))`,
    );
    this.addSql(
      `alter table "users"."organization" add constraint "organization_path_leads_through_its_parent" check (not (parent_id is distinct from path[cardinality(path) - 1]))`,
    );
    this.addSql(
      `alter table "users"."organization" add constraint "organization_path_ends_with_itself" check (path[cardinality(path)] = id)`,
    );
    this.addSql(
      `alter table "users"."organization" add constraint "organization_kind" check (kind in ('INSTITUTION', 'CAMPUS', 'SCHOOL', 'DEPARTMENT'))`,
    );
    this.addSql(
      `alter table "users"."role_assignment" add constraint "role_assignment_once_a_day" exclude using gist (person_id with =, organization_id with =, role with =, daterange(from_day, to_day) with &&)`,
    );
    this.addSql(
      `alter table "users"."role_assignment" add constraint "role_assignment_ends_after_it_begins" check (to_day >= from_day)`,
    );
    this.addSql(
      `alter table "users"."role_assignment" add constraint "role_assignment_role" check (role in ('ADMINISTRATOR', 'REGISTRAR', 'HEAD_OF_DEPARTMENT', 'TEACHER'))`,
    );
  }
}

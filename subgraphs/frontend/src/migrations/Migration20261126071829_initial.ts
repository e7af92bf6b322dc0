import { Migration } from '@mikro-orm/migrations';

export class Migration20261126071829_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "frontend"."announcement" ("id" uuid not null, "organization_id" uuid not null, "section_id" uuid null, "audience" text[] not null, "title" text not null, "body" text not null, "visible_from" timestamptz not null, "visible_to" timestamptz null, "published_by" uuid not null, "withdrawn_at" timestamptz null, "changed_by" uuid null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "announcement_section_id_visible_from_id_index" on "frontend"."announcement" ("section_id", "visible_from", "id")`,
    );
    this.addSql(
      `create index "announcement_organization_id_visible_from_id_index" on "frontend"."announcement" ("organization_id", "visible_from", "id")`,
    );
    this.addSql(
      `create table "frontend"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "frontend"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "frontend"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "frontend"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "frontend"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "frontend"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "frontend"."preferences" ("person_id" uuid not null, "language" text null, "theme" text not null default 'SYSTEM', "time_zone" text null, "version" int not null default 1, primary key ("person_id"))`,
    );
    this.addSql(
      `create table "frontend"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "frontend"."announcement" add constraint "announcement_audience" check (cardinality(audience) > 0)`,
    );
    this.addSql(
      `alter table "frontend"."announcement" add constraint "announcement_time" check (visible_to > visible_from)`,
    );
    this.addSql(
      `alter table "frontend"."preferences" add constraint "preferences_theme_check" check ("theme" in ('SYSTEM', 'LIGHT', 'DARK'))`,
    );
  }
}

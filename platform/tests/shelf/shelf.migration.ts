import { Migration } from '@mikro-orm/migrations';

export class ShelfMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "users"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create table "users"."book" ("id" uuid not null, "owner_id" uuid not null, "title" text not null, "secret" text not null default 'hush', "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create table "users"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "users"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(`alter table "users"."book" add constraint "book_title" unique ("owner_id", "title")`);
    this.addSql(
      `create table "users"."note" ("id" uuid not null, "book_id" uuid not null, "text" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "users"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "users"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "users"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
  }
}

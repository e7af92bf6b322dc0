import { Migration } from '@mikro-orm/migrations';

export class Migration20261126070402_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "feedback"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "feedback"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "feedback"."feedback_item" ("id" uuid not null, "organization_id" uuid not null, "author_id" uuid not null, "category" text not null, "state" text not null, "given_at" timestamptz not null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "feedback_item_author_id_given_at_id_index" on "feedback"."feedback_item" ("author_id", "given_at", "id")`,
    );
    this.addSql(
      `create index "feedback_item_organization_id_given_at_id_index" on "feedback"."feedback_item" ("organization_id", "given_at", "id")`,
    );
    this.addSql(
      `create table "feedback"."feedback_reply" ("id" uuid not null, "feedback_item_id" uuid not null, "author_id" uuid not null, "kind" text not null, "replied_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "feedback_reply_feedback_item_id_index" on "feedback"."feedback_reply" ("feedback_item_id")`,
    );
    this.addSql(
      `create table "feedback"."feedback_text" ("id" uuid not null, "subject" text null, "body" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "feedback"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "feedback"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "feedback"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "feedback"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "feedback"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "feedback"."feedback_item" add constraint "feedback_item_state" check (state in ('OPEN', 'ANSWERED', 'RESOLVED'))`,
    );
    this.addSql(
      `alter table "feedback"."feedback_reply" add constraint "feedback_reply_kind" check (kind in ('REPLY', 'RESOLUTION'))`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261123230133_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "notifications"."absence_notice" ("id" uuid not null, "guardian_id" uuid not null, "date" date not null, "state" text not null default 'OPEN', "send_at" timestamptz null, "statements" jsonb not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `alter table "notifications"."absence_notice" add constraint "absence_notice_date_guardian_id_unique" unique ("date", "guardian_id")`,
    );
    this.addSql(
      `create table "notifications"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "notifications"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "notifications"."delivery" ("id" uuid not null, "notification_id" uuid not null, "channel" text not null default 'EMAIL', "state" text not null default 'PENDING', "is_under_way" boolean not null default true, "attempts" int not null default 0, "version" int not null default 1, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "delivery_notification_id_index" on "notifications"."delivery" ("notification_id")`,
    );
    this.addSql(
      `create table "notifications"."delivery_attempt" ("id" uuid not null, "delivery_id" uuid not null, "attempt" int not null, "step" text not null, "provider_id" text null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "notifications"."delivery_attempt" add constraint "delivery_attempt_delivery_id_attempt_step_unique" unique ("delivery_id", "attempt", "step")`,
    );
    this.addSql(
      `create table "notifications"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "notifications"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "notifications"."notification" ("id" uuid not null, "person_id" uuid not null, "notice_id" uuid not null, "kind" text not null, "date" date not null, "statements" jsonb not null, "created_at" timestamptz not null, "read_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "notification_notice_id_index" on "notifications"."notification" ("notice_id")`,
    );
    this.addSql(
      `create index "notification_person_id_created_at_id_index" on "notifications"."notification" ("person_id", "created_at", "id")`,
    );
    this.addSql(
      `create table "notifications"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "notifications"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "notifications"."recorded_mail" ("delivery_id" uuid not null, "recipient" text not null, "subject" text not null, "text" text not null, "recorded_at" timestamptz not null default platform.now(), primary key ("delivery_id"))`,
    );
    this.addSql(
      `create table "notifications"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "notifications"."absence_notice" add constraint "absence_notice_held_until" check ((state = 'HELD') = (send_at is not null))`,
    );
    this.addSql(
      `alter table "notifications"."absence_notice" add constraint "absence_notice_state_check" check ("state" in ('OPEN', 'HELD', 'TOLD'))`,
    );
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_channel_check" check ("channel" in ('EMAIL'))`,
    );
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_state_check" check ("state" in ('PENDING', 'SENDING', 'SENT', 'UNCONFIRMED', 'FAILED', 'CANCELLED'))`,
    );
    this.addSql(
      `alter table "notifications"."delivery_attempt" add constraint "delivery_attempt_step_check" check ("step" in ('STARTED', 'ACCEPTED', 'REFUSED', 'UNCONFIRMED', 'UNAVAILABLE', 'WITHHELD', 'UNREACHABLE'))`,
    );
    this.addSql(
      `alter table "notifications"."notification" add constraint "notification_kind_check" check ("kind" in ('ABSENCE', 'ABSENCE_CORRECTED'))`,
    );
  }
}

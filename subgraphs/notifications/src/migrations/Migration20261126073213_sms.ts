import { Migration } from '@mikro-orm/migrations';

export class Migration20261126073213_sms extends Migration {
  override up(): void {
    this.addSql(
      `create table "notifications"."notification_preferences" ("person_id" uuid not null, "choices" jsonb not null, "quiet_hours" jsonb null, "version" int not null default 1, primary key ("person_id"))`,
    );
    this.addSql(
      `create table "notifications"."recorded_sms" ("delivery_id" uuid not null, "recipient" text not null, "text" text not null, "recorded_at" timestamptz not null default platform.now(), primary key ("delivery_id"))`,
    );
    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_channel_check"`);
    this.addSql(`alter table "notifications"."delivery" alter column "channel" drop default`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_channel_check" check ("channel" in ('EMAIL', 'SMS'))`,
    );
  }
}

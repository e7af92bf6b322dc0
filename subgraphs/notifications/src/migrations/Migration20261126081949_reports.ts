import { Migration } from '@mikro-orm/migrations';

export class Migration20261126081949_reports extends Migration {
  override up(): void {
    this.addSql(
      `create table "notifications"."delivery_report" ("id" uuid not null, "delivery_id" uuid not null, "key" text not null, "news" text not null, "for_good" boolean not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "delivery_report_delivery_id_index" on "notifications"."delivery_report" ("delivery_id")`,
    );
    this.addSql(
      `alter table "notifications"."delivery_report" add constraint "delivery_report_key_unique" unique ("key")`,
    );
    this.addSql(`alter table "notifications"."delivery" add "address_hash" text null`);
    this.addSql(`create index "delivery_address_hash_index" on "notifications"."delivery" ("address_hash")`);
    this.addSql(
      `alter table "notifications"."delivery_report" add constraint "delivery_report_news_check" check ("news" in ('ON_ITS_WAY', 'DELIVERED', 'UNDELIVERED', 'DECLINED'))`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261127084805_password_links extends Migration {
  override up(): void {
    this.addSql(
      `create table "users"."password_link" ("id" uuid not null, "person_id" uuid null, "email_hash" text not null, "purpose" text not null, "requested_at" timestamptz not null, "token_hash" text null, "expires_at" timestamptz null, "ended_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(`create index "password_link_person_id_index" on "users"."password_link" ("person_id")`);
    this.addSql(
      `alter table "users"."password_link" add constraint "password_link_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(
      `create index "password_link_email_hash_requested_at_index" on "users"."password_link" ("email_hash", "requested_at")`,
    );
    this.addSql(
      `alter table "users"."password_link" add constraint "password_link_purpose_check" check ("purpose" in ('RESET', 'INVITATION'))`,
    );
  }
}

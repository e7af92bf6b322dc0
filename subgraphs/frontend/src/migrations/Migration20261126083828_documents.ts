import { Migration } from '@mikro-orm/migrations';

export class Migration20261126083828_documents extends Migration {
  override up(): void {
    this.addSql(`create table "frontend"."document_key" ("id" serial primary key, "secret" text not null)`);
    this.addSql(
      `create table "frontend"."document_link" ("id" uuid not null, "kind" text not null, "document_id" uuid not null, "person_id" uuid not null, "session_id" uuid not null, "expires_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "document_link_expires_at_index" on "frontend"."document_link" ("expires_at")`);
    this.addSql(
      `alter table "frontend"."document_link" add constraint "document_link_kind_check" check ("kind" in ('INVOICE', 'RECEIPT', 'REGISTER'))`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126073614_homes extends Migration {
  override up(): void {
    this.addSql(
      `create table "frontend"."lesson" ("meeting_id" uuid not null, "section_id" uuid not null, "date" date not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, primary key ("meeting_id"))`,
    );
    this.addSql(`create index "lesson_date_index" on "frontend"."lesson" ("date")`);
    this.addSql(`create index "lesson_section_id_date_index" on "frontend"."lesson" ("section_id", "date")`);
    this.addSql(
      `create table "frontend"."office_day" ("organization_id" uuid not null, "date" date not null, "lessons" int not null, "taken" int not null, "expected" int not null, "present" int not null, "late" int not null, "absent" int not null, primary key ("organization_id", "date"))`,
    );
    this.addSql(
      `create table "frontend"."open_invoice" ("invoice_id" uuid not null, "student_id" uuid not null, "path" uuid[] not null, "due_on" date not null, "time_zone" text not null, "currency" text not null, "outstanding_minor" bigint not null, primary key ("invoice_id"))`,
    );
    this.addSql(`create index "open_invoice_due_on_index" on "frontend"."open_invoice" ("due_on")`);
    this.addSql(`create index "open_invoice_student_id_index" on "frontend"."open_invoice" ("student_id")`);
    this.addSql(
      `create table "frontend"."owed_day" ("organization_id" uuid not null, "due_on" date not null, "currency" text not null, "time_zone" text not null, "invoices" int not null, "outstanding_minor" bigint not null, primary key ("organization_id", "due_on", "currency", "time_zone"))`,
    );
    this.addSql(
      `create table "frontend"."roll" ("meeting_id" uuid not null, "section_id" uuid not null, "path" uuid[] not null, "date" date not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "version" int not null, "expected" int not null, "present" int not null, "late" int not null, "absent" int not null, primary key ("meeting_id"))`,
    );
    this.addSql(`create index "roll_date_index" on "frontend"."roll" ("date")`);
    this.addSql(`create index "roll_section_id_date_index" on "frontend"."roll" ("section_id", "date")`);
    this.addSql(
      `create table "frontend"."student_day" ("student_id" uuid not null, "date" date not null, "present" int not null, "late" int not null, "absent" int not null, "excused" int not null, primary key ("student_id", "date"))`,
    );
  }
}

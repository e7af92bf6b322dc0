import { Migration } from '@mikro-orm/migrations';

export class Migration20261127020157_programs extends Migration {
  override up(): void {
    this.addSql(
      `create table "academics"."program" ("id" uuid not null, "organization_id" uuid not null, "code" text not null, "title" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "academics"."program" add constraint "program_organization_id_code_unique" unique ("organization_id", "code")`,
    );
    this.addSql(
      `create table "academics"."program_enrollment" ("id" uuid not null, "program_id" uuid not null, "organization_id" uuid not null, "student_id" uuid not null, "from" date not null, "to" date null, "version" int not null default 1, "changed_at" timestamptz not null, "changed_by" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "program_enrollment_program_id_index" on "academics"."program_enrollment" ("program_id")`,
    );
    this.addSql(
      `create index "program_enrollment_student_id_index" on "academics"."program_enrollment" ("student_id")`,
    );
    this.addSql(
      `alter table "academics"."program_enrollment" add constraint "program_enrollment_once_a_day" exclude using gist (student_id with =, daterange("from", "to") with &&)`,
    );
    this.addSql(
      `alter table "academics"."program_enrollment" add constraint "program_enrollment_ends_after_it_begins" check ("to" >= "from")`,
    );
  }
}

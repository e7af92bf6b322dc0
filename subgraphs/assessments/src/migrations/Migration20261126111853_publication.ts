import { Migration } from '@mikro-orm/migrations';

export class Migration20261126111853_publication extends Migration {
  override up(): void {
    this.addSql(
      `create table "assessments"."publication" ("id" uuid not null, "organization_id" uuid not null, "academic_session_id" uuid not null, "section_id" uuid null, "title" text not null, "publish_at" timestamptz not null, "prepared_at" timestamptz null, "cancelled_at" timestamptz null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "publication_organization_id_publish_at_index" on "assessments"."publication" ("organization_id", "publish_at")`,
    );
    this.addSql(
      `create table "assessments"."publication_section" ("publication_id" uuid not null, "section_id" uuid not null, "result_count" int not null, "incomplete_count" int not null, "without_result_count" int not null, "recorded_at" timestamptz not null, primary key ("publication_id", "section_id"))`,
    );
    this.addSql(
      `create table "assessments"."publication_telling" ("publication_id" uuid not null, "section_id" uuid not null, "told_at" timestamptz not null, primary key ("publication_id", "section_id"))`,
    );
    this.addSql(
      `create table "assessments"."result_withholding" ("section_id" uuid not null, "student_id" uuid not null, "version" int not null, "is_withheld" boolean not null, "reason" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("section_id", "student_id", "version"))`,
    );
    this.addSql(
      `create table "assessments"."section_result" ("id" uuid not null, "publication_id" uuid not null, "organization_id" uuid not null, "academic_session_id" uuid not null, "section_id" uuid not null, "student_id" uuid not null, "version" int not null, "gradebook_version" int not null, "credits" numeric not null, "percentage" numeric not null, "share_over" numeric not null, "share_under" numeric not null, "grade" text not null, "points" numeric null, "is_passing" boolean not null, "is_complete" boolean not null, "reason" text null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "section_result_student_id_index" on "assessments"."section_result" ("student_id")`,
    );
    this.addSql(
      `create index "section_result_publication_id_section_id_index" on "assessments"."section_result" ("publication_id", "section_id")`,
    );
    this.addSql(
      `alter table "assessments"."section_result" add constraint "section_result_section_id_student_id_version_unique" unique ("section_id", "student_id", "version")`,
    );
    this.addSql(
      `alter table "assessments"."publication" add constraint "publication_cancelled" check (cancelled_at < publish_at)`,
    );
    this.addSql(
      `alter table "assessments"."publication_section" add constraint "publication_section_counts" check (result_count >= 0 and incomplete_count >= 0 and without_result_count >= 0)`,
    );
    this.addSql(
      `alter table "assessments"."result_withholding" add constraint "result_withholding_version" check (version > 0)`,
    );
    this.addSql(
      `alter table "assessments"."section_result" add constraint "section_result_share" check (share_over >= (0)::numeric and share_under > (0)::numeric)`,
    );
    this.addSql(
      `alter table "assessments"."section_result" add constraint "section_result_percentage" check (percentage >= (0)::numeric)`,
    );
    this.addSql(
      `alter table "assessments"."section_result" add constraint "section_result_version" check (version > 0)`,
    );
    // What was once given to a student is never touched again.
    for (const table of [
      'section_result',
      'result_withholding',
      'publication_section',
      'publication_telling',
    ]) {
      this.addSql(
        `create trigger "${table}_is_never_changed" before update or delete on "assessments"."${table}" for each statement execute function "assessments"."is_never_changed"()`,
      );
    }
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126074601_evaluations extends Migration {
  override up(): void {
    this.addSql(
      `create table "feedback"."ballot" ("id" uuid not null, "evaluation_id" uuid not null, "answers" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`create index "ballot_evaluation_id_index" on "feedback"."ballot" ("evaluation_id")`);
    this.addSql(
      `create table "feedback"."ballot_key" ("evaluation_id" uuid not null, "sealed" bytea not null, primary key ("evaluation_id"))`,
    );
    this.addSql(
      `create table "feedback"."ballot_pot" ("evaluation_id" uuid not null, "no" int not null, "sealed" bytea not null, primary key ("evaluation_id", "no"))`,
    );
    this.addSql(
      `create table "feedback"."ballot_right" ("evaluation_id" uuid not null, "student_id" uuid not null, "blinded_hash" text null, primary key ("evaluation_id", "student_id"))`,
    );
    this.addSql(`create index "ballot_right_student_id_index" on "feedback"."ballot_right" ("student_id")`);
    this.addSql(
      `create table "feedback"."evaluation" ("id" uuid not null, "campaign_id" uuid not null, "section_id" uuid not null, "organization_id" uuid not null, "questionnaire_id" uuid not null, "public_key" text null, "invited_count" int not null, "papers_taken" int null, "ballot_count" int null, "closed_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "evaluation_section_id_index" on "feedback"."evaluation" ("section_id")`);
    this.addSql(
      `alter table "feedback"."evaluation" add constraint "evaluation_campaign_id_section_id_unique" unique ("campaign_id", "section_id")`,
    );
    this.addSql(
      `create table "feedback"."evaluation_campaign" ("id" uuid not null, "organization_id" uuid not null, "academic_session_id" uuid not null, "questionnaire_id" uuid not null, "title" text not null, "state" text not null, "opens_at" timestamptz not null, "closes_at" timestamptz not null, "threshold" int not null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "evaluation_campaign_organization_id_opens_at_index" on "feedback"."evaluation_campaign" ("organization_id", "opens_at")`,
    );
    this.addSql(
      `create table "feedback"."questionnaire" ("id" uuid not null, "organization_id" uuid not null, "title" text not null, "questions" jsonb not null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "questionnaire_organization_id_index" on "feedback"."questionnaire" ("organization_id")`,
    );
    this.addSql(
      `alter table "feedback"."evaluation_campaign" add constraint "evaluation_campaign_threshold" check (threshold >= 5)`,
    );
    this.addSql(
      `alter table "feedback"."evaluation_campaign" add constraint "evaluation_campaign_window" check (closes_at > opens_at)`,
    );
    this.addSql(
      `alter table "feedback"."evaluation_campaign" add constraint "evaluation_campaign_state" check (state in ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED'))`,
    );
  }
}

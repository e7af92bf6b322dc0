import { Migration } from '@mikro-orm/migrations';

export class Migration20261127054205_result_news extends Migration {
  override up(): void {
    this.addSql(
      `create table "notifications"."result_news" ("result_id" uuid not null, "section_id" uuid not null, "student_id" uuid not null, "organization_id" uuid null, "is_amendment" boolean not null, primary key ("result_id"))`,
    );
    this.addSql(
      `create index "result_news_student_id_index" on "notifications"."result_news" ("student_id")`,
    );
  }
}

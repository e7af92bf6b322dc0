import { Migration } from '@mikro-orm/migrations';

export class Migration20261126120910_responses extends Migration {
  override up(): void {
    this.addSql(
      `create table "feedback"."told_response" ("evaluation_id" uuid not null, "taken" int not null, primary key ("evaluation_id"))`,
    );
  }
}

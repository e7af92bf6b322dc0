import { Migration } from '@mikro-orm/migrations';

export class Migration20261126070331_credits extends Migration {
  override up(): void {
    // What a course counted for before anybody said so: each as much as any other.
    this.addSql(`alter table "academics"."course" add "credits" numeric not null default 1`);
    this.addSql(`alter table "academics"."course" alter "credits" drop default`);
    this.addSql(`alter table "academics"."course" add constraint "course_credits" check (credits >= 0)`);
  }
}

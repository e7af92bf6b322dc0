import { Migration } from '@mikro-orm/migrations';

export class Migration20261126032500_bursar extends Migration {
  override up(): void {
    this.addSql(`alter table "users"."role_assignment" drop constraint "role_assignment_role"`);
    this.addSql(
      `alter table "users"."role_assignment" add constraint "role_assignment_role" check (role in ('ADMINISTRATOR', 'REGISTRAR', 'BURSAR', 'HEAD_OF_DEPARTMENT', 'TEACHER'))`,
    );
  }
}

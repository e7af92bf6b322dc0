import { Migration } from '@mikro-orm/migrations';

export class Migration20261126113000_found_by_name extends Migration {
  override up(): void {
    this.addSql(
      `create index "person_named" on "users"."person" using gin ((' ' || platform.folded(name)) extensions.gin_trgm_ops)`,
    );
    this.addSql(
      `create index "student_numbered" on "users"."student" using gin ((' ' || platform.folded(number)) extensions.gin_trgm_ops)`,
    );
  }
}

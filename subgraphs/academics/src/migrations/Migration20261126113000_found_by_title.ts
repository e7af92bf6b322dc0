import { Migration } from '@mikro-orm/migrations';

export class Migration20261126113000_found_by_title extends Migration {
  override up(): void {
    this.addSql(
      `create index "section_titled" on "academics"."section" using gin ((' ' || platform.folded(title)) extensions.gin_trgm_ops)`,
    );
    this.addSql(
      `create index "course_titled" on "academics"."course" using gin ((' ' || platform.folded(title || ' ' || code)) extensions.gin_trgm_ops)`,
    );
  }
}

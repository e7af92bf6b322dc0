import { Migration } from '@mikro-orm/migrations';

export class Migration20261127085031_school_enrollment_version extends Migration {
  override up(): void {
    this.addSql(
      `alter table "academics"."school_enrollment" add "version" int not null default 1, add "changed_at" timestamptz not null default now(), add "changed_by" uuid null`,
    );
    this.addSql(`alter table "academics"."school_enrollment" alter column "changed_at" drop default`);
  }
}

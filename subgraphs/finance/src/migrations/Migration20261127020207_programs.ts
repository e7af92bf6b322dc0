import { Migration } from '@mikro-orm/migrations';

export class Migration20261127020207_programs extends Migration {
  override up(): void {
    this.addSql(`alter table "finance"."fee_structure" add "program_id" uuid null`);
  }
}

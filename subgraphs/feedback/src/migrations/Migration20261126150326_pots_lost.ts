import { Migration } from '@mikro-orm/migrations';

export class Migration20261126150326_pots_lost extends Migration {
  override up(): void {
    this.addSql(`alter table "feedback"."evaluation" add "pots_lost" int not null default 0`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126071343_subjects extends Migration {
  override up(): void {
    this.addSql(
      `alter table "notifications"."notification" add "organization_id" uuid null, add "occasion" text null`,
    );
    this.addSql(
      `update "notifications"."notification" set "organization_id" = ("statements" -> 0 ->> 'organizationId')::uuid`,
    );
    this.addSql(`alter table "notifications"."notification" alter column "notice_id" drop not null`);
    this.addSql(
      `alter table "notifications"."notification" add constraint "notification_person_id_occasion_unique" unique ("person_id", "occasion")`,
    );
  }
}

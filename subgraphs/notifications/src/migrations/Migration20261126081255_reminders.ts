import { Migration } from '@mikro-orm/migrations';

export class Migration20261126081255_reminders extends Migration {
  override up(): void {
    this.addSql(`alter table "notifications"."notification" drop constraint "notification_kind_check"`);
    this.addSql(
      `alter table "notifications"."notification" add constraint "notification_kind_check" check ("kind" in ('ABSENCE', 'ABSENCE_CORRECTED', 'INVOICE_DUE_SOON', 'INVOICE_OVERDUE'))`,
    );
  }
}

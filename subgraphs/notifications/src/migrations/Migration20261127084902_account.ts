import { Migration } from '@mikro-orm/migrations';

export class Migration20261127084902_account extends Migration {
  override up(): void {
    this.addSql(`alter table "notifications"."notification" drop constraint "notification_kind_check"`);
    this.addSql(
      `alter table "notifications"."notification" add constraint "notification_kind_check" check ("kind" in ('ABSENCE', 'ABSENCE_CORRECTED', 'INVOICE_DUE_SOON', 'INVOICE_OVERDUE', 'LEAVE_REQUESTED', 'LEAVE_REMINDER', 'LEAVE_APPROVED', 'LEAVE_DECLINED', 'LEAVE_WITHDRAWN', 'LEAVE_CANCELLED', 'FEEDBACK_GIVEN', 'FEEDBACK_ANSWERED', 'EVALUATION_REMINDER', 'WORK_DUE', 'RESULT_PUBLISHED', 'RESULT_AMENDED', 'PASSWORD_RESET', 'INVITATION', 'PASSWORD_CHANGED'))`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261126142657_section_results extends Migration {
  override up(): void {
    this.addSql(`alter table "frontend"."document_link" drop constraint "document_link_kind_check"`);
    this.addSql(
      `alter table "frontend"."document_link" add constraint "document_link_kind_check" check ("kind" in ('INVOICE', 'RECEIPT', 'REGISTER', 'SECTION_RESULTS'))`,
    );
  }
}

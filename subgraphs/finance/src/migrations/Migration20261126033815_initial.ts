import { Migration } from '@mikro-orm/migrations';

export class Migration20261126033815_initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "finance"."audit_entry" ("id" uuid not null, "at" timestamptz not null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "operation" text null, "table_name" text not null, "row_id" text not null, "old" jsonb null, "new" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_entry_table_name_row_id_index" on "finance"."audit_entry" ("table_name", "row_id")`,
    );
    this.addSql(
      `create table "finance"."document_reason" ("document_id" uuid not null, "reason" text not null, primary key ("document_id"))`,
    );
    this.addSql(
      `create table "finance"."document_series" ("organization_id" uuid not null, "series" text not null, "year" int not null, "last" int not null, primary key ("organization_id", "series", "year"))`,
    );
    this.addSql(
      `create table "finance"."fee_item" ("id" uuid not null, "organization_id" uuid not null, "code" text not null, "title" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "finance"."fee_item" add constraint "fee_item_organization_id_code_unique" unique ("organization_id", "code")`,
    );
    this.addSql(
      `create table "finance"."fee_structure" ("id" uuid not null, "organization_id" uuid not null, "academic_session_id" uuid not null, "grade" text null, "title" text not null, "due_on" date not null, "currency" text not null, "charges" jsonb not null, "retired_at" timestamptz null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "fee_structure_organization_id_index" on "finance"."fee_structure" ("organization_id")`,
    );
    this.addSql(
      `create table "finance"."hold" ("id" uuid not null, "student_id" uuid not null, "organization_id" uuid not null, "placed_at" timestamptz not null, "lifted_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "hold_student_id_organization_id_index" on "finance"."hold" ("student_id", "organization_id")`,
    );
    this.addSql(
      `create table "finance"."hold_rule" ("organization_id" uuid not null, "from_minor" bigint not null, "currency" text not null, "grace_days" int not null, "changed_by" uuid null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("organization_id"))`,
    );
    this.addSql(
      `create table "finance"."idempotency_entry" ("actor_id" uuid not null, "operation" text not null, "key" text not null, "input_hash" text not null, "aggregate_id" uuid not null, "version" int not null, "created_at" timestamptz not null, primary key ("actor_id", "operation", "key"))`,
    );
    this.addSql(
      `create table "finance"."inbox_entry" ("message_id" uuid not null, "handler" text not null, "handled_at" timestamptz not null, primary key ("message_id", "handler"))`,
    );
    this.addSql(
      `create table "finance"."invoice" ("id" uuid not null, "number" text not null, "organization_id" uuid not null, "student_id" uuid not null, "invoice_run_id" uuid not null, "fee_structure_id" uuid not null, "occurrence" int not null, "currency" text not null, "charges" jsonb not null, "issued_on" date not null, "due_on" date not null, "time_zone" text not null, "issued_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "invoice_organization_id_due_on_index" on "finance"."invoice" ("organization_id", "due_on")`,
    );
    this.addSql(
      `create index "invoice_student_id_issued_at_index" on "finance"."invoice" ("student_id", "issued_at")`,
    );
    this.addSql(
      `alter table "finance"."invoice" add constraint "invoice_fee_structure_id_student_id_occurrence_unique" unique ("fee_structure_id", "student_id", "occurrence")`,
    );
    this.addSql(
      `alter table "finance"."invoice" add constraint "invoice_organization_id_number_unique" unique ("organization_id", "number")`,
    );
    this.addSql(
      `create table "finance"."invoice_reminder" ("invoice_id" uuid not null, "step" int not null, "reminded_at" timestamptz not null, primary key ("invoice_id", "step"))`,
    );
    this.addSql(
      `create table "finance"."invoice_run" ("id" uuid not null, "organization_id" uuid not null, "fee_structure_id" uuid not null, "enrolled_on" date not null, "require_payer" boolean not null, "state" text not null, "changed_by" uuid not null, "changed_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "invoice_run_organization_id_index" on "finance"."invoice_run" ("organization_id")`,
    );
    this.addSql(
      `create table "finance"."invoice_run_item" ("invoice_run_id" uuid not null, "student_id" uuid not null, "problem" text null, primary key ("invoice_run_id", "student_id"))`,
    );
    this.addSql(
      `create table "finance"."invoice_run_outcome" ("invoice_run_id" uuid not null, "student_id" uuid not null, "invoice_id" uuid null, "problem" text null, primary key ("invoice_run_id", "student_id"))`,
    );
    this.addSql(
      `create table "finance"."ledger_line" ("posting_id" uuid not null, "no" int not null, "account" text not null, "amount" bigint not null, "currency" text not null, "student_id" uuid null, "invoice_id" uuid null, "payment_id" uuid null, "fee_item_id" uuid null, primary key ("posting_id", "no"))`,
    );
    this.addSql(`create index "ledger_line_student_id_index" on "finance"."ledger_line" ("student_id")`);
    this.addSql(`create index "ledger_line_invoice_id_index" on "finance"."ledger_line" ("invoice_id")`);
    this.addSql(`create index "ledger_line_payment_id_index" on "finance"."ledger_line" ("payment_id")`);
    this.addSql(
      `create table "finance"."ledger_posting" ("id" uuid not null, "organization_id" uuid not null, "kind" text not null, "document_id" uuid not null, "day" date not null, "recorded_by" uuid null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "ledger_posting_document_id_index" on "finance"."ledger_posting" ("document_id")`,
    );
    this.addSql(
      `create table "finance"."outbox_message" ("id" uuid not null, "kind" text not null, "name" text not null, "payload" jsonb not null, "aggregate_id" uuid null, "version" int null, "organization_id" uuid null, "actor_id" uuid null, "on_behalf_of" uuid null, "request_id" text not null, "occurred_at" timestamptz not null, "live" jsonb not null, "run_at" timestamptz null, "number" bigint null, "forwarded_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "finance"."outbox_message" add constraint "outbox_message_number_unique" unique ("number")`,
    );
    this.addSql(
      `create table "finance"."payment" ("id" uuid not null, "number" text not null, "organization_id" uuid not null, "payer_id" uuid not null, "method" text not null, "amount_minor" bigint not null, "currency" text not null, "received_on" date not null, "time_zone" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "payment_payer_id_recorded_at_index" on "finance"."payment" ("payer_id", "recorded_at")`,
    );
    this.addSql(
      `alter table "finance"."payment" add constraint "payment_organization_id_number_unique" unique ("organization_id", "number")`,
    );
    this.addSql(
      `create table "finance"."refund" ("id" uuid not null, "number" text not null, "organization_id" uuid not null, "payment_id" uuid not null, "amount_minor" bigint not null, "currency" text not null, "day" date not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "refund_payment_id_index" on "finance"."refund" ("payment_id")`);
    this.addSql(
      `alter table "finance"."refund" add constraint "refund_organization_id_number_unique" unique ("organization_id", "number")`,
    );
    this.addSql(
      `create table "finance"."reversal" ("document_id" uuid not null, "kind" text not null, "organization_id" uuid not null, "number" text not null, "day" date not null, "recorded_by" uuid not null, "recorded_at" timestamptz not null, primary key ("document_id"))`,
    );
    this.addSql(
      `alter table "finance"."reversal" add constraint "reversal_organization_id_number_unique" unique ("organization_id", "number")`,
    );
    this.addSql(
      `create table "finance"."seen_version" ("handler" text not null, "aggregate_id" uuid not null, "version" int not null, primary key ("handler", "aggregate_id"))`,
    );
    this.addSql(
      `alter table "finance"."document_series" add constraint "document_series_last" check (last >= 0)`,
    );
    this.addSql(
      `alter table "finance"."hold" add constraint "hold_once_at_a_time" exclude using gist (student_id with =, organization_id with =, tstzrange(placed_at, lifted_at) with &&)`,
    );
    this.addSql(
      `alter table "finance"."hold_rule" add constraint "hold_rule_grace_days" check (grace_days >= 0)`,
    );
    this.addSql(`alter table "finance"."hold_rule" add constraint "hold_rule_from" check (from_minor > 0)`);
    this.addSql(
      `alter table "finance"."invoice" add constraint "invoice_occurrence" check (occurrence >= 1)`,
    );
    this.addSql(
      `alter table "finance"."invoice_reminder" add constraint "invoice_reminder_step" check (step >= 0)`,
    );
    this.addSql(
      `alter table "finance"."invoice_run" add constraint "invoice_run_state" check (state in ('PREVIEWING', 'PREVIEWED', 'RUNNING', 'DONE'))`,
    );
    this.addSql(
      `alter table "finance"."invoice_run_item" add constraint "invoice_run_item_problem" check (problem in ('ALREADY_INVOICED', 'NOT_ENROLLED', 'NO_PAYER'))`,
    );
    this.addSql(
      `alter table "finance"."invoice_run_outcome" add constraint "invoice_run_outcome_either" check ((invoice_id is null) <> (problem is null))`,
    );
    this.addSql(
      `alter table "finance"."invoice_run_outcome" add constraint "invoice_run_outcome_problem" check (problem in ('ALREADY_INVOICED', 'NOT_ENROLLED', 'NO_PAYER'))`,
    );
    this.addSql(
      `alter table "finance"."ledger_line" add constraint "ledger_line_credit" check (payment_id is not null or account in ('RECEIVABLE', 'INCOME'))`,
    );
    this.addSql(
      `alter table "finance"."ledger_line" add constraint "ledger_line_receivable" check (account <> 'RECEIVABLE' or (student_id is not null and invoice_id is not null))`,
    );
    this.addSql(
      `alter table "finance"."ledger_line" add constraint "ledger_line_account" check (account in ('RECEIVABLE', 'INCOME', 'MONEY', 'CREDIT'))`,
    );
    this.addSql(
      `alter table "finance"."ledger_line" add constraint "ledger_line_amount" check (amount <> 0)`,
    );
    this.addSql(
      `alter table "finance"."ledger_posting" add constraint "ledger_posting_kind" check (kind in ('INVOICE', 'INVOICE_REVERSAL', 'PAYMENT', 'PAYMENT_REVERSAL', 'ALLOCATION', 'RELEASE', 'REFUND'))`,
    );
    this.addSql(
      `alter table "finance"."payment" add constraint "payment_method" check (method in ('CASH', 'TRANSFER', 'CARD', 'CHEQUE'))`,
    );
    this.addSql(`alter table "finance"."payment" add constraint "payment_amount" check (amount_minor > 0)`);
    this.addSql(`alter table "finance"."refund" add constraint "refund_amount" check (amount_minor > 0)`);
    this.addSql(
      `alter table "finance"."reversal" add constraint "reversal_kind" check (kind in ('INVOICE', 'PAYMENT'))`,
    );
    // What no entity can say: each posting balances when it is committed, and what stands in the books is never touched again.
    this.addSql(`
      create function "finance"."posting_balances"() returns trigger language plpgsql set search_path = "finance" as $$
        begin
          if exists (
            select from ledger_line where posting_id = new.posting_id group by currency having sum(amount) <> 0
          ) then
            raise exception 'posting % does not balance', new.posting_id using errcode = 'check_violation';
          end if;
          return null;
        end
      $$`);
    this.addSql(
      `create constraint trigger "ledger_line_balances" after insert on "finance"."ledger_line" deferrable initially deferred for each row execute function "finance"."posting_balances"()`,
    );
    this.addSql(`
      create function "finance"."is_never_changed"() returns trigger language plpgsql as $$
        begin
          raise exception 'a row of % is never changed: reverse it by another document', tg_table_name
            using errcode = 'check_violation';
        end
      $$`);
    for (const table of ['ledger_posting', 'ledger_line', 'invoice', 'payment', 'refund', 'reversal']) {
      this.addSql(
        `create trigger "${table}_is_never_changed" before update or delete on "finance"."${table}" for each statement execute function "finance"."is_never_changed"()`,
      );
    }
  }
}

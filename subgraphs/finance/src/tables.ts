import type { LedgerAccount } from './ledger/ledger.rules.ts';

/** The columns that lists and visibility read by SQL. Days are `YYYY-MM-DD`; amounts are text, as PostgreSQL gives a bigint. */
export interface FinanceTables {
  invoice: { id: string; student_id: string; organization_id: string; issued_at: Date; due_on: string };
  payment: { id: string; payer_id: string; organization_id: string; recorded_at: Date };
  ledger_line: { account: LedgerAccount; amount: string; student_id: string | null };
}

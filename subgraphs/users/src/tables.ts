/** Columns that this subgraph reads by Kysely's builder; where a statement needs more than that, it is written as SQL. */
export interface Tables {
  person: { id: string; name: string; email: string | null; deactivated_at: Date | null };
  student: { id: string; organization_id: string };
  credential: { person_id: string; password_hash: string; version: number };
  sign_in_failure: { email_hash: string; at: Date };
  audit_entry: { id: string; at: Date; actor_id: string | null; table_name: string; row_id: string };
}

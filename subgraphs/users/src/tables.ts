/** The tables of this subgraph as SQL sees them, for reads by `request.reads<Tables>()`. */
export interface Tables {
  organization: {
    id: string;
    parent_id: string | null;
    /** From the institution down to the organization itself. */
    path: string[];
    kind: string;
    name: string;
    time_zone: string | null;
    locale: string | null;
  };
  person: { id: string; name: string; sort_name: string; email: string | null };
  student: { id: string; organization_id: string; number: string };
  staff: { id: string; organization_id: string };
  guardian: { id: string };
  guardianship: {
    id: string;
    guardian_id: string;
    student_id: string;
    from_day: string;
    to_day: string | null;
  };
  role_assignment: {
    id: string;
    person_id: string;
    role: string;
    organization_id: string;
    from_day: string;
    to_day: string | null;
    version: number;
  };
  sign_in_session: { id: string; person_id: string; started_at: Date; ended_at: Date | null };
  refresh_token: { hash: string; session_id: string; previous: string | null; expires_at: Date };
  sign_in_failure: { id: string; email_hash: string; at: Date };
}

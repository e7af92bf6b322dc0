/** The columns that lists and visibility read by SQL. Days are `YYYY-MM-DD`. */
interface Dated {
  from: string;
  to: string | null;
}

export interface AcademicsTables {
  academic_session: {
    id: string;
    organization_id: string;
    parent_id: string | null;
    time_zone: string;
  } & Dated;
  course: { id: string; credits: string };
  section: {
    id: string;
    organization_id: string;
    course_id: string;
    academic_session_id: string;
    title: string;
  };
  section_staff: { section_id: string; staff_id: string } & Dated;
  school_enrollment: {
    student_id: string;
    organization_id: string;
    grade: string;
    time_zone: string;
  } & Dated;
  program_enrollment: { id: string; program_id: string; student_id: string } & Dated;
  section_enrollment: {
    id: string;
    section_id: string;
    organization_id: string;
    student_id: string;
    version: number;
    changed_at: Date;
    changed_by: string | null;
  } & Dated;
  meeting: {
    id: string;
    section_id: string;
    organization_id: string;
    pattern_id: string | null;
    date: string;
    starts_at: Date;
    ends_at: Date;
  };
  booking: {
    meeting_id: string;
    kind: 'ROOM' | 'STAFF';
    resource_id: string;
    starts_at: Date;
    ends_at: Date;
  };
}

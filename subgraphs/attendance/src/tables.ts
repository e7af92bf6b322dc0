import type { AttendanceCategory } from './code/attendance-code.entity.ts';
import type { MarkLayer } from './mark/mark-layer.enum.ts';

/** The tables as SQL sees them. A day is a string `YYYY-MM-DD`. */
export interface AttendanceTables {
  attendance_code: {
    id: string;
    organization_id: string;
    code: string;
    name: string;
    category: AttendanceCategory;
    excused: boolean;
    is_default: boolean;
    office_only: boolean;
    retired_at: Date | null;
  };
  register_version: {
    register_id: string;
    version: number;
    step: 'SUBMITTED' | 'CORRECTED';
    section_id: string;
    organization_id: string;
    date: string;
    starts_at: Date;
    expected: string[] | null;
    recorded_by: string;
    recorded_at: Date;
  };
  attendance_mark: {
    id: string;
    register_id: string;
    version: number;
    student_id: string;
    date: string;
    starts_at: Date;
    code_id: string;
    minutes_late: number | null;
    layer: MarkLayer;
    recorded_by: string;
    recorded_at: Date;
  };
  excusal: { student_id: string; leave_request_id: string; starts_at: Date; ends_at: Date };
  moved_meeting: { id: string; starts_at: Date };
  correction_reason: { mark_id: string; reason: string };
}

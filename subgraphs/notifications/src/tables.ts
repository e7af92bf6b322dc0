import type { Told } from './notification/subject.ts';

/** The columns that are read by SQL. */
export interface Tables {
  absence_notice: { id: string; guardian_id: string; date: string };
  result_news: { result_id: string; student_id: string };
  notification: {
    id: string;
    person_id: string;
    notice_id: string | null;
    statements: readonly Told[];
    created_at: Date;
    read_at: Date | null;
  };
  delivery: {
    id: string;
    notification_id: string;
    channel: string;
    is_under_way: boolean;
    address_hash: string | null;
  };
  delivery_report: { id: string; delivery_id: string; key: string; for_good: boolean; at: Date };
  recorded_sms: { delivery_id: string; recipient: string; text: string; recorded_at: Date };
  recorded_mail: { delivery_id: string; recipient: string; subject: string; text: string; recorded_at: Date };
}

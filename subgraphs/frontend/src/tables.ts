/** The columns that lists read by SQL. */
export interface FrontendTables {
  announcement: {
    id: string;
    organization_id: string;
    section_id: string | null;
    audience: string[];
    visible_from: Date;
    visible_to: Date | null;
  };
}

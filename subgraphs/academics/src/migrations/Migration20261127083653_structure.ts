import { Migration } from '@mikro-orm/migrations';

export class Migration20261127083653_structure extends Migration {
  override up(): void {
    this.addSql(
      `alter table "academics"."academic_session" add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(
      `alter table "academics"."academic_session" add constraint "academic_session_organization_id_title_unique" unique ("organization_id", "title")`,
    );
    this.addSql(
      `alter table "academics"."academic_session" add constraint "academic_session_terms_apart" exclude using gist (parent_id with =, daterange("from", "to") with &&)`,
    );
    this.addSql(
      `alter table "academics"."academic_session" add constraint "academic_session_years_apart" exclude using gist (organization_id with =, daterange("from", "to") with &&) where (parent_id is null)`,
    );
    this.addSql(
      `alter table "academics"."course" add "is_retired" boolean not null default false, add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(
      `alter table "academics"."course" add constraint "course_organization_id_code_unique" unique ("organization_id", "code")`,
    );
    this.addSql(
      `alter table "academics"."program" add "is_retired" boolean not null default false, add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(
      `alter table "academics"."room" add "is_retired" boolean not null default false, add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(
      `alter table "academics"."room" add constraint "room_organization_id_name_unique" unique ("organization_id", "name")`,
    );
    this.addSql(
      `alter table "academics"."section" add "is_closed" boolean not null default false, add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(
      `create index "section_academic_session_id_index" on "academics"."section" ("academic_session_id")`,
    );
    // An assignment is named by an id of its own from now on, also those that were there before.
    this.addSql(
      `alter table "academics"."section_staff" add "id" uuid not null default gen_random_uuid(), add "version" int not null default 1, add "changed_at" timestamptz null, add "changed_by" uuid null`,
    );
    this.addSql(`alter table "academics"."section_staff" alter "id" drop default`);
    this.addSql(`alter table "academics"."section_staff" drop constraint "section_staff_pkey"`);
    this.addSql(`alter table "academics"."section_staff" add primary key ("id")`);
    this.addSql(
      `create index "section_staff_section_id_index" on "academics"."section_staff" ("section_id")`,
    );
  }
}

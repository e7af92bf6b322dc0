import { newId } from '@learnova/platform/ids';
import { hour, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

/** More than two portions of sections, each with the student and a score. */
const sections = 45;

describe('a publication of many sections that is interrupted', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    const { test: exam } = await school.begin();
    await school.score(3, [[exam, school.child, '42.5']]);
    await copySection(exam);
  });
  afterEach(() => school?.close());

  /** The gradebook with its test and score, once for each other section. */
  async function copySection(exam: string): Promise<void> {
    const others = Array.from({ length: sections - 1 }, () => newId());
    for (const id of others) {
      school.sections.set(id, { organizationId: school.school, title: 'Another', credits: '1' });
      school.enroll(id, school.child);
    }
    const values = [school.section, others];
    await school.rows(
      `insert into gradebook select other, organization_id, academic_session_id, changed_by, changed_at, version
       from gradebook, unnest($2::uuid[]) as other where id = $1`,
      values,
    );
    await school.rows(
      `insert into grading_scheme select other, version, grading_scale_id, categories, decimal_places, rounding,
         recorded_by, recorded_at
       from grading_scheme, unnest($2::uuid[]) as other where section_id = $1`,
      values,
    );
    await school.rows(
      `with item as (
         insert into line_item select gen_random_uuid(), version, other, category, title, result_value_max, due_at,
           recorded_by, recorded_at
         from line_item, unnest($2::uuid[]) as other where id = $1 returning id, section_id
       )
       insert into score (id, section_id, line_item_id, student_id, version, state, value, recorded_by, recorded_at)
       select gen_random_uuid(), item.section_id, item.id, student_id, score.version, state, value, recorded_by, recorded_at
       from score, item where line_item_id = $1`,
      [exam, others],
    );
  }

  const told = async () =>
    (await office.waiting('assessments.result-published')).flatMap(({ live }) =>
      live.filter(({ topic }) => topic.includes('.student.')).map(({ key }) => key.id),
    );

  test('goes on where it was: each result is taken once, and nothing is seen before all of them are', async () => {
    const { id } = await office.schedule({ sectionId: null });
    let asked = 0;
    school.down.has = (service) => {
      if (service === 'academics') asked += 1;
      return service === 'academics' && asked === 2;
    };
    await expect(office.prepare(id)).rejects.toThrow();
    await school.subgraph.advance(hour);
    expect(await office.publication(id)).toMatchObject({ state: 'PREPARING', resultCount: 20 });
    expect(await office.resultsOf(school.child, school.child)).toEqual([]);
    await Promise.allSettled([office.prepare(id), office.prepare(id)]);
    await office.prepare(id);
    expect(await office.publication(id)).toMatchObject({ state: 'PUBLISHED', resultCount: sections });
    expect(await office.resultsOf(school.child, school.child)).toHaveLength(sections);
    expect(await school.rows('select 1 from section_result where version > 1')).toEqual([]);
  });

  test('whose telling ends in the middle tells the others, and nobody twice', async () => {
    const { id } = await office.schedule({ sectionId: null });
    await office.prepare(id);
    await school.subgraph.advance(hour);
    // The second portion has a section that cannot be told.
    await school.rows(
      `create function refuse() returns trigger language plpgsql as
       $$ begin if (select count(*) from publication_telling) >= 20 then raise exception 'it died'; end if; return new; end $$`,
    );
    await school.rows(
      'create trigger refuse before insert on publication_telling for each row execute function refuse()',
    );
    await expect(office.tell(id)).rejects.toThrow('it died');
    expect(await told()).toHaveLength(20);
    await school.rows('drop trigger refuse on publication_telling');
    await office.tell(id);
    const all = await told();
    expect([all.length, new Set(all).size]).toEqual([sections, sections]);
    expect(await office.publication(id)).toMatchObject({ toldCount: sections });
  });
});

import { type FindArgs, hasWords, wordsOf } from '@learnova/platform/find';
import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import type { Viewpoint } from './person.policy.ts';
import { ownViewpoint, pupilsOf } from './viewpoint.ts';

/** As `person_named` and `student_numbered` have them. */
const named = sql<string>`(' ' || platform.folded(p.name))`;
const numbered = sql<string>`(' ' || platform.folded(s.number))`;

/**
 * The ids of people whose name or number has each word of a text as the beginning of a word, whose surname begins with it first, then by
 * name. An e-mail finds whom it belongs to. Only those whom the viewer may see: the sentences of `person.policy.ts`, said in SQL so
 * that the rest is never read; the door says them again.
 */
export async function findPeople(request: Request, args: FindArgs): Promise<string[]> {
  const words = await wordsOf(request, args);
  const [own, pupils] = await Promise.all([ownViewpoint(request), pupilsOf(request)]);
  const { rows } = await sql<{ id: string }>`
    with found as (
      select p.id from person p where ${hasWords(named, words)}
      union select s.id from student s where ${hasWords(numbered, words)}
      union select p.id from person p left join student s on s.id = p.id left join staff f on f.id = p.id
        where p.email = ${args.text.trim().toLowerCase()} and ${reached(own)}
    )
    select p.id from found join person p using (id)
      left join student s on s.id = p.id left join staff f on f.id = p.id
    where ${visible({ ...own, pupils })}
    order by not starts_with(platform.folded(p.sort_name), ${words[0]}), p.sort_name, p.id
    limit ${args.first}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}

function visible(who: Viewpoint): RawBuilder<boolean> {
  return sql<boolean>`(
    p.id = ${who.personId} or s.id = any(${[...who.children, ...who.pupils]}::uuid[])
    or s.organization_id = any(${[...who.office]}::uuid[]) or f.organization_id = any(${[...who.neighbourhood]}::uuid[])
    or ${guards(who.office)}
  )`;
}

/** Whose e-mail the viewer may read, and so find somebody by. */
function reached({ personId, registry }: Pick<Viewpoint, 'personId' | 'registry'>): RawBuilder<boolean> {
  const schools = [...registry];
  return sql<boolean>`(
    p.id = ${personId} or s.organization_id = any(${schools}::uuid[]) or f.organization_id = any(${schools}::uuid[])
    or ${guards(registry)}
  )`;
}

const guards = (schools: ReadonlySet<string>): RawBuilder<boolean> => sql<boolean>`exists (
  select from guardianship gs join student child on child.id = gs.student_id
  where gs.guardian_id = p.id and child.organization_id = any(${[...schools]}::uuid[]))`;

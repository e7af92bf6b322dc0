import { type RawBuilder, sql } from 'kysely';
import { ArgsType, Field, Int } from 'type-graphql';
import { badInput } from './refusal.ts';
import type { Request } from './request.ts';

/** Longer than any name that somebody types, words of which each may cost a look at an index, and no more than fit a screen. */
const most = { characters: 100, words: 8, found: 50 } as const;

/** What each quick find takes. */
@ArgsType()
export class FindArgs {
  @Field(() => String, {
    description: `What is looked for, in two letters or more, at most ${most.characters} and ${most.words} words; marks on letters do not matter.`,
  })
  text!: string;

  @Field(() => Int, { defaultValue: 10, description: `How many at most, 1 to ${most.found}.` })
  first!: number;
}

/**
 * The words of what somebody looks for, as `platform.folded` writes them.
 * @throws BAD_USER_INPUT for what is too short to find anybody by, or too long
 */
export async function wordsOf(request: Request, { text, first }: FindArgs): Promise<string[]> {
  if (first < 1 || first > most.found) throw badInput(['first'], `One finds 1 to ${most.found} at a time.`);
  if (text.length > most.characters)
    throw badInput(['text'], `Nobody is looked for by more than ${most.characters} characters.`);
  const { rows } = await sql<{ folded: string }>`select platform.folded(${text}) as folded`.execute(
    request.reads<unknown>(),
  );
  const words = rows[0]?.folded.split(' ').filter((word) => word !== '') ?? [];
  if (words.join('').length < 2) throw badInput(['text'], 'Write two letters or more of what you look for.');
  if (words.length > most.words)
    throw badInput(['text'], `Nobody is looked for by more than ${most.words} words. Leave some out.`);
  return words;
}

/**
 * SQL for whether a text has, for each of these, a word that begins with it. `text` is written as its index has it: by trigrams, on
 * `(' ' || platform.folded(...))`.
 */
export function hasWords(text: RawBuilder<string>, words: readonly string[]): RawBuilder<boolean> {
  const each = words.map((word) => sql<boolean>`${text} like ${`% ${word}%`}`);
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

import { badInput } from '@learnova/platform/refusal';
import { highestRating, type Question } from '../questionnaire/question.type.ts';
import type { Answers } from './ballot.entity.ts';
import { hasRoom } from './pot.rules.ts';

interface Given {
  readonly questionId: string;
  readonly rating?: number | null;
  readonly choice?: number | null;
  readonly text?: string | null;
}

/**
 * The answers of a ballot, by question. None has to be answered; whoever answers nothing has nothing to send.
 * @throws BAD_USER_INPUT with the path of the answer, and never with what it says
 */
export function decideAnswers(questions: readonly Question[], given: readonly Given[]): Answers {
  const answers = new Map<string, number | string>();
  for (const [index, answer] of given.entries()) {
    const at = ['input', 'answers', `${index}`];
    const question = questions.find(({ id }) => id === answer.questionId);
    if (!question) throw badInput([...at, 'questionId'], 'The questionnaire has no such question.');
    if (answers.has(question.id)) throw badInput([...at, 'questionId'], 'This question is answered already.');
    answers.set(question.id, decideAnswer(question, answer, at));
  }
  if (answers.size === 0) throw badInput(['input', 'answers'], 'A ballot answers one question at least.');
  // In the order of the questions, whatever order they were answered in.
  const ordered = questions.flatMap(({ id }) => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  const ballot = Object.fromEntries(ordered);
  if (!hasRoom(ballot))
    throw badInput(
      ['input', 'answers'],
      'These answers are too long together: all of them have some 4000 bytes.',
    );
  return ballot;
}

function decideAnswer(
  { kind, choices }: Question,
  { rating, choice, text }: Given,
  at: readonly string[],
): number | string {
  const given = [rating, choice, text].filter((value) => value !== null && value !== undefined);
  if (given.length !== 1) throw badInput(at, 'A question is answered in one way.');
  if (kind === 'RATING') {
    if (!rating || rating < 1 || rating > highestRating)
      throw badInput([...at, 'rating'], `A rating is 1 to ${highestRating}.`);
    return rating;
  }
  if (kind === 'CHOICE') {
    if (choice === null || choice === undefined || choice < 0 || choice >= choices.length)
      throw badInput([...at, 'choice'], 'A choice is the place of one of the choices, from 0.');
    return choice;
  }
  const words = (text ?? '').trim();
  if (words.length === 0 || words.length > 2_000)
    throw badInput([...at, 'text'], 'This takes 1 to 2000 characters.');
  return words;
}

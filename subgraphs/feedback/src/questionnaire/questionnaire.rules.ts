import { decideText } from '@learnova/platform/decide-text';
import { newId } from '@learnova/platform/ids';
import { badInput } from '@learnova/platform/refusal';
import type { Question, QuestionKind } from './question.type.ts';

interface Asked {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly choices?: readonly string[] | null;
  readonly isCut: boolean;
}

/**
 * The questions of a questionnaire. Results are told apart by one question at most: by two, the difference between two groups
 * could be one voter.
 */
export function decideQuestions(asked: readonly Asked[]): Question[] {
  if (asked.length === 0 || asked.length > 40)
    throw badInput(['input', 'questions'], 'A questionnaire asks 1 to 40 questions.');
  if (asked.filter(({ isCut }) => isCut).length > 1)
    throw badInput(['input', 'questions'], 'Results are told apart by one question at most.');
  return asked.map(({ kind, text, choices, isCut }, index) => {
    const at = ['input', 'questions', `${index}`];
    if (isCut && kind !== 'CHOICE')
      throw badInput([...at, 'isCut'], 'Results are told apart by the choices of a question alone.');
    return {
      ...{ id: newId(), kind, isCut, text: decideText(text, [...at, 'text'], 300) },
      choices: decideChoices(kind, choices ?? [], [...at, 'choices']),
    };
  });
}

function decideChoices(kind: QuestionKind, choices: readonly string[], path: readonly string[]): string[] {
  if (kind !== 'CHOICE') {
    if (choices.length > 0) throw badInput(path, 'Only a question of the kind CHOICE has choices.');
    return [];
  }
  if (choices.length < 2 || choices.length > 12) throw badInput(path, 'A question has 2 to 12 choices.');
  const texts = choices.map((choice, n) => decideText(choice, [...path, `${n}`], 80));
  if (new Set(texts).size < texts.length) throw badInput(path, 'Each choice stands there once.');
  return texts;
}

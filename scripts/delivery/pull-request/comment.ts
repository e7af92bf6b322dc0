import type { GitHub } from './github.client.ts';
import { commentsModel } from './github.model.ts';

const mark = '<!-- learnova: what the pipeline says of this pull request -->';
/** Who speaks with a pipeline's token. Anybody can write the mark, and nobody else is to be overwritten. */
const author = 'github-actions[bot]';

/** One comment a pull request: written once, and rewritten when what it says has changed. */
export async function keepComment(github: GitHub, number: number, text: string): Promise<void> {
  const body = `${mark}\n${text}`;
  const comments = await github.list(`/issues/${number}/comments`, commentsModel);
  const own = comments.find((comment) => comment.user?.login === author && comment.body?.startsWith(mark));
  if (!own) await github.post(`/issues/${number}/comments`, { body });
  else if (own.body !== body) await github.patch(`/issues/comments/${own.id}`, { body });
}

import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { z } from 'zod';
import { optionsOf, run, say } from '../lib/program.ts';
import { summarize } from './lib/github.ts';
import { keepComment } from './pull-request/comment.ts';
import { GitHub } from './pull-request/github.client.ts';
import { eventModel, filesModel, pullRequestModel } from './pull-request/github.model.ts';
import { changesOf, labelsOf } from './pull-request/labels.rules.ts';
import { holds, told, verdictOf } from './pull-request/verdict.ts';

/** What GitHub tells a job. */
const model = z.object({
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  GITHUB_REPOSITORY: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  GITHUB_EVENT_PATH: z.string(),
  GITHUB_TOKEN: z.string(),
});

/** GitHub tries the merge after it is asked for the first time. */
const looks = 5;
const betweenMs = 2_000;

/**
 * `npm run pull-request`: title, conflicts, size and labels of the pull request that started this job, and one comment about
 * them. It has the rights of the base branch, so it looks at what strangers sent as data, and runs none of it.
 */
async function main(): Promise<void> {
  optionsOf({ options: {} }, 'npm run pull-request    takes no options: all that it needs is told by GitHub');
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, ...rest } = readConfig(model);
  const number = await numberOf(rest.GITHUB_EVENT_PATH);
  const github = new GitHub(api, repository, rest.GITHUB_TOKEN);
  const pullRequest = await looked(github, number);
  const files = await github.list(`/pulls/${number}/files`, filesModel);
  const verdict = verdictOf(pullRequest, files);

  const paths = files.flatMap(({ filename, previous_filename: before }) => [
    filename,
    ...(before ? [before] : []),
  ]);
  const wanted = labelsOf(paths, verdict.extent.size, pullRequest.mergeable === false);
  const { add, remove } = changesOf(
    pullRequest.labels.map(({ name }) => name),
    wanted,
  );
  if (add.length > 0) await github.post(`/issues/${number}/labels`, { labels: add });
  for (const name of remove) await github.delete(`/issues/${number}/labels/${encodeURIComponent(name)}`);
  await keepComment(github, number, told(verdict));

  say(told(verdict));
  await summarize(`## Pull request\n\n${told(verdict)}`);
  if (!holds(verdict)) throw new CannotStart('The pull request is not ready: see the marks above.');
}

async function numberOf(file: string): Promise<number> {
  const result = eventModel.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (result.success) return result.data.pull_request.number;
  throw new CannotStart('This job was not started by a pull request: GITHUB_EVENT_PATH tells of none.');
}

/** The pull request, if possible with GitHub's word on whether it merges. */
async function looked(github: GitHub, number: number): Promise<z.infer<typeof pullRequestModel>> {
  for (let look = 1; ; look += 1) {
    const found = await github.get(`/pulls/${number}`, pullRequestModel);
    if (found.mergeable !== null || look === looks) return found;
    await pause(betweenMs);
  }
}

run(main);

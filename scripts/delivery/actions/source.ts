import { CannotStart } from '@learnova/platform/cannot-start';
import { run } from '../../checks/tools.ts';

/** The tags of a repository on GitHub, and the commits that they lead to. @throws CannotStart where it cannot be read */
export async function tagsOf(repository: string): Promise<ReadonlyMap<string, string>> {
  const url = `https://github.com/${repository}.git`;
  const { code, output } = await run('git', ['ls-remote', '--tags', url]);
  if (code !== 0)
    throw new CannotStart(
      `The source of ${repository} cannot be read, so nothing was pinned: ${output.trim().split('\n')[0]}`,
    );
  const found = [...output.matchAll(/^([0-9a-f]{40})\trefs\/tags\/(\S+?)(\^\{\})?$/gm)];
  // An annotated tag is an object of its own: the line with ^{} names the commit behind it, and comes after it.
  return new Map(found.map(([, id = '', tag = '']) => [tag, id]));
}

/** The commit by which a use is to be pinned. @throws CannotStart where that would be a guess */
export function commitOf(
  { repository, tag, commit }: { repository: string; tag: string | null; commit: string | null },
  tags: ReadonlyMap<string, string>,
): string {
  if (tag === null)
    throw new CannotStart(`${repository}@${commit} does not say its version: write \`# v1.2.3\` behind it.`);
  if (!/^v\d+\.\d+\.\d+$/.test(tag))
    throw new CannotStart(`${repository}@${tag} moves with each release: name one version, such as v1.2.3.`);
  const found = tags.get(tag);
  if (!found) throw new CannotStart(`${repository} has no tag ${tag}: look its releases up.`);
  // Of another tag: somebody has written a new version behind the old commit. Of none: what stood under the tag was replaced.
  if (commit !== null && commit !== found && ![...tags.values()].includes(commit))
    throw new CannotStart(
      `${repository}: ${tag} was ${commit} and is now ${found}. A release does not move: find out why before you trust it.`,
    );
  return found;
}

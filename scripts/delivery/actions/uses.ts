/** A line that names an action of somebody else: `uses: owner/name/path@ref # v1.2.3`. */
const line =
  /^(?<before>\s*(?:- )?uses:\s*)(?<action>[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?)@(?<ref>[\w.-]+)(?:\s+#\s*(?<tag>v[\w.-]+))?\s*$/;
const commit = /^[0-9a-f]{40}$/;

export interface Use {
  /** `owner/name`: where its source is. */
  readonly repository: string;
  /** The version that is meant. Null for a commit without one beside it. */
  readonly tag: string | null;
  /** The commit by which it is pinned; null while the tag alone names it. */
  readonly commit: string | null;
}

/** Rewrites each use of an action in a workflow's text. @param pin answers the commit of a use, or null to leave it as it is */
export function withPins(text: string, pin: (use: Use) => string | null): string {
  return text
    .split('\n')
    .map((each) => {
      const groups = line.exec(each)?.groups;
      const use = groups && useOf(groups);
      const found = use && pin(use);
      return found ? `${groups.before}${groups.action}@${found} # ${use.tag}` : each;
    })
    .join('\n');
}

export function usesIn(text: string): readonly Use[] {
  const uses: Use[] = [];
  withPins(text, (use) => {
    uses.push(use);
    return null;
  });
  return uses;
}

function useOf({ action = '', ref = '', tag }: Record<string, string | undefined>): Use {
  const repository = action.split('/').slice(0, 2).join('/');
  const isCommit = commit.test(ref);
  return { repository, tag: isCommit ? (tag ?? null) : ref, commit: isCommit ? ref : null };
}

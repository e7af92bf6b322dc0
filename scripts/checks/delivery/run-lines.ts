/** What a step may call: everything here can be run at home. */
export interface Callable {
  /** The scripts of package.json. */
  readonly scripts: ReadonlySet<string>;
  /** Programs of the repository, by their paths from the root. */
  readonly programs: ReadonlySet<string>;
}

/** Beside our own: npm's installation, the stack of the compose file, and the load generator, as their pages tell people to. */
const others = [/^npm ci$/, /^docker compose up /, /^k6 run /];

/**
 * A step is a table of contents: one command a line, without anything that could hide how it ends or what it is made of.
 * @returns a sentence for each fault
 */
export function faultsOfRun(run: string, { scripts, programs }: Callable): string[] {
  const lines = run.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      if (line.includes('${{'))
        return [`\`${line}\` holds an expression: hand it over by env, and quote "$NAME"`];
      if (/[|;&`<>]|\$\(|\\$/.test(line))
        return [`\`${line}\` is more than one command: let a program of the repository do it`];
      return isCallable(line, scripts, programs)
        ? []
        : [`\`${line}\` is no npm script and no program of the repository`];
    });
}

function isCallable(line: string, scripts: ReadonlySet<string>, programs: ReadonlySet<string>): boolean {
  const [, command, named] = /^npm (test|run (?:--silent )?([\w:-]+))(?: -- .*)?$/.exec(line) ?? [];
  if (command !== undefined) return scripts.has(named ?? command);
  const [program = ''] = line.split(' ');
  return programs.has(program.replace(/^\.\//, '')) || others.some((pattern) => pattern.test(line));
}

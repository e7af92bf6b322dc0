import { sections, type Variable, variablesOf } from './configuration.ts';

/** The text of `.env.example`: every variable of every model, with its description and default. */
export function envExample(): string {
  const told = new Set<string>();
  const text = sections.flatMap(([title, model]) => {
    const lines = variablesOf(model)
      .map(lineOf)
      .filter((line) => !told.has(line));
    for (const line of lines) told.add(line);
    return lines.length > 0 ? [`# == ${title}`, ...lines, ''] : [];
  });
  const head = [
    '# Written from the configuration models by `npm run check -- --fix env`. Commented out: the default.',
    '# Each may come from a file instead, as secrets should: <NAME>_FILE holds its path, such as DATABASE_URL_FILE.',
  ];
  return [...head, '', ...text].join('\n');
}

function lineOf({ name, description, fallback, choices, needed }: Variable): string {
  const notes = [choices.length > 0 && `one of ${choices.join(', ')}`, needed && 'needed'].filter(Boolean);
  const sentence = [description, notes.length > 0 && `(${notes.join('; ')})`].filter(Boolean).join(' ');
  return `# ${sentence}\n${needed ? '' : '# '}${name}=${fallback}`;
}

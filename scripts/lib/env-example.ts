import 'reflect-metadata';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { subgraphs } from '@learnova/workers/subgraphs';
import { z } from 'zod';

const places = [
  '{platform,gateway,workers}/src/**/*.config.ts',
  'scripts/**/*.config.ts',
  'workers/src/channels/*.ts',
];
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Section {
  readonly title: string;
  readonly models: readonly z.ZodObject[];
}

interface Variable {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

/**
 * The text of `.env.example`: every variable of every model, with its description and default. Models are what the files
 * named `*.config.ts` and the channels export, and the settings of each subgraph's manifest.
 */
export async function envExample(): Promise<string> {
  const sections = [
    ...(await configFiles()),
    ...subgraphs.flatMap(({ name, settings }) => (settings ? [{ title: name, models: [settings] }] : [])),
  ];
  const told = new Set<string>();
  return `${[
    '# Written from the configuration models by `npm run check -- --fix env`. Commented out: the default.',
    ...sections.flatMap(({ title, models }) => [
      '',
      `# == ${title}`,
      ...models.flatMap((model) => lines(model, told)),
    ]),
  ].join('\n')}\n`;
}

async function configFiles(): Promise<Section[]> {
  const paths = globSync(places, { cwd: root }).toSorted();
  const sections = await Promise.all(
    paths.map(async (path) => {
      const exported = (await import(pathToFileURL(`${root}/${path}`).href)) as Record<string, unknown>;
      const models = Object.values(exported).filter((value) => value instanceof z.ZodObject);
      return { title: basename(path, '.ts').replace('.config', ''), models };
    }),
  );
  return sections.filter(({ models }) => models.length > 0);
}

/** A variable that several processes read is told once, where it comes first. */
function lines(model: z.ZodObject, told: Set<string>): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(model, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([name, variable]) => {
    if (told.has(name)) return [];
    told.add(name);
    const { description, default: fallback, enum: choices } = variable as Variable;
    const needed = required.includes(name);
    const notes = [choices && `one of ${choices.join(', ')}`, needed && 'needed'].filter(Boolean).join('; ');
    const sentence = [description ?? 'No description', notes && `(${notes})`].filter(Boolean).join(' ');
    return [`# ${sentence}`, `${needed ? '' : '# '}${name}=${fallback ?? ''}`];
  });
}

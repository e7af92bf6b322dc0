import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CannotStart } from '@learnova/platform/cannot-start';
import type { Subgraph } from '@learnova/platform/manifest';
import { z } from 'zod';
import { writeNew } from '../lib/key-store.ts';

const fileModel = z.object({
  /** Under the backup's folder. */
  file: z.string().regex(/^[\w-]+(\.[\w-]+)+$/),
  sha256: z.string(),
});
const tableModel = fileModel.extend({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
});
const model = z.object({
  format: z.literal(1),
  /** Of Learnova. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  profile: z.enum(['embedded', 'services']),
  /** Of PostgreSQL. Rows are kept as text, so that any later version takes them. */
  server: z.string(),
  /** Those that had run, by service, in their order. */
  migrations: z.record(z.string(), z.array(z.string())),
  /** The difference of the school's clock, which is none outside tests. */
  clockOffset: z.string(),
  /** No event had a higher number. */
  eventNumber: z.number(),
  tables: z.array(tableModel),
  keys: z.array(fileModel),
});
export type BackupManifest = z.infer<typeof model>;
export type BackupTable = z.infer<typeof tableModel>;
export type BackupFile = z.infer<typeof fileModel>;

const manifestFile = 'manifest.json';

/** The last thing that is written to a backup: without it, it was interrupted. */
export async function finish(folder: string, manifest: BackupManifest): Promise<void> {
  await writeNew(join(folder, manifestFile), { ...manifest, sha256: digestOf(manifest) });
}

/** @throws CannotStart when the folder holds no finished backup, or not all of one as it was written */
export async function verified(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  for (const { file, sha256 } of [...manifest.tables, ...manifest.keys]) {
    const found = join(folder, file);
    if (!(await isFile(found)) || (await digestOfFile(found)) !== sha256)
      throw new CannotStart(`This backup is damaged: ${found} is not what was written. Take another one.`);
  }
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const file = join(folder, manifestFile);
  if (!(await isFile(file)))
    throw new CannotStart(
      `${folder} holds no finished backup: there is no ${manifestFile} in it. Name another by --from.`,
    );
  const text = await readFile(file, 'utf8');
  try {
    const { sha256, ...rest } = JSON.parse(text) as { sha256?: unknown };
    const manifest = model.parse(rest);
    if (sha256 === digestOf(manifest)) return manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  throw new CannotStart(`This backup is damaged: ${file} is not what was written. Take another one.`);
}

/** @throws CannotStart when a migration had run that this release does not have */
export function requireKnown({ migrations, version }: BackupManifest, subgraphs: readonly Subgraph[]): void {
  const known = new Set(
    subgraphs.flatMap((each) => each.migrations.map(({ name }) => `${each.name}.${name}`)),
  );
  const strange = Object.entries(migrations).flatMap(([service, names]) =>
    names.map((name) => `${service}.${name}`).filter((name) => !known.has(name)),
  );
  if (strange.length === 0) return;
  throw new CannotStart(
    `This backup was made by a newer release (${version}): this one does not know ${strange.join(', ')}. Restore it with that release.`,
  );
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

function digestOf(manifest: BackupManifest): string {
  return createHash('sha256')
    .update(JSON.stringify(model.parse(manifest)))
    .digest('hex');
}

export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@learnova/platform/log';
import type { GatewayOptions } from '../../src/options.ts';
import { SupergraphFile } from '../../src/supergraph-file.ts';
import { eventually } from './eventually.ts';
import { type Edition, Library } from './library.ts';
import { World } from './world.ts';

/** A world whose gateway looks at a file, as the process does, and what a test does to that file. */
export class Reloads {
  static readonly #open: Reloads[] = [];
  #outcomes = { served: 0, refused: 0 };

  private constructor(
    readonly world: World,
    readonly folder: string,
    readonly file: SupergraphFile,
  ) {}

  static async start(options: Partial<GatewayOptions> = {}): Promise<Reloads> {
    const world = await World.start('over HTTP', options);
    const folder = await mkdtemp(join(tmpdir(), 'reloads-'));
    const file = new SupergraphFile({
      path: join(folder, 'supergraph.graphql'),
      everyMs: 10,
      log: silent,
      changed: (text) => world.gateway.replace(text),
    });
    const reloads = new Reloads(world, folder, file);
    Reloads.#open.push(reloads);
    return reloads;
  }

  static async closeAll(): Promise<void> {
    for (const { file, folder } of Reloads.#open.splice(0)) {
      await file.close();
      await rm(folder, { recursive: true });
    }
    await World.closeAll();
  }

  /** The supergraph of an edition, its services where they listen. */
  text(edition: Edition = {}, elsewhere: Readonly<Record<string, string>> = {}): string {
    const [books, reviews] = this.world.served;
    const urls: Record<string, string | undefined> = { books: books?.url, reviews: reviews?.url };
    return Library.supergraph((name) => elsewhere[name] ?? urls[name] ?? '', edition);
  }

  /** Puts the text in the file's place, and waits until it was judged. */
  async put(text: string, expected: 'served' | 'refused'): Promise<void> {
    const next = join(this.folder, 'next.graphql');
    await writeFile(next, text);
    await rename(next, join(this.folder, 'supergraph.graphql'));
    await this.judged(expected);
  }

  async judged(expected: 'served' | 'refused'): Promise<void> {
    this.#outcomes[expected] += 1;
    const told = (outcome: string) =>
      this.world.figure(`gateway_supergraph_reloads_total{outcome="${outcome}"}`);
    await eventually(async () => {
      expect({ served: await told('served'), refused: await told('refused') }).toEqual(this.#outcomes);
    });
  }
}

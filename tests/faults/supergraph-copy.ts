import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A field that nobody in these tests asks for. */
const [field, renamed] = ['  takenAt: DateTime\n', '  firstTakenAt: DateTime\n'];

/** The file that a gateway serves, and another supergraph that takes its place: one field in it has another name. */
export class SupergraphCopy {
  readonly path: string;
  readonly #texts: [string, string];

  private constructor(path: string, text: string) {
    const [before, after, ...more] = text.split(field);
    if (after === undefined || more.length > 0) throw new Error('the field to rename is there once');
    this.path = path;
    this.#texts = [text, before + renamed + after];
  }

  static async in(folder: string): Promise<SupergraphCopy> {
    const text = await readFile(join(__dirname, '../../schema/supergraph.graphql'), 'utf8');
    const copy = new SupergraphCopy(join(folder, 'supergraph.graphql'), text);
    await copy.#write(text);
    return copy;
  }

  /** Puts the other one in its place. */
  async swap(): Promise<void> {
    this.#texts.reverse();
    await this.#write(this.#texts[0]);
  }

  async #write(text: string): Promise<void> {
    await writeFile(`${this.path}.part`, text);
    await rename(`${this.path}.part`, this.path);
  }
}

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Logger } from '@learnova/platform/log';

interface Parts {
  readonly path: string;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  readonly log: Logger;
  /** Takes a text that is new. Never rejects. */
  readonly changed: (text: string) => Promise<unknown>;
}

interface Look {
  readonly text: string;
  /** Of the text, and of when it was written: a file that was touched is tried again. */
  readonly mark: string;
}

/**
 * Looks at a file again and again, which finds what notices of the system miss: a file that was renamed into place, a mount of
 * another machine, a link that leads elsewhere. Taken is what was the same at two looks, so that nothing half-written is.
 */
export class SupergraphFile {
  readonly #parts: Parts;
  #taken: string | undefined;
  #seen: string | undefined;
  #isMissing = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#wait();
  }

  /** Resolves when what it was about is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().finally(() => this.#wait());
    }, this.#parts.everyMs);
  }

  async #look(): Promise<void> {
    const found = await this.#read();
    if (!found || this.#isClosed) return;
    const { text, mark } = found;
    const isSettled = mark === this.#seen;
    this.#seen = mark;
    if (!isSettled || mark === this.#taken) return;
    this.#taken = mark;
    await this.#parts.changed(text);
  }

  /** Undefined while there is no such file, which is told once. */
  async #read(): Promise<Look | undefined> {
    const { path, log } = this.#parts;
    try {
      const [{ mtimeMs }, text] = await Promise.all([stat(path), readFile(path, 'utf8')]);
      this.#isMissing = false;
      return { text, mark: `${mtimeMs} ${createHash('sha256').update(text).digest('hex')}` };
    } catch (error) {
      if (!this.#isMissing) log.error({ err: error, path }, 'the file of the supergraph cannot be read');
      this.#isMissing = true;
      return undefined;
    }
  }
}

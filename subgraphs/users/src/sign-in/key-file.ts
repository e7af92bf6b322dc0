import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Logger } from '@learnova/platform/log';
import { z } from 'zod';

/**
 * A JSON file that may be replaced while the process runs: whoever reads gets what stands there now, so that all processes
 * that see the file agree. A file that is gone or damaged changes nothing, and the log tells of it.
 */
export class KeyFile<T> {
  readonly #path: string;
  readonly #model: z.ZodType<T>;
  #content: T;
  #seen = '';

  private constructor(path: string, model: z.ZodType<T>, content: T) {
    this.#path = path;
    this.#model = model;
    this.#content = content;
  }

  /** For a variable of the configuration that holds the path: a file that cannot be used is told at the start. */
  static variable<T>(model: z.ZodType<T>) {
    return z.string().transform((path, context): KeyFile<T> => {
      try {
        return new KeyFile(path, model, model.parse(JSON.parse(readFileSync(path, 'utf8'))));
      } catch (error) {
        context.addIssue({ code: 'custom', message: `${path} is not usable: ${reasonOf(error)}` });
        return z.NEVER;
      }
    });
  }

  async read(log: Logger): Promise<T> {
    const state = await this.#state();
    if (state === this.#seen) return this.#content;
    this.#seen = state;
    try {
      this.#content = this.#model.parse(JSON.parse(await readFile(this.#path, 'utf8')));
      log.info({ file: this.#path }, 'the keys were read');
    } catch (error) {
      log.error(
        { err: error, file: this.#path },
        'the keys cannot be read; those that were read before go on',
      );
    }
    return this.#content;
  }

  /** Changes with the file: it is replaced by a rename, which another inode tells even within a tick of its clock. */
  async #state(): Promise<string> {
    try {
      const { ino, mtimeMs, size } = await stat(this.#path);
      return `${ino} ${mtimeMs} ${size}`;
    } catch (error) {
      return String((error as NodeJS.ErrnoException).code);
    }
  }
}

/** Of what stands in the file nothing is told: where it is no JSON, the error quotes it, and it may be another secret. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof SyntaxError ? 'it is no JSON' : String(error);
}

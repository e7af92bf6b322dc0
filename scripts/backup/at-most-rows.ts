import { CannotStart } from '@learnova/platform/cannot-start';
import type { BackupTable } from './manifest.ts';

const endOfRow = 10;

/**
 * Passes the text of a table on as long as it has no more rows than were written: a file that unpacks without end is left at its
 * first row too many, before it fills a disk. PostgreSQL itself refuses a row that has no end.
 * @returns a step of a pipeline, which throws CannotStart
 */
export function atMostRows({ file, rows }: Pick<BackupTable, 'file' | 'rows'>) {
  return async function* pass(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let seen = 0;
    for await (const chunk of chunks) {
      for (let at = chunk.indexOf(endOfRow); at >= 0; at = chunk.indexOf(endOfRow, at + 1)) seen += 1;
      if (seen > rows)
        throw new CannotStart(
          `This backup is damaged: ${file} holds more rows than were written. Take another one.`,
        );
      yield chunk;
    }
  };
}

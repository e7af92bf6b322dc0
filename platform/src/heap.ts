import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect old garbage once the heap has grown by half of what was alive, for a process that is to live beside others. By itself V8
 * waits until it is up to four times as large. Measured with a thousand subscribers of a school in one process: 0.6 GB instead of 1.0,
 * in the same time; with a gateway that reads new documents all the time: a third less, and as many a second.
 */
export function growSparingly(): void {
  setFlagsFromString('--heap-growing-percent=50');
}

import type { Fault } from './fault.ts';

/** A fault of one line in the gateway, and the test that is to say so. */
export function fault(
  name: string,
  [file, text, instead]: readonly [file: string, text: string, instead: string],
  [testFile, test, says]: readonly [file: string, test: string, says: string],
): Fault {
  return {
    name,
    edits: [{ file: `gateway/src/${file}`, text, instead }],
    found: [{ file: `gateway/tests/${testFile}`, test, says }],
  };
}

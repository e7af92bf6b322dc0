import { relative } from 'node:path';

/**
 * The text of a file with those of the edits that are of it.
 *
 * @param {string} text
 * @param {string} path of the file
 * @param {string} root from which the edits name their files
 * @param {readonly { file: string, text: string, instead: string }[]} edits
 */
export function plantedText(text, path, root, edits) {
  return edits.filter(({ file }) => file === relative(root, path)).reduce(replaced, text);
}

/** Throws where there is nothing to replace, or more than one: then no test can load the file. */
function replaced(source, { file, text, instead }) {
  const parts = source.split(text);
  if (parts.length !== 2)
    throw new Error(`${file} holds the text to replace ${parts.length - 1} times: ${text}`);
  return parts.join(instead);
}

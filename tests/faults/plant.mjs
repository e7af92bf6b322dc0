import { relative } from 'node:path';
import swc from '@swc/jest';

/**
 * jest's way to TypeScript, with a fault in it: the texts of `edits` are replaced as their files are read. jest names what it
 * keeps of a compiled file by the text that this hands on, so the sound file and the faulty one never stand for each other.
 *
 * @param {{ swc: object, edits: readonly { file: string, text: string, instead: string }[] }} options
 */
function createTransformer({ swc: swcOptions, edits }) {
  const sound = swc.createTransformer(swcOptions);
  const planted = (text, path, root) =>
    edits.filter(({ file }) => file === relative(root, path)).reduce(replaced, text);
  return {
    process: (text, path, options) =>
      sound.process(planted(text, path, options.config.rootDir), path, options),
    getCacheKey: (text, path, options) =>
      sound.getCacheKey(planted(text, path, options.config.rootDir), path, options),
  };
}

/** Throws where there is nothing to replace, or more than one: then no test can load the file. */
function replaced(source, { file, text, instead }) {
  const parts = source.split(text);
  if (parts.length !== 2)
    throw new Error(`${file} holds the text to replace ${parts.length - 1} times: ${text}`);
  return parts.join(instead);
}

export default { createTransformer };

import swc from '@swc/jest';
import { plantedText } from './planted-text.mjs';

/**
 * jest's way to TypeScript, with a fault in it: the texts of `edits` are replaced as their files are read. jest names what it
 * keeps of a compiled file by the text that this hands on, so the sound file and the faulty one never stand for each other.
 *
 * @param {{ swc: object, edits: readonly { file: string, text: string, instead: string }[] }} options
 */
function createTransformer({ swc: swcOptions, edits }) {
  const sound = swc.createTransformer(swcOptions);
  const planted = (text, path, root) => plantedText(text, path, root, edits);
  return {
    process: (text, path, options) =>
      sound.process(planted(text, path, options.config.rootDir), path, options),
    getCacheKey: (text, path, options) =>
      sound.getCacheKey(planted(text, path, options.config.rootDir), path, options),
  };
}

export default { createTransformer };

import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { Text } from './texts.ts';

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended }],
};

/** Looks for what must not be known: keys and tokens of many providers, and passwords in URLs. @returns a line each, masked */
export async function secretsIn({ at, path, text }: Text): Promise<string[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext: extname(path), contentType: 'text' },
    options: { config, maskSecrets: true, noPhysicFilePath: true },
  });
  return messages.map(({ loc, message, ruleId }) => `${at}:${loc.start.line}: ${message} (${ruleId})`);
}

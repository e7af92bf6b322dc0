import { randomBytes, webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';

/** What unblinds a paper, which the voter alone has. */
export interface Paper {
  readonly blindedPaper: string;
  /** The signed paper from the blind signature. Throws where that is none of this key's. */
  finish(blindSignature: string): Promise<{ readonly paper: string; readonly signature: string }>;
}

/** A paper as a voter's own program draws and blinds it: RFC 9474 by an implementation of somebody else's. @param publicKey of the evaluation */
export async function drawPaper(publicKey: string): Promise<Paper> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const spki = Buffer.from(publicKey, 'base64');
  const key = await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
  const message = suite.prepare(randomBytes(32));
  const { blindedMsg, inv } = await suite.blind(key, message);
  return {
    blindedPaper: Buffer.from(blindedMsg).toString('base64'),
    finish: async (blindSignature) => {
      const signature = await suite.finalize(key, message, Buffer.from(blindSignature, 'base64'), inv);
      return {
        paper: Buffer.from(message).toString('base64'),
        signature: Buffer.from(signature).toString('base64'),
      };
    },
  };
}

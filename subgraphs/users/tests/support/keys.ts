import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface TestKeys {
  /** What the settings of users name. */
  readonly environment: { SIGNING_KEYS_FILE: string; SERVICE_KEYS_FILE: string };
  /** The private keys of two services. */
  readonly attendance: JWK;
  readonly academics: JWK;
  remove(): void;
}

/** Keys of this test file alone, in files as a deployment has them. */
export async function testKeys(): Promise<TestKeys> {
  const [first, second, attendance, academics] = await Promise.all([
    key('users-2'),
    key('users-1'),
    key('attendance-1'),
    key('academics-1'),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'learnova-keys-'));
  const environment = {
    SIGNING_KEYS_FILE: join(folder, 'signing.json'),
    SERVICE_KEYS_FILE: join(folder, 'services.json'),
  };
  writeFileSync(environment.SIGNING_KEYS_FILE, JSON.stringify({ keys: [first, second] }));
  const services = {
    attendance: { keys: [publicPart(attendance)] },
    academics: { keys: [publicPart(academics)] },
  };
  writeFileSync(environment.SERVICE_KEYS_FILE, JSON.stringify(services));
  return { environment, attendance, academics, remove: () => rmSync(folder, { recursive: true }) };
}

async function key(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}

const publicPart = ({ d: _secret, ...rest }: JWK) => rest;

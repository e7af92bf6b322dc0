import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { issuer } from '@learnova/schema/claims';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { type KeyFiles, publicPart } from '../../scripts/lib/keys.ts';
import { unknownId } from './cast.ts';

/** What a token would have to say to open a door. */
export interface Wanted {
  readonly claims: Readonly<Record<string, string>>;
  readonly audience: string;
  /** Of the tokens' other kind. */
  readonly otherAudience: string;
}

interface Written {
  readonly key: JWK;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, string>>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly from?: string;
  /** Null: it never ends. */
  readonly until?: string | null;
}

/** Tokens that say all that a door wants to hear, each with one thing wrong. By what is wrong. */
export async function forgeriesOf(keys: KeyFiles, wanted: Wanted): Promise<ReadonlyMap<string, string>> {
  const [own] = ((await jsonIn(keys.signing)) as { keys: [JWK] }).keys;
  const service = (await jsonIn(`${keys.folder}/attendance.jwk.json`)) as JWK;
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const stranger: JWK = { ...(await exportJWK(privateKey)), kid: own.kid ?? '', alg: 'EdDSA' };
  const write = (written: Written) => sign(wanted, written);
  const good = await write({ key: own });
  const [header = '', payload = '', signature = ''] = good.split('.');
  const altered = { ...wanted.claims, iss: issuer, aud: wanted.audience, exp: 9_999_999_999 };
  const unsigned = `${encoded({ alg: 'none' })}.${payload}`;
  const symmetric = `${encoded({ alg: 'HS256', kid: own.kid })}.${payload}`;
  const mac = createHmac('sha256', JSON.stringify(publicPart(own)))
    .update(symmetric)
    .digest('base64url');
  return new Map([
    ['expired', await write({ key: own, from: '-1h', until: '-1s' })],
    ['that never ends', await write({ key: own, until: null })],
    ['not yet valid', await write({ key: own, from: '1h', until: '2h' })],
    ["under a stranger's key", await write({ key: stranger })],
    ["under a stranger's key and name", await write({ key: { ...stranger, kid: 'stranger' } })],
    ['with its key in its header', await write({ key: stranger, header: { jwk: publicPart(stranger) } })],
    ['with the address of its key', await write({ key: stranger, header: { jku: 'http://127.0.0.1:9/' } })],
    ["under a service's key", await write({ key: service })],
    ['unsigned', `${unsigned}.`],
    ['unsigned, with a signature', `${unsigned}.${signature}`],
    ['under the public key as if it were a secret', `${symmetric}.${mac}`],
    ['altered', `${header}.${encoded(altered)}.${signature}`],
    ['cut short', good.slice(0, -4)],
    ['of another issuer', await write({ key: own, issuer: 'somebody' })],
    ['for another audience', await write({ key: own, audience: wanted.otherAudience })],
    ['for nobody in particular', await write({ key: own, audience: '' })],
    ['of a subject that is none', await write({ key: own, claims: { ...wanted.claims, sub: 'everybody' } })],
    ['no token at all', 'nonsense'],
  ]);
}

/** Of a person or a session that is none: for those who could sign. */
export async function ghostsOf(keys: KeyFiles, wanted: Wanted): Promise<ReadonlyMap<string, string>> {
  const [key] = ((await jsonIn(keys.signing)) as { keys: [JWK] }).keys;
  const write = (claims: Readonly<Record<string, string>>) =>
    sign(wanted, { key, claims: { ...wanted.claims, ...claims } });
  return new Map([
    ['of a person who is none', await write({ sub: unknownId })],
    ['of a session that is none', await write({ sid: unknownId })],
  ]);
}

/** As a service proves itself to users, with something wrong if so written. */
export async function assertionOf(name: string, key: JWK, written: Partial<Written> = {}): Promise<string> {
  const wanted = { claims: { sub: name }, audience: issuer, otherAudience: issuer };
  return sign(wanted, { key, issuer: name, until: '1m', ...written });
}

export async function keyOf(keys: KeyFiles, service: string): Promise<JWK> {
  return (await jsonIn(`${keys.folder}/${service}.jwk.json`)) as JWK;
}

async function sign(wanted: Wanted, written: Written): Promise<string> {
  const { key, header = {}, claims = wanted.claims, from = '0s', until = '5m' } = written;
  const token = new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid ?? '', ...header })
    .setIssuer(written.issuer ?? issuer)
    .setIssuedAt(from)
    .setNotBefore(from);
  if (until !== null) token.setExpirationTime(until);
  const audience = written.audience ?? wanted.audience;
  return (audience ? token.setAudience(audience) : token).sign(await importJWK(key, 'EdDSA'));
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function jsonIn(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

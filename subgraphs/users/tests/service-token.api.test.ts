import { newId } from '@learnova/platform/ids';
import { audience, issuer } from '@learnova/schema/claims';
import { importJWK, type JWK, SignJWT } from 'jose';
import { LittleSchool, password } from './support/little-school.ts';
import { tokenReader, visitor } from './support/sign-in.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
afterAll(() => school.close());

interface Claims {
  readonly subject: string;
  readonly audience?: string;
  readonly issuedAt?: string;
}

async function assertion(
  key: JWK,
  { subject, audience: aud = issuer, issuedAt = '0 seconds ago' }: Claims,
): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid ?? '' })
    .setIssuer(subject)
    .setSubject(subject)
    .setAudience(aud)
    .setIssuedAt(issuedAt)
    .setExpirationTime('1m')
    .sign(await importJWK(key, 'EdDSA'));
}

async function ask(body: unknown, reach: 'internal' | 'public' = 'internal'): Promise<string> {
  const call = { params: {}, query: {}, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) };
  const answer = await school.subgraph.running.route(reach, 'POST', 'service-token', call, newId());
  return (JSON.parse(String(answer.body)) as { token: string }).token;
}

test('a service proves itself with its own key, and is known by that name for five minutes', async () => {
  const token = await ask({ assertion: await assertion(school.keys.attendance, { subject: 'attendance' }) });
  const reader = await tokenReader(school);
  expect(await reader.service(`Bearer ${token}`)).toEqual({ kind: 'service', service: 'attendance' });
  await expect(reader.person(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test("nobody becomes a service with another's key, an old assertion, one for somebody else or none", async () => {
  const { attendance, academics } = school.keys;
  const refused = [
    await assertion(academics, { subject: 'attendance' }),
    await assertion(attendance, { subject: 'academics' }),
    await assertion(attendance, { subject: 'notifications' }),
    await assertion(attendance, { subject: 'principal' }),
    await assertion(attendance, { subject: 'attendance', issuedAt: '2 minutes ago' }),
    await assertion(attendance, { subject: 'attendance', audience: audience.graph }),
    'no assertion at all',
  ];
  for (const each of refused)
    await expect(ask({ assertion: each })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('the door for services is not open to the public', async () => {
  const good = await assertion(school.keys.attendance, { subject: 'attendance' });
  await expect(ask({ assertion: good }, 'public')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test("a person's token is no service's", async () => {
  const { accessToken } = await visitor(school).signIn('mother@school.example', password);
  const reader = await tokenReader(school);
  await expect(reader.service(`Bearer ${accessToken}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('the public keys hold nothing private, and the older key still verifies', async () => {
  const call = { params: {}, query: {}, headers: {}, body: new Uint8Array() };
  const { body } = await school.subgraph.running.route('public', 'GET', 'jwks', call, newId());
  const { keys } = JSON.parse(String(body)) as { keys: JWK[] };
  expect(keys.map(({ kid }) => kid)).toEqual(['users-2', 'users-1']);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
});

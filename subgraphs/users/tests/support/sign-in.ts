import { TokenReader } from '@learnova/platform/actor';
import { newId } from '@learnova/platform/ids';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { LittleSchool } from './little-school.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const fields = '{ accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }';
const signInMutation = `mutation ($input: SignInInput!) { signIn(input: $input) ${fields} }`;
const refreshMutation = `mutation ($input: RefreshInput!) { refresh(input: $input) ${fields} }`;

/** Somebody before a sign-in page. */
export function visitor(school: LittleSchool) {
  const client = school.subgraph.as();
  return {
    signIn: async (email: string, password: string) =>
      (await client.data<{ signIn: Tokens }>(signInMutation, { input: { email, password } })).signIn,
    tryToSignIn: (email: string, password: string, earlierRefreshToken?: string) =>
      client.run(signInMutation, { input: { email, password, earlierRefreshToken } }),
    refresh: async ({ refreshToken }: Tokens) =>
      (await client.data<{ refresh: Tokens }>(refreshMutation, { input: { refreshToken } })).refresh,
    tryToRefresh: (tokens: { refreshToken: string }) =>
      client.code(refreshMutation, { input: { refreshToken: tokens.refreshToken } }),
  };
}

/** Who holds an access token, verified against the public keys as every service does it. */
export async function holder(school: LittleSchool, { accessToken }: Pick<Tokens, 'accessToken'>) {
  const actor = await (await tokenReader(school)).person(`Bearer ${accessToken}`);
  const call = { requestId: newId(), authorization: JSON.stringify(actor) };
  return {
    run: (query: string, variables = {}) =>
      school.subgraph.running.operations.run({ query, variables }, call),
  };
}

export async function tokenReader(school: LittleSchool): Promise<TokenReader> {
  const { body } = await school.subgraph.running.route('public', 'GET', 'jwks', nothing, newId());
  return new TokenReader(createLocalJWKSet(JSON.parse(String(body)) as JSONWebKeySet));
}

const nothing = { params: {}, query: {}, headers: {}, body: new Uint8Array() };

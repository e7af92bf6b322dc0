import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { SignedCredentials } from '@learnova/platform/ask/service-credentials';
import { Reach } from '@learnova/platform/reach';
import { inEachProfile, withRedis } from '@learnova/platform/testing/profiles';
import { publishedAfter, publishedBefore } from '@learnova/schema/signing-keys';
import { decodeProtectedHeader, type JWK } from 'jose';
import type { KeyFiles } from '../../scripts/lib/keys.ts';
import { pruneSigning, rotateService, rotateSigning } from '../../scripts/lib/rotation.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { Visitor } from '../../scripts/story/client.ts';
import * as documents from '../../scripts/story/documents.ts';
import { codesOf, latestLesson, takeRegister } from '../../scripts/story/roll-call.ts';
import { TestSchool } from '../kit/school.ts';
import { openServices } from '../kit/services.ts';
import { keyOf } from '../matrix/forgeries.ts';

/** A verifier keeps the keys so long here, where a real one keeps them for ten minutes. */
const maxAgeMs = 300;
const environment = { JWKS_MAX_AGE_MS: String(maxAgeMs) };

/** Touches every service, each of which verifies the token for itself. */
const everywhere = /* GraphQL */ `{
  viewer {
    person { name }
    meetings { id register { status } }
    unreadCount
  }
}`;

interface Place {
  readonly url: string;
  readonly keys: KeyFiles;
  readonly ids: TestSchool['ids'];
  advance(milliseconds: number): Promise<void>;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

class Rotating {
  readonly #place: Place;
  #moved = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  now(): Date {
    return new Date(Date.now() + this.#moved);
  }

  /** Lets the school's clock pass, and every verifier's key set grow too old to be used. */
  async pass(seconds: number): Promise<void> {
    this.#moved += seconds * 1000;
    await this.#place.advance(seconds * 1000);
    await pause(maxAgeMs + 50);
  }

  rotate(): Promise<string[]> {
    return rotateSigning(this.#place.keys.folder, this.now());
  }

  async signIn(who: string): Promise<Tokens> {
    const { signIn } = await new Visitor(this.#place.url).data<{ signIn: Tokens }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }',
      { input: { email: emailOf(who), password } },
    );
    return signIn;
  }

  async refresh({ refreshToken }: Tokens): Promise<Tokens> {
    const { refresh } = await new Visitor(this.#place.url).data<{ refresh: Tokens }>(
      'mutation ($input: RefreshInput!) { refresh(input: $input) { accessToken refreshToken } }',
      { input: { refreshToken } },
    );
    return refresh;
  }

  as({ accessToken }: Tokens): Visitor {
    return new Visitor(this.#place.url, accessToken);
  }

  /** What the gateway shows to anybody. */
  async published(): Promise<string[]> {
    const answer = await fetch(`${this.#place.url}/-/users/jwks`);
    const { keys } = (await answer.json()) as { keys: { kid: string; d?: string }[] };
    expect(keys.filter((key) => 'd' in key || 'nbf' in key)).toEqual([]);
    return keys.map(({ kid }) => kid);
  }

  async inFile(): Promise<string[]> {
    const { keys } = JSON.parse(await readFile(this.#place.keys.signing, 'utf8'));
    return (keys as { kid: string }[]).map(({ kid }) => kid);
  }
}

const kidOf = ({ accessToken }: Tokens) => decodeProtectedHeader(accessToken).kid;

function itRotates(open: () => Promise<Place & { close(): Promise<void> }>): void {
  let place: Awaited<ReturnType<typeof open>>;
  let it: Rotating;
  beforeAll(async () => {
    place = await open();
    it = new Rotating(place);
  }, 90_000);
  afterAll(() => place?.close());

  test('a person works through two rotations with the tokens at hand, and a board stays live', async () => {
    const office = await it.signIn('office');
    const teacher = await it.signIn('teacher');
    const neverUsed = await it.signIn('guardian');
    const [first = ''] = await it.published();
    const board = it.as(office).watch<object>(documents.board, { organizationId: place.ids.school });
    const others = [await it.signIn('guardian')];
    const everybodyWorks = async () => {
      for (const tokens of [office, teacher, ...others]) await it.as(tokens).data(everywhere);
    };
    try {
      await board.started;
      let old = first;
      for (const time of ['first', 'second']) {
        await everybodyWorks();
        await it.rotate();
        const [made = ''] = await it.published();
        expect(await it.published()).toEqual([made, old]);
        // Told a moment ago, by those who cannot know it: so it does not sign yet.
        expect([time, kidOf(await it.signIn('guardian'))]).toEqual([time, old]);
        await it.pass(publishedBefore - 60);
        expect([time, kidOf(await it.signIn('guardian'))]).toEqual([time, old]);
        await everybodyWorks();
        await it.pass(61);
        const fresh = await it.signIn('guardian');
        expect([time, kidOf(fresh)]).toEqual([time, made]);
        others.push(fresh, await it.refresh(others.shift() ?? fresh));
        await everybodyWorks();
        await it.pass(publishedAfter - 30);
        await everybodyWorks();
        if (time === 'second') break;
        await it.pass(30);
        expect(await it.published()).toEqual([made]);
        // Its key has been published for as long as it was to live; by the school's clock that is over.
        const { errors } = await it.as(neverUsed).ask(everywhere);
        expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
        expect(await it.inFile()).toEqual([made, first]);
        await pruneSigning(place.keys.folder, it.now());
        expect(await it.inFile()).toEqual([made]);
        // Who had an old one has refreshed it by now, as every quarter of an hour.
        Object.assign(office, await it.refresh(office));
        Object.assign(teacher, await it.refresh(teacher));
        old = made;
      }
      await takeOneRegister(it.as(teacher), place.ids.child);
      await board.first(({ data }) => data != null, 3_000);
    } finally {
      await board.leave();
    }
  }, 60_000);
}

async function takeOneRegister(teacher: Visitor, childId: string): Promise<void> {
  const lesson = await latestLesson(teacher, [childId]);
  await takeRegister(teacher, lesson, await codesOf(teacher, lesson.section.organization.id), childId);
}

inEachProfile('keys rotate in one process', (profile) => {
  itRotates(async () => {
    const school = await TestSchool.open(profile, environment);
    const { keys, ids, system } = school;
    return { keys, ids, url: system.url, advance: (ms) => school.advance(ms), close: () => school.close() };
  });
});

withRedis('keys rotate in separate processes', (profile) => {
  let school: Awaited<ReturnType<typeof openServices>>;
  itRotates(async () => {
    school = await openServices(profile, environment);
    const { keys, ids, services } = school;
    return { keys, ids, url: services.url, advance: school.advance, close: school.close };
  });

  test('a service proves itself by its key, the one before, and none that is older', async () => {
    const { keys, services } = school;
    const proves = (key: JWK) =>
      new SignedCredentials(
        'academics',
        async () => key,
        new Reach([`http://127.0.0.1:${services.ports.users}`]),
      ).token();
    const oldest = await keyOf(keys, 'academics');
    await rotateService(keys.folder, 'academics');
    const before = await keyOf(keys, 'academics');
    await proves(oldest);
    await proves(before);
    await rotateService(keys.folder, 'academics');
    await proves(before);
    await proves(await keyOf(keys, 'academics'));
    await expect(proves(oldest)).rejects.toThrow('401');
  });
});

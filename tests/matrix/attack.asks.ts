import { newId } from '@learnova/platform/ids';
import { audience, issuer } from '@learnova/schema/claims';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { Attack, type Blow } from './attack.ts';
import { roles } from './cast.ts';
import { assertionOf, forgeriesOf, keyOf } from './forgeries.ts';
import { contracts, questionsOf } from './questions.ts';
import { inTurn } from './turns.ts';

/** The doors between services: each answers those that it admits, and nobody else anything. */
export function attackAsks(begun: () => Attack): void {
  let attack: Attack;
  let questions: ReturnType<typeof questionsOf>;
  const service = new Map<ServiceName, string>();
  beforeAll(async () => {
    attack = begun();
    questions = questionsOf(attack.scene);
    for (const name of serviceNames) service.set(name, await attack.serviceToken(name));
  });

  const named = contracts.map((contract) => [contract.name, contract] as const);
  const blowOf = ({ name, owner: at }: (typeof contracts)[number], more: object = {}): Blow => ({
    ...{ at, path: `/asks/${name}`, body: { input: questions[name], ...more } },
  });

  test('every contract is asked', () => {
    expect(contracts.map(({ name }) => name).toSorted()).toEqual(Object.keys(questions).toSorted());
  });

  test.each(named)('%s is told to the services that it admits and to no other', async (_name, contract) => {
    const blow = blowOf(contract);
    const admitted = contract.admits.map((one) => ({ ...blow, name: one, token: service.get(one) ?? '' }));
    for (const one of admitted) {
      const { status, text } = await attack.strike({ ...one, role: 'admin' });
      expect(status).toBe(200);
      expect(JSON.parse(text)).not.toEqual({ output: [] });
    }
    const others = serviceNames.filter((name) => !contract.admits.includes(name));
    const refused = others.map((name) => ({ ...blow, name, token: service.get(name) ?? '' }));
    expect(await attack.refused(refused, ['FORBIDDEN'])).toEqual([]);
  });

  test.each(named)(
    '%s is told to no person, whatever their role, and not to nobody',
    async (_name, contract) => {
      const blows = roles.map((name) => ({
        ...blowOf(contract),
        name,
        token: attack.scene.players[name].token,
      }));
      expect(await attack.refused(blows, ['UNAUTHENTICATED'])).toEqual([]);
    },
  );

  test('a token with one thing wrong opens no ask, even one that names an admitted service', async () => {
    const faults: string[] = [];
    for (const [turn, contract] of contracts.entries()) {
      const claims = { sub: `service:${contract.admits[0]}` };
      const wanted = { claims, audience: audience.service, otherAudience: audience.graph };
      const tokens = await forgeriesOf(attack.scene.school.keys, wanted);
      const isFirst = contracts.findIndex(({ owner }) => owner === contract.owner) === turn;
      const tried = isFirst ? [...tokens] : inTurn([...tokens], turn);
      const blows = tried.map(([name, token]) => ({ ...blowOf(contract), name, token }));
      faults.push(...(await attack.refused(blows, ['UNAUTHENTICATED'])));
    }
    expect(faults).toEqual([]);
  }, 60_000);

  test.each(named)('%s says no more for a person who does not exist', async (_name, contract) => {
    const token = service.get(contract.admits[0] ?? 'users') ?? '';
    const act = { kind: 'person', personId: newId(), sessionId: newId() };
    const without = await attack.strike({ ...blowOf(contract), role: 'admin', token });
    const within = await attack.strike({ ...blowOf(contract, { act }), role: 'admin', token });
    expect([within.faults, within.status, within.text]).toEqual([[], without.status, without.text]);
  });

  test('what is no question is refused by name, and no service answers for another', async () => {
    const faults: string[] = [];
    for (const [turn, contract] of contracts.entries()) {
      const { name, owner, admits } = contract;
      const blow = { ...blowOf(contract), token: service.get(admits[0] ?? 'users') ?? '' };
      const act = { kind: 'person', personId: newId(), sessionId: newId() };
      const acts = ['', [], { ...act, kind: 'service' }, { ...act, personId: '*' }, { kind: 'person' }];
      const garbled = Object.entries(questions[name] ?? {}).flatMap(([field, value]) =>
        ['\u0000', [null], ['\u0000'], {}, 7].map((odd) => ({ [field]: odd === 7 ? [[value]] : odd })),
      );
      const odds = ['', '{', 'null', '[]', '[[', '"input"', '{"input":', { input: null }, { input: {} }, {}];
      const bodies = [
        ...inTurn(odds, turn),
        ...garbled.map((odd) => ({ input: { ...questions[name], ...odd } })),
        ...inTurn(acts, turn).map((odd) => ({ input: questions[name], act: odd })),
      ];
      const odd = bodies.map((body) => ({ ...blow, name: JSON.stringify(body), body }));
      faults.push(...(await attack.refused(odd, ['BAD_USER_INPUT'])));
      const others = serviceNames.filter((at) => at !== owner);
      const elsewhere = inTurn(others, turn).map((at) => ({ ...blow, name: at, at }));
      faults.push(...(await attack.refused(elsewhere, ['NOT_FOUND'])));
    }
    const paths = [
      'constructor',
      '__proto__',
      'users.names%00',
      '..%2fgraphql',
      '%2e%2e%2fgraphql',
      '*',
      '%20',
    ];
    const token = service.get('notifications') ?? '';
    const strange = paths.map((path) => ({ name: path, at: 'users' as const, path: `/asks/${path}`, token }));
    faults.push(
      ...(await attack.refused(
        strange.map((blow) => ({ ...blow, body: { input: {} } })),
        ['NOT_FOUND'],
      )),
    );
    expect(faults).toEqual([]);
  }, 60_000);

  test('users names a service to nobody but the holder of its key', async () => {
    const { keys } = attack.scene.school;
    const [own, others] = [await keyOf(keys, 'notifications'), await keyOf(keys, 'attendance')];
    const write = (more: Parameters<typeof assertionOf>[2], key = own) =>
      assertionOf('notifications', key, more);
    const door = { at: 'users' as const, path: '/internal/service-token' };
    const assertions: Readonly<Record<string, string>> = {
      "under another service's key": await write({}, others),
      "under another service's key by this one's name": await write({}, { ...others, kid: own.kid ?? '' }),
      expired: await write({ from: '-2h', until: '-1h' }),
      'too old': await write({ from: '-10m', until: '1h' }),
      'for another audience': await write({ audience: audience.service }),
      'of another issuer': await write({ issuer }),
      'of no service': await write({ claims: { sub: 'gateway' } }),
      'of another service': await write({ claims: { sub: 'attendance' } }),
      "a service's token": service.get('notifications') ?? '',
      "a person's bearer": attack.scene.players.admin.token ?? '',
      'no token at all': 'nonsense',
    };
    const forged = Object.entries(assertions).map(([name, assertion]) => ({
      ...door,
      name,
      body: { assertion },
    }));
    expect(await attack.refused(forged, ['UNAUTHENTICATED'])).toEqual([]);
    const bodies = ['', '{', 'null', '[]', {}, { assertion: 7 }, { assertion: [] }];
    const odd = bodies.map((body) => ({ ...door, name: JSON.stringify(body), body }));
    expect(await attack.refused(odd, ['BAD_USER_INPUT'])).toEqual([]);
    const good = await attack.strike({ ...door, body: { assertion: await write({}) }, role: 'nobody' });
    expect(good.status).toBe(200);
  });
}

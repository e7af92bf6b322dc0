import { audience } from '@learnova/schema/claims';
import { decodeJwt } from 'jose';
import { Attack } from './attack.ts';
import { forgeriesOf, ghostsOf } from './forgeries.ts';
import { entities, keyed, referencesTo } from './references.ts';
import { signIn } from './scene.ts';
import { readTable } from './table.ts';
import { inTurn, rolesInTurn } from './turns.ts';

const table = readTable();

/** The `_entities` door of each service: guarded as its front door is. */
export function attackEntities(begun: () => Attack): void {
  let attack: Attack;
  beforeAll(() => {
    attack = begun();
  });

  test('everything that has a key is asked for', () => {
    const asked = keyed.filter(({ type }) => referencesTo(attack.scene, type).length > 0);
    expect(asked).toEqual(keyed);
  });

  test.each(keyed.map((one, turn) => [`${one.type} of ${one.at}`, one, turn] as const))(
    '%s shows each role nobody of others',
    async (_name, one, turn) => {
      const references = referencesTo(attack.scene, one.type);
      const rows = table.filter(({ field }) => field.startsWith(`${one.type}.`));
      const faults: string[] = [];
      for (const role of rolesInTurn(rows, turn)) {
        const { token } = attack.scene.players[role];
        const struck = await attack.strike({ ...entities(one, references), role, token });
        faults.push(...struck.faults.map((fault) => `${role}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );

  test('an administrator finds people there, so that the others could', async () => {
    const { token } = attack.scene.players.admin;
    const [one] = keyed.filter(({ at, type }) => at === 'users' && type === 'Person');
    if (!one) throw new Error('users owns no people');
    const blow = entities(one, referencesTo(attack.scene, one.type));
    expect(attack.marksIn((await attack.strike({ ...blow, role: 'admin', token })).text)).toBeGreaterThan(40);
  });

  test('a token with one thing wrong opens nothing, even one that names an administrator', async () => {
    const { keys, services } = attack.scene.school;
    const { sub = '', sid } = decodeJwt(attack.scene.players.admin.token ?? '');
    const wanted = {
      claims: { sub, sid: String(sid) },
      ...{ audience: audience.graph, otherAudience: audience.service },
    };
    const left = await signIn(services.url, 'admin');
    await left.visitor.data('mutation { signOut { endedAt } }');
    const tokens = new Map([
      ...(await forgeriesOf(keys, wanted)),
      ...(await ghostsOf(keys, wanted)),
      ['of a service', await attack.serviceToken('attendance')],
      ['of somebody who has signed out', left.token ?? ''],
    ]);
    const faults: string[] = [];
    for (const [turn, one] of keyed.entries()) {
      const blow = entities(one, referencesTo(attack.scene, one.type));
      const isFirst = keyed.findIndex(({ at }) => at === one.at) === turn;
      const tried = isFirst ? [...tokens] : inTurn([...tokens], turn);
      const blows = tried.map(([name, token]) => ({ ...blow, name, token }));
      faults.push(...(await attack.refused(blows, ['UNAUTHENTICATED'])));
    }
    expect(faults).toEqual([]);
  }, 120_000);

  test('a reference that is none is refused by name, to an administrator as to anybody', async () => {
    const { token } = attack.scene.players.admin;
    const odd = ['nonsense', '', '\u0000', 7, null, {}, ['a'], "' or 1=1 --"];
    const faults: string[] = [];
    for (const one of keyed) {
      const [good = {}] = referencesTo(attack.scene, one.type);
      const fields = Object.keys(good).filter((field) => field !== '__typename');
      const blows = fields.flatMap((field) =>
        odd.map((value) => ({
          name: `${one.type}.${field} ${JSON.stringify(value)}`,
          ...{ ...entities(one, [{ ...good, [field]: value }]), role: 'admin' as const, token },
        })),
      );
      faults.push(...(await attack.refused(blows, ['BAD_USER_INPUT', 'NOT_FOUND'])));
    }
    expect(faults).toEqual([]);
  }, 60_000);
}

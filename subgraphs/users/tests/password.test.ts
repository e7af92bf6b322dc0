import { hashPassword, isPassword } from '../src/sign-in/password.ts';

/** From the test vectors of the reference implementation (phc-winner-argon2, src/test.c). */
const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

test('a password that another program has stored is recognised', async () => {
  expect(await isPassword('password', reference)).toBe(true);
  expect(await isPassword('Password', reference)).toBe(false);
});

test('the same password is stored differently each time, and recognised each time', async () => {
  const [one, other] = [await hashPassword('Grüß Gott'), await hashPassword('Grüß Gott')];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await isPassword('Gru\u0308ß Gott', one)).toBe(true);
  expect(await isPassword('Gruss Gott', other)).toBe(false);
});

test('without a stored password nothing is right', async () => {
  expect(await isPassword('', null)).toBe(false);
});

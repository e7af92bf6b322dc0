import { decidePassword } from '../src/sign-in/password.rules.ts';

const around = ['Ada Ostrowska', 'ada.ostrowska@school.example', 'Gymnasium am Teich'];
const code = (password: string) => {
  try {
    decidePassword(password, around);
    return 'NO_ERROR';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test.each([
  'correct horse battery staple',
  'fünfzehn Zeiche',
  '五十五个字也是一句很长很好的话吧',
  `${'x1'.repeat(10)}abcde`,
  'längste Worte '.repeat(14),
])('%s is a password', (password) => expect(code(password)).toBe('NO_ERROR'));

test.each([
  ['', 'nothing'],
  ['fünfzehn Zeich', 'fourteen characters'],
  ['a\u0308'.repeat(14), 'fourteen characters, however they are typed'],
  ['x'.repeat(201), 'too long'],
  ['aaaaaaaaaaaaaaaaaaaa', 'one character'],
  ['abababababababababab', 'two of them'],
  ['Ada.Ostrowska@School.example', 'the own e-mail'],
  ['gymnasium AM teich!', 'the name of the school'],
])('%s is none: %s', (password) => expect(code(password)).toBe('PASSWORD_TOO_WEAK'));

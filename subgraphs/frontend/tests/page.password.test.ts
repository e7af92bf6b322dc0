import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

interface Field {
  hidden: boolean;
  textContent: string;
  value: string;
  readonly dataset: Readonly<Record<string, string>>;
  focus(): void;
  addEventListener(name: string, hear: (event: { preventDefault(): void }) => void): void;
  submit(): Promise<void>;
}

const textOf = (file: string) =>
  readFileSync(new URL(`../page/${file}`, import.meta.url), 'utf8')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export /gm, '');
const html = textOf('password.html');
const ids = [...html.matchAll(/ id="([\w-]+)"/g)].map(([, id = '']) => id);
const keys = [...html.matchAll(/data-text="(\w+)"/g)].map(([, key = '']) => key);

function field(key = ''): Field {
  let submitted: (event: { preventDefault(): void }) => void = () => undefined;
  return {
    ...{ hidden: true, textContent: '', value: '', dataset: { text: key }, focus: () => undefined },
    addEventListener: (_name, hear) => {
      submitted = hear;
    },
    submit: async () => {
      submitted({ preventDefault: () => undefined });
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** The page as it is opened from a mail; the graph answers by `answer`. */
function opened(hash: string, language = 'en') {
  const elements = new Map(ids.map((id) => [id, field()]));
  const texts = keys.map(field);
  const asked: { query: string; variables: { input: Record<string, string> } }[] = [];
  const addresses: string[] = [];
  const page = { answer: (): object => ({ data: { it: {} } }) };
  let hashChanged = (): void => undefined;
  const location = { hash, pathname: '/-/frontend/password', origin: 'https://school.example' };
  runInNewContext(`${textOf('texts.js')}\n${textOf('graph.js')}\n{${textOf('password.js')}}`, {
    ...{ AbortSignal, setTimeout, location },
    navigator: { languages: [language] },
    document: {
      documentElement: {},
      getElementById: (id: string) => elements.get(id),
      querySelectorAll: () => texts,
    },
    history: {
      replaceState: (_state: null, _title: string, address: string) => {
        location.hash = '';
        addresses.push(address);
      },
    },
    addEventListener: (_name: string, hear: () => void) => {
      hashChanged = hear;
    },
    sessionStorage: { getItem: () => null, removeItem: () => undefined },
    fetch: async (url: string, { body }: { body: string }) => {
      addresses.push(url);
      asked.push(JSON.parse(body));
      return { status: 200, json: async () => page.answer() };
    },
  });
  const of = (id: string) => elements.get(id) as Field;
  return {
    ...{ page, of, asked, addresses, texts },
    shown: () => ['ask', 'set', 'done'].filter((id) => !of(id).hidden),
    goes: (to: string) => {
      location.hash = to;
      hashChanged();
    },
    refuses: (code: string) => {
      page.answer = () => ({ data: null, errors: [{ message: code, extensions: { code } }] });
    },
    types: async (password: string, repeated = password) => {
      of('password').value = password;
      of('repeated').value = repeated;
      await of('set').submit();
    },
  };
}

test('a link of a mail leads to the choice of a password, and its token is gone from the address at once', async () => {
  const it = opened('#the-token');
  expect([it.shown(), it.addresses]).toEqual([['set'], ['/-/frontend/password']]);
  await it.types('some words for a test');
  expect(it.asked.map(({ variables }) => variables.input)).toEqual([
    { token: 'the-token', password: 'some words for a test' },
  ]);
  expect([it.shown(), it.of('done-title').textContent]).toEqual([['done'], 'Your password is set']);
  expect([it.of('password').value, it.of('repeated').value]).toEqual(['', '']);
  expect(it.addresses).toEqual(['/-/frontend/password', '/graphql']);
});

test('what is refused is told in words, and can be tried again', async () => {
  const it = opened('#the-token', 'de-AT');
  await it.types('some words for a test', 'some other words');
  expect([it.of('not-set').textContent, it.asked]).toEqual(['Die beiden sind nicht gleich.', []]);
  it.refuses('PASSWORD_TOO_WEAK');
  await it.types('short');
  expect(it.of('not-set').textContent).toContain('15 bis 200 Zeichen');
  it.refuses('PASSWORD_LINK_VOID');
  await it.types('some words for a test');
  expect(it.of('not-set').textContent).toContain('Lass dir einen neuen schicken.');
  it.page.answer = () => ({ data: { it: {} } });
  await it.types('some words for a test');
  expect([it.of('not-set').textContent, it.shown()]).toEqual(['', ['done']]);
});

test('without a link it asks for the e-mail, and says the same whosever it is', async () => {
  const it = opened('');
  expect([it.shown(), it.addresses]).toEqual([['ask'], []]);
  it.of('email').value = 'mother@school.example';
  await it.of('ask').submit();
  expect(it.asked.map(({ variables }) => variables.input)).toEqual([{ email: 'mother@school.example' }]);
  expect([it.shown(), it.of('done-title').textContent]).toEqual([['done'], 'Look for the mail']);
});

test('asked too often, or where no links are sent, it says so', async () => {
  const it = opened('');
  it.refuses('PASSWORD_RESET_THROTTLED');
  await it.of('ask').submit();
  expect(it.of('not-asked').textContent).toContain('ask again in an hour');
  it.refuses('PASSWORD_LINKS_UNAVAILABLE');
  await it.of('ask').submit();
  expect(it.of('not-asked').textContent).toBe('This school sends no links. Ask the school office.');
});

test('a second click while the first is under way asks nothing more', async () => {
  const it = opened('#the-token');
  it.of('password').value = 'some words for a test';
  it.of('repeated').value = 'some words for a test';
  await Promise.all([it.of('set').submit(), it.of('set').submit()]);
  expect(it.asked).toHaveLength(1);
});

test('a newer link that is opened on the page takes the place of the older, and a jump to the content does not', async () => {
  const it = opened('#older');
  it.goes('#newer');
  it.goes('#main');
  await it.types('some words for a test');
  expect(it.asked.map(({ variables }) => variables.input.token)).toEqual(['newer']);
});

test('every word of it is said in each language', () => {
  for (const language of ['en', 'de']) {
    const said = opened('', language).texts.map(({ textContent }) => textContent);
    expect([language, said.filter((words) => !words)]).toEqual([language, []]);
  }
});

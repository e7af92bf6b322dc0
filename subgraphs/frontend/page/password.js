import { Graph, Refused } from './graph.js';
import { languageFor, textIn } from './texts.js';

const byId = (id) => document.getElementById(id);
const language = languageFor(navigator.languages);
const text = textIn(language);
/** Nothing is watched here. */
const unheard = () => undefined;
const graph = new Graph(unheard, unheard);
/** What the mail's link has behind its `#`: no server is told it with the address of this page. Here alone, and in no history. */
let token = '';

/** What a refusal is called on this page; of any other, its own sentence is told. */
const refusals = {
  PASSWORD_TOO_WEAK: 'tooWeak',
  PASSWORD_LINK_VOID: 'linkVoid',
  PASSWORD_RESET_THROTTLED: 'askedTooOften',
  PASSWORD_LINKS_UNAVAILABLE: 'noLinks',
};

function wordsOf(error) {
  if (!(error instanceof Refused)) return text('failed');
  const key = refusals[error.code];
  return key ? text(key) : error.message;
}

/** One of the three parts, with its heading in focus, so that a screen reader says where one is. */
function show(part) {
  for (const id of ['ask', 'set', 'done']) byId(id).hidden = id !== part;
  byId(`${part}-title`).focus();
}

function done(title, more) {
  byId('done-title').textContent = text(title);
  byId('done-text').textContent = text(more);
  show('done');
}

/** Takes the token out of the address bar, before anybody looks over a shoulder or copies it. */
function takeToken() {
  const found = location.hash.slice(1);
  if (!found || found === 'main') return;
  token = found;
  history.replaceState(null, '', location.pathname);
  show('set');
}

async function ask() {
  byId('not-asked').textContent = '';
  const input = { email: byId('email').value };
  try {
    await graph.ask(
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { linkValidForMinutes } }',
      { input },
    );
    done('linkAsked', 'lookForIt');
  } catch (error) {
    byId('not-asked').textContent = wordsOf(error);
  }
}

async function set() {
  byId('not-set').textContent = '';
  const password = byId('password').value;
  if (password !== byId('repeated').value) {
    byId('not-set').textContent = text('notTheSame');
    return;
  }
  try {
    await graph.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) { endedSessions } }', {
      input: { token, password },
    });
    token = '';
    for (const id of ['password', 'repeated']) byId(id).value = '';
    done('passwordSet', 'signInWithIt');
  } catch (error) {
    byId('not-set').textContent = wordsOf(error);
  }
}

/** One at a time: a second click while the first one is under way does nothing. */
function submits(id, work) {
  let isUnderWay = false;
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => {
      isUnderWay = false;
    });
  });
}

document.documentElement.lang = language;
for (const element of document.querySelectorAll('[data-text]'))
  element.textContent = text(element.dataset.text);
submits('ask', ask);
submits('set', set);
// Another link that is opened where this page is already changes the address alone.
addEventListener('hashchange', takeToken);
show('ask');
takeToken();

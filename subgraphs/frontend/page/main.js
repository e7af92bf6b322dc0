import { finder } from './find.js';
import { Graph, Refused } from './graph.js';
import { first, setPreferences, watched } from './queries.js';
import { languageFor, languages, textIn } from './texts.js';
import { View } from './view.js';

const byId = (id) => document.getElementById(id);
const graph = new Graph(
  (isLive) => tell(isLive ? 'live' : 'offline'),
  () => void catchUp(),
);
let viewer = null;
let text = textIn(languageFor(navigator.languages));
let view = null;
/** How often a part was drawn in its place. */
let redrawn = 0;
const finding = finder(graph, byId('sought'), {
  draw: (answer) => byId('found').replaceChildren(...(view?.found(answer) ?? [])),
  refused: () => byId('found').replaceChildren(...(view?.notSought() ?? [])),
  fail: () => tell('failed'),
});

/** One line for what has changed, which a screen reader reads out when there is time. */
function tell(key, more = '') {
  byId('state').textContent = [text(key), more].filter(Boolean).join(' ');
}

function translate(language) {
  text = textIn(language);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = text(element.dataset.text);
}

function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, name]) => new Option(name, value, false, value === chosen)));
}

/** The look and the language of a person, or of the device where they have chosen none. */
function applyPreferences({ language, theme, timeZone }) {
  const spoken = languageFor(language ? [language] : navigator.languages);
  translate(spoken);
  view = new View({ text, language: language ?? navigator.language, timeZone });
  if (theme === 'SYSTEM') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.toLowerCase();
  const chosen = language ? spoken : '';
  options(
    byId('language'),
    [['', text('asDevice')], ...languages.map(({ tag, name }) => [tag, name])],
    chosen,
  );
  options(
    byId('theme'),
    [
      ['SYSTEM', text('asDevice')],
      ['LIGHT', text('light')],
      ['DARK', text('dark')],
    ],
    theme,
  );
}

/** That of the school which the person belongs to first. */
function zoneOf({ offices, teacher, students }) {
  return offices[0]?.organization?.timeZone ?? teacher?.timeZone ?? students[0]?.timeZone;
}

/** The whole screen, from what is known. */
function draw() {
  const { home, announcements, person } = viewer;
  const parts = [
    ...home.offices.map((one) => view.office(one)),
    ...(home.teacher ? [view.teacher(home.teacher)] : []),
    ...home.students.map((one) => view.student(one)),
  ];
  byId('who').textContent = person?.name ?? '';
  byId('screen').replaceChildren(
    view.heading(Date.now(), zoneOf(home)),
    ...(parts.length > 0 ? parts : [view.nothing()]),
    view.announcements(announcements?.nodes ?? []),
  );
}

/** Replaces one part in its place, so that nothing jumps, and keeps where the keyboard is. */
function redraw(element) {
  redrawn += 1;
  const old = byId(element.id);
  const hadFocus = old?.contains(document.activeElement);
  old?.replaceWith(element);
  if (hadFocus) element.querySelector('[tabindex]')?.focus();
  tell('live', `· ${text('updated')} ${view.time(Date.now(), zoneOf(viewer.home))}`);
}

function watchAll() {
  const { home, roles } = viewer;
  for (const { id } of home.offices)
    graph.watch(watched.office, { id }, ({ it }) => {
      home.offices = home.offices.map((one) => (one.id === id ? it : one));
      redraw(view.office(it));
    });
  if (home.teacher)
    graph.watch(watched.teacher, { id: home.teacher.id }, ({ it }) => {
      home.teacher = it;
      redraw(view.teacher(it));
    });
  for (const { id } of home.students)
    graph.watch(watched.student, { id }, ({ it }) => {
      home.students = home.students.map((one) => (one.id === id ? it : one));
      redraw(view.student(it));
    });
  const students = home.students.map(({ student }) => student);
  const places = [...roles, ...students, ...(viewer.announcements?.nodes ?? [])].map(
    (one) => one?.organization?.id,
  );
  for (const id of new Set(places.filter(Boolean)))
    graph.watch(watched.announcements, { id }, ({ it }) => {
      if (!it.announcements) return;
      viewer.announcements = it.announcements;
      redraw(view.announcements(it.announcements.nodes));
    });
}

/** Reads anew what nobody could tell of meanwhile, each part in its place, until that succeeds or the connection is lost again. */
async function catchUp() {
  const before = redrawn;
  const answer = await graph.ask(first).catch(() => null); // told below, and tried again
  if (!viewer || !graph.isUp) return;
  if (!answer?.viewer?.home) {
    tell('failed');
    setTimeout(() => void catchUp(), 5_000);
    return;
  }
  // What was told meanwhile may be newer than the answer.
  if (redrawn !== before) return catchUp();
  const { home, announcements } = answer.viewer;
  Object.assign(viewer.home, home);
  viewer.announcements = announcements;
  for (const one of home.offices) redraw(view.office(one));
  if (home.teacher) redraw(view.teacher(home.teacher));
  for (const one of home.students) redraw(view.student(one));
  redraw(view.announcements(announcements?.nodes ?? []));
}

function show(isIn) {
  byId('enter').hidden = isIn;
  byId('screen').hidden = !isIn;
  byId('find').hidden = !isIn;
  byId('person').hidden = !isIn;
}

async function enter() {
  ({ viewer } = await graph.ask(first));
  applyPreferences(viewer.preferences ?? { language: null, theme: 'SYSTEM', timeZone: null });
  draw();
  show(true);
  byId('hello').focus();
  watchAll();
}

function leave() {
  viewer = null;
  byId('screen').replaceChildren();
  finding.clear();
  byId('password').value = '';
  byId('state').textContent = '';
  show(false);
  byId('email').focus();
}

async function signIn() {
  byId('refused').textContent = '';
  try {
    await graph.signIn(byId('email').value, byId('password').value);
    await enter();
  } catch (error) {
    byId('refused').textContent = error instanceof Refused ? error.message : text('failed');
  }
}

async function choose(name, value) {
  const input = { [name]: value || null, idempotencyKey: crypto.randomUUID() };
  const answer = await graph.ask(setPreferences, { input }).catch(() => null);
  if (!answer) return tell('failed');
  viewer.preferences = answer.setPreferences.preferences;
  applyPreferences(viewer.preferences);
  draw();
  byId(name).focus();
}

byId('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  void signIn();
});
byId('leave').addEventListener('click', () => void graph.signOut().then(leave));
for (const name of ['language', 'theme'])
  byId(name).addEventListener('change', ({ target }) => void choose(name, target.value));

translate(languageFor(navigator.languages));
if (await graph.resume()) await enter().catch(leave);
else leave();

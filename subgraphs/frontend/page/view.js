/** An element; text is only ever text. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Draws the parts of a first screen.
 * @param text what the page says
 * @param language for numbers and dates
 * @param timeZone that the person has chosen; null for that of the school of each part
 */
export class View {
  #text;
  #language;
  #timeZone;

  constructor({ text, language, timeZone }) {
    this.#text = text;
    this.#language = language;
    this.#timeZone = timeZone;
  }

  /** @param zone of the school that the person belongs to first */
  heading(today, zone) {
    return el('h1', { id: 'hello', tabindex: '-1' }, `${this.#text('home')}, ${this.#day(today, zone)}`);
  }

  /** Whom and what a viewer has looked for; null for nothing that was. */
  found(answer) {
    if (!answer) return [];
    const t = this.#text;
    const entry = (name, more) =>
      el('li', {}, name, more ? el('span', { class: 'quiet' }, ` ${more}`) : null);
    const people = answer.findPeople.map(({ person, student, staff }) =>
      entry(person.name, student ? `${t('student')} ${student.number}` : staff && t('staff')),
    );
    const sections = (answer.findSections ?? []).map(({ title, course }) => entry(title, course?.title));
    const all = [...people, ...sections];
    return all.length > 0 ? [el('ul', {}, all)] : [el('p', { class: 'quiet' }, t('nothingFound'))];
  }

  /** For words by which nobody is looked for. */
  notSought() {
    return [el('p', { class: 'quiet' }, this.#text('howToFind'))];
  }

  office({ id, organization, attendance, owed, leaveWaiting }) {
    const t = this.#text;
    return this.#part(id, organization?.name ?? t('registers'), [
      attendance && [
        el('h3', {}, t('registers')),
        this.#numbers([
          [t('taken'), `${attendance.today.taken} / ${attendance.today.lessons}`],
          [t('present'), attendance.today.present],
          [t('late'), attendance.today.late],
          [t('absent'), attendance.today.absent],
        ]),
        el('progress', {
          'aria-label': t('taken'),
          max: Math.max(1, attendance.today.lessons),
          value: attendance.today.taken,
        }),
        el('h3', {}, `${t('missing')}: ${attendance.missingCount}`),
        attendance.missing.length > 0
          ? this.#lessons(attendance.missing, organization?.timeZone)
          : el('p', { class: 'quiet' }, t('nothingMissing')),
      ],
      leaveWaiting !== null && [el('h3', {}, t('leave')), this.#numbers([[t('leaveWaiting'), leaveWaiting]])],
      owed && this.#owed(owed),
    ]);
  }

  teacher({ id, timeZone, lessons, missing, onLeave }) {
    const t = this.#text;
    return this.#part(id, t('yourLessons'), [
      lessons.length > 0
        ? this.#lessons(lessons, timeZone, { hasState: true })
        : el('p', { class: 'quiet' }, t('noLessons')),
      missing.length > 0 && [el('h3', {}, t('left')), this.#lessons(missing, timeZone, { hasDay: true })],
      onLeave.length > 0 && [
        el('h3', {}, t('onLeave')),
        this.#list(
          onLeave.map(({ student, section, from, to }) => [
            student?.person?.name ?? '–',
            `${section?.title ?? '–'}, ${this.#span(from, to, timeZone)}`,
          ]),
        ),
      ],
    ]);
  }

  student({ id, timeZone, student, lessons, attendance, results, leave, owed }) {
    const t = this.#text;
    return this.#part(id, student?.person?.name ?? t('lessons'), [
      lessons && [
        el('h3', {}, t('lessons')),
        lessons.length > 0 ? this.#lessons(lessons, timeZone) : el('p', { class: 'quiet' }, t('noLessons')),
      ],
      results?.length > 0 && [
        el('h3', {}, t('results')),
        this.#list(
          results.map(({ section, publishedAt, result }) => [
            `${section?.title ?? '–'}: ${result?.grade ?? t('noResult')}`,
            this.#day(publishedAt, timeZone),
          ]),
        ),
      ],
      leave?.length > 0 && [
        el('h3', {}, t('leave')),
        this.#list(
          leave.map(({ firstDay, lastDay, isApproved }) => [
            [...new Set([firstDay, lastDay])].map((day) => this.#schoolDay(day)).join(' – '),
            t(isApproved ? 'granted' : 'waits'),
          ]),
        ),
      ],
      attendance && [
        el('h3', {}, `${t('attendanceSince')} ${this.#schoolDay(attendance.since)}`),
        this.#numbers([
          [t('present'), attendance.present],
          [t('late'), attendance.late],
          [t('absent'), `${attendance.absent} (${attendance.excused} ${t('excused')})`],
        ]),
      ],
      owed && this.#owed(owed),
    ]);
  }

  announcements(nodes) {
    const t = this.#text;
    return this.#part('announcements', t('announcements'), [
      nodes.length === 0
        ? el('p', { class: 'quiet' }, t('nothingAnnounced'))
        : nodes.map(({ title, body, visibleFrom, organization, section }) =>
            el(
              'article',
              {},
              el('h3', {}, title),
              el('p', {}, body),
              el(
                'p',
                { class: 'quiet' },
                [section?.title ?? organization?.name, this.#day(visibleFrom, organization?.timeZone)]
                  .filter(Boolean)
                  .join(' · '),
              ),
            ),
          ),
    ]);
  }

  nothing() {
    return el('p', { class: 'quiet' }, this.#text('nothingHere'));
  }

  /** @param zone of the school, where the person has chosen none; that of the device where neither is known */
  time(instant, zone) {
    const timeZone = this.#timeZone ?? zone ?? undefined;
    return new Intl.DateTimeFormat(this.#language, { timeStyle: 'short', timeZone }).format(
      new Date(instant),
    );
  }

  #span(from, to, zone) {
    return `${this.time(from, zone)} – ${this.time(to, zone)}`;
  }

  #day(instant, zone) {
    const timeZone = this.#timeZone ?? zone ?? undefined;
    const style = { weekday: 'long', day: 'numeric', month: 'long', timeZone };
    return new Intl.DateTimeFormat(this.#language, style).format(new Date(instant));
  }

  /** A day of the school's calendar is the same day for everybody, wherever they are. */
  #schoolDay(date) {
    const style = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' };
    return new Intl.DateTimeFormat(this.#language, style).format(new Date(`${date}T12:00:00Z`));
  }

  #list(entries) {
    return el(
      'ul',
      {},
      entries.map(([what, more]) => el('li', {}, what, el('span', { class: 'quiet' }, ` ${more}`))),
    );
  }

  #part(id, title, children) {
    const heading = `title-${id}`;
    return el(
      'section',
      { id: `part-${id}`, 'aria-labelledby': heading },
      el('h2', { id: heading }, title),
      ...children.filter(Boolean).flat(),
    );
  }

  #numbers(pairs) {
    return el(
      'dl',
      {},
      pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, String(value)))),
    );
  }

  #lessons(lessons, zone, { hasState = false, hasDay = false } = {}) {
    const t = this.#text;
    const heads = [t('time'), t('lesson'), t('room'), ...(hasState ? [t('register')] : [])];
    const at = ({ startsAt, endsAt }) =>
      `${hasDay ? `${this.#day(startsAt, zone)}, ` : ''}${this.#span(startsAt, endsAt, zone)}`;
    const state = ({ isTaken, present, late, expected }) =>
      isTaken
        ? el('span', { class: 'done' }, `✓ ${t('isTaken')}: ${present + late} / ${expected}`)
        : el('span', { class: 'open' }, `○ ${t('notTaken')}`);
    return el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t('lessons') },
      el(
        'table',
        {},
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            heads.map((head) => el('th', { scope: 'col' }, head)),
          ),
        ),
        el(
          'tbody',
          {},
          lessons.map((lesson) =>
            el(
              'tr',
              {},
              el('td', {}, at(lesson)),
              el('td', {}, lesson.section?.title ?? '–'),
              el('td', {}, lesson.meeting?.room?.name ?? '–'),
              hasState ? el('td', {}, state(lesson)) : null,
            ),
          ),
        ),
      ),
    );
  }

  #owed(owed) {
    const t = this.#text;
    const amount = ({ amountMinor, currency }) => {
      const format = new Intl.NumberFormat(this.#language, { style: 'currency', currency });
      return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits);
    };
    return [
      el('h3', {}, t('owed')),
      owed.length === 0
        ? el('p', { class: 'quiet' }, t('nothingOwed'))
        : owed.map((one) =>
            this.#numbers([
              [t('owed'), amount(one.outstanding)],
              [t('overdue'), amount(one.overdue)],
              ...(one.nextDueOn ? [[t('nextDue'), this.#schoolDay(one.nextDueOn)]] : []),
            ]),
          ),
    ];
  }
}

import { randomUUID } from 'node:crypto';
import { testServers } from '@learnova/platform/testing/environment';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { TestSchool } from '../kit/school.ts';
import { browserPath, faultsWithoutBrowser, openBrowser } from './browser.ts';

/** What a page did that it may not: anything at another host, an error, a word of its policy. */
function guard(page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(request.url());
  });
  return faults;
}

describe('the page with the first screen', () => {
  let school: TestSchool;
  let browser: Browser | undefined;
  beforeAll(async () => {
    school = await TestSchool.open({ name: 'embedded', redisUrl: null });
    if (browserPath) browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  }, 60_000);

  /** Signs in with the keyboard alone. */
  async function enter(page: Page, who: string): Promise<void> {
    await page.goto(`${school.system.url}/-/frontend/home`);
    await page.locator('#email').waitFor({ state: 'visible' });
    await page.keyboard.type(emailOf(who));
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.locator('#screen').waitFor({ state: 'visible' });
  }

  async function takeRegister(category: string): Promise<void> {
    const { meetings, sectionEnrollments, attendanceCodes } = school.school;
    const now = new Date().toISOString();
    const meeting = meetings
      .filter((one) => one.sectionId === school.ids.section && one.startsAt <= now)
      .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
      .at(-1);
    const codeOf = (wanted: string) => attendanceCodes.find((one) => one.category === wanted)?.id;
    const marks = sectionEnrollments
      .filter(({ sectionId }) => sectionId === school.ids.section)
      .map(({ studentId }, n) => ({ studentId, codeId: codeOf(n === 0 ? category : 'PRESENT') }));
    const input = { registerId: meeting?.id, marks, expectedVersion: 0, idempotencyKey: randomUUID() };
    await (await school.as('teacher')).data(
      'mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { register { id } } }',
      { input },
    );
  }

  async function announce(name: 'publish' | 'withdraw', input: object): Promise<string> {
    const type = name === 'publish' ? 'Publish' : 'Withdraw';
    type Announced = Record<string, { announcement: { id: string } }>;
    const data = await (await school.as('administrator')).data<Announced>(
      `mutation ($input: ${type}AnnouncementInput!) { ${name}Announcement(input: $input) { announcement { id } } }`,
      { input: { ...input, idempotencyKey: randomUUID() } },
    );
    return data[`${name}Announcement`]?.announcement.id ?? '';
  }

  test('is served with a strict policy, whole and without anybody in it', async () => {
    const { url } = school.system;
    for (const path of ['home', 'home/main.js', 'home/page.css', 'home/texts.js']) {
      const answer = await fetch(`${url}/-/frontend/${path}`);
      expect(answer.status).toBe(200);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|style=|\son\w+="|https?:\/\//);
    }
    for (const path of ['home/none.js', 'home/..%2fpackage.json', 'home/constructor'])
      expect((await fetch(`${url}/-/frontend/${path}`)).status).toBe(404);
  });

  test('shows the office its board, which moves when a register is taken and when something is announced', async () => {
    if (!browser) {
      expect(faultsWithoutBrowser(true)).toHaveLength(1);
      expect(faultsWithoutBrowser(testServers().requireBrowser)).toEqual([]);
      return;
    }
    const page = await browser.newPage();
    const faults = guard(page, school.system.url);
    await enter(page, 'office');
    await page.locator('#state', { hasText: 'Live' }).waitFor();
    const board = page.locator(`#part-${school.ids.school}`);
    await board.getByText(/^0 \/ \d+$/).waitFor();
    await takeRegister('ABSENT');
    await board.getByText(/^1 \/ \d+$/).waitFor();
    expect(await board.locator('progress').getAttribute('value')).toBe('1');
    expect(await page.locator('#state').textContent()).toContain('updated at');
    await (await school.as('administrator')).data(
      'mutation ($input: PublishAnnouncementInput!) { publishAnnouncement(input: $input) { announcement { id } } }',
      {
        input: {
          ...{ organizationId: school.ids.school, audience: ['STAFF'], title: '<b>Snow</b>', body: 'Noon.' },
          idempotencyKey: randomUUID(),
        },
      },
    );
    await page.getByRole('heading', { name: '<b>Snow</b>' }).waitFor();
    const more = { organizationId: school.ids.school, audience: ['STAFF'], body: 'Later.' };
    const ice = await announce('publish', { ...more, title: 'Ice' });
    await announce('publish', { ...more, title: 'Rain' });
    const headings = page.locator('#part-announcements h3');
    await page.getByRole('heading', { name: 'Rain' }).waitFor();
    await announce('withdraw', { announcementId: ice, expectedVersion: 1 });
    await page.getByRole('heading', { name: 'Ice' }).waitFor({ state: 'detached' });
    expect((await headings.allTextContents()).slice(0, 2)).toEqual(['Rain', '<b>Snow</b>']);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  test('shows a guardian the child, keeps language and look, and is left without a trace', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const page = await browser.newPage({ locale: 'en-GB', colorScheme: 'light' });
    const faults = guard(page, school.system.url);
    await enter(page, 'guardian');
    await page.locator(`#part-${school.ids.child}`).waitFor();
    expect(await page.locator(`#part-${school.ids.stranger}`).count()).toBe(0);
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.locator('#theme').selectOption('DARK');
    await page.locator('html[data-theme="dark"]').waitFor();
    expect(await ground()).not.toBe(light);
    await page.locator('#language').selectOption('de');
    await page.getByRole('heading', { name: 'Mitteilungen' }).waitFor();
    await page.reload();
    await page.locator('html[lang="de"][data-theme="dark"]').waitFor();
    await page.getByRole('heading', { name: 'Mitteilungen' }).waitFor();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.locator('#enter').waitFor({ state: 'visible' });
    expect(
      await page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])'),
    ).toBe('[{},{},""]');
    expect(await page.locator('#screen').textContent()).toBe('');
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  test('in a tab that was duplicated asks to sign in, and the first one goes on', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const context = await browser.newContext();
    const page = await context.newPage();
    const faults = guard(page, school.system.url);
    await enter(page, 'guardian');
    // What a browser does when a tab is duplicated: the new one begins with a copy of what the tab keeps.
    const [copy] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate('void window.open(location.href)'),
    ]);
    await copy.locator('#enter').waitFor({ state: 'visible' });
    await page.reload();
    await page.locator('#screen').waitFor({ state: 'visible' });
    await page.locator('#state', { hasText: 'Live' }).waitFor();
    await page.reload();
    await page.locator(`#part-${school.ids.child}`).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);

  test('shows results and leave of the child, and times by the clock of the school or as the person chose', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Pacific/Kiritimati' });
    const page = await context.newPage();
    const faults = guard(page, school.system.url);
    await enter(page, 'other-guardian');
    const child = page.locator(`#part-${school.ids.classmate}`);
    await child.getByRole('heading', { name: 'New results' }).waitFor();
    await child
      .getByRole('listitem')
      .filter({ hasText: /Mathematics 1a.*: [A-F] / })
      .waitFor();
    await child.getByRole('listitem').filter({ hasText: 'granted' }).waitFor();
    await child.getByRole('listitem').filter({ hasText: 'waits for a decision' }).waitFor();
    const { startsAt } = school.school.meetings.find((one) => one.sectionId === school.ids.section) ?? {
      startsAt: '',
    };
    const at = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(new Date(startsAt));
    const shown = async (timeZone: string) => {
      await child
        .getByRole('cell', { name: new RegExp(`^${at(timeZone)} `) })
        .first()
        .waitFor();
    };
    await shown('Europe/Vienna');
    await (await school.as('other-guardian')).data(
      'mutation ($input: SetPreferencesInput!) { setPreferences(input: $input) { preferences { timeZone } } }',
      { input: { timeZone: 'Asia/Tokyo', idempotencyKey: randomUUID() } },
    );
    await page.reload();
    await shown('Asia/Tokyo');
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);

  test('finds people and sections while somebody types, those alone that they may see', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const page = await browser.newPage();
    const faults = guard(page, school.system.url);
    await enter(page, 'teacher');
    const found = page.locator('#found');
    await page.locator('#sought').pressSequentially('mathem');
    await found.getByText('Mathematics 1a').waitFor();
    await page.locator('#sought').fill('stranger');
    await found.getByText('Nobody and nothing').waitFor();
    await page.locator('#sought').fill('one two three four five six seven eight nine');
    await found.getByText('eight words at most').waitFor();
    await page.locator('#sought').fill('m');
    await found.locator(':scope:empty').waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  test('shows a family that was told nothing yet what is announced, and no longer what is taken back', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const client = new Client({ connectionString: school.databaseUrl });
    await client.connect();
    await client.query('update frontend.announcement set withdrawn_at = platform.now()');
    await client.end();
    const page = await browser.newPage();
    const faults = guard(page, school.system.url);
    await enter(page, 'guardian');
    await page.locator('#state', { hasText: 'Live' }).waitFor();
    const headings = page.locator('#part-announcements h3');
    expect(await headings.count()).toBe(0);
    const more = { organizationId: school.ids.school, audience: ['GUARDIANS'], body: 'At noon.' };
    const snow = await announce('publish', { ...more, title: 'Snow' });
    await page.getByRole('heading', { name: 'Snow' }).waitFor();
    await announce('publish', { ...more, title: 'Ice' });
    await page.getByRole('heading', { name: 'Ice' }).waitFor();
    await announce('withdraw', { announcementId: snow, expectedVersion: 1 });
    await page.getByRole('heading', { name: 'Snow' }).waitFor({ state: 'detached' });
    expect(await headings.allTextContents()).toEqual(['Ice']);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  test('tells who is refused, in words that a screen reader reads out', async () => {
    if (!browser) return expect(browserPath).toBeUndefined();
    const page = await browser.newPage();
    await page.goto(`${school.system.url}/-/frontend/home`);
    await page.locator('#email').fill(emailOf('office'));
    await page.locator('#password').fill('a wrong one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#refused', { hasText: /\w/ }).waitFor();
    expect(await page.locator('#refused').getAttribute('role')).toBe('alert');
    // Each field has a name, and nothing that can be reached is without one.
    const nameless = await page.evaluate(
      `[...document.querySelectorAll('input, select, button')].filter((e) => !e.labels?.length && !e.textContent.trim()).length`,
    );
    expect(nameless).toBe(0);
    await page.close();
  }, 60_000);
});

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and others put it; no browser is ever downloaded. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const browserPath = places.find((path) => existsSync(path));

/** What is wrong where there is no browser: nothing, and told in a line, unless it is required. */
export function faultsWithoutBrowser(required: boolean): string[] {
  if (required) return ['REQUIRE_BROWSER is set, and there is no chromium in /usr/bin'];
  process.stdout.write('There is no chromium on this machine: the page was not opened in a browser.\n');
  return [];
}

/** Without a sandbox, as it often has to run as root: it opens nothing but the page under test. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(browserPath && { executablePath: browserPath }),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

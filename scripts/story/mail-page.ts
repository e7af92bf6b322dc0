interface Mail {
  readonly recipient: string;
  readonly subject: string;
}

/** The mails that the recorded channel keeps for one address, newest first. */
export async function mailsTo(url: string, address: string): Promise<Mail[]> {
  const answer = await fetch(`${url}/-/notifications/mail`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`the mail page answers ${answer.status}`);
  const { mails } = (await answer.json()) as { mails: Mail[] };
  return mails.filter(({ recipient }) => recipient === address);
}

/** Waits until an address has so many mails, then a moment longer: there must be no more. */
export async function exactly(url: string, address: string, count: number, withinMs: number): Promise<void> {
  const start = performance.now();
  let found = -1;
  for (;;) {
    found = (await mailsTo(url, address)).length;
    if (found >= count || performance.now() - start > withinMs) break;
    await pause(50);
  }
  if (found === count) await pause(Math.min(withinMs, 500));
  found = (await mailsTo(url, address)).length;
  if (found !== count) throw new Error(`${found} mails stand on the page where ${count} were expected`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

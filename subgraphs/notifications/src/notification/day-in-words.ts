/** "Thursday 12 March 2026" */
export function dayInWords(date: string): string {
  const instant = Date.parse(date);
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(instant);
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return `${weekday} ${new Intl.DateTimeFormat('en-GB', parts).format(instant)}`;
}

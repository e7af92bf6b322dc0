const most = 72;
/** What git and people write before a thing is done. */
const unfinished = /^(wip\b|draft\b|do not merge\b|(fixup|squash|amend)!)/i;
const area = /^[a-z][\w-]*: /;

/** A title is a line of the history: one sentence that says what is so afterwards. @returns what is wrong with it */
export function faultsOfTitle(title: string): string[] {
  const faults: string[] = [];
  const sentence = title.replace(area, '');
  if (title !== title.trim() || /\s{2,}|[\r\n\t]/.test(title)) faults.push('has spaces where none belong');
  if (title.length > most) faults.push(`has ${title.length} characters; ${most} is the most`);
  if (sentence.trim().split(/\s+/).length < 2) faults.push('is no sentence: say what is so afterwards');
  if (/[.…]$/.test(title)) faults.push('ends with a dot');
  if (unfinished.test(title)) faults.push('says that it is not finished: make it a draft');
  if (title === sentence && !/^[\p{Lu}\d"'`]/u.test(title))
    faults.push('begins with a small letter, and with no area such as `gateway: `');
  return faults;
}

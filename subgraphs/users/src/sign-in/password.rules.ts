import { type Refusal, refusal } from '@learnova/platform/refusal';

/** Where a password is all that is asked for (NIST SP 800-63B-4, 3.1.1.2). */
const shortest = 15;
/** Longer ones would only make the work of hashing longer. */
const longest = 200;

/**
 * A password that somebody chooses. By its length alone, as the standard says: rules on kinds of characters make passwords
 * that are alike. Nobody chooses what whoever knows them would try first. Throws PASSWORD_TOO_WEAK.
 * @param around names and addresses of theirs
 */
export function decidePassword(password: string, around: readonly string[]): void {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < shortest || characters.length > longest)
    throw refusal(
      'PASSWORD_TOO_WEAK',
      `A password has ${shortest} to ${longest} characters; some words that do not belong together are a good one.`,
    );
  if (new Set(characters).size < 5 || around.map(bare).includes(bare(password)))
    throw refusal(
      'PASSWORD_TOO_WEAK',
      'Others would guess this password. Choose some words that do not belong together.',
    );
}

/** The same, of who has one. Throws PASSWORD_UNCHANGED as well. */
export function decideAnotherPassword(
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
  around: readonly string[],
): void {
  if (newPassword.normalize('NFKC') === currentPassword.normalize('NFKC'))
    throw refusal('PASSWORD_UNCHANGED', 'This is the password that you have. Choose another one.');
  decidePassword(newPassword, around);
}

export function wrongPassword(): Refusal {
  return refusal(
    'PASSWORD_NOT_CURRENT',
    'This is not the password that you have. Try again, or have a link sent that sets a new one.',
  );
}

/** What stays the same when spaces, marks or capitals are changed. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

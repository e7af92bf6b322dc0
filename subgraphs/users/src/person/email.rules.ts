import { badInput, type Refusal, refusal } from '@learnova/platform/refusal';
import { normalEmail } from '../sign-in/sign-in.rules.ts';

/**
 * An e-mail as it is kept. Only the provider of mail can tell what reaches somebody; 254 characters are what SMTP takes
 * (RFC 5321 4.5.3.1.3). Throws BAD_USER_INPUT.
 */
export function decideEmail(email: string, path: readonly string[]): string {
  const normal = normalEmail(email);
  if (normal.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(normal)) return normal;
  throw badInput(path, 'This is no e-mail. Write it as in office@school.example.');
}

/** People sign in by their e-mail, so no two have the same. Whose it is, is not told: it may be nobody whom the actor may see. */
export function emailTaken(path: readonly string[]): Refusal {
  return refusal('EMAIL_TAKEN', 'Somebody here has this e-mail already. Name another one.', { field: path });
}

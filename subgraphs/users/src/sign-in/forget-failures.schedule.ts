import { schedule } from '@learnova/platform/handlers';
import { SignInFailure } from './sign-in-failure.entity.ts';

const day = 24 * 3_600_000;

/** Failures matter for minutes; a day later they would only be a trace of people. */
export const forgetFailures = schedule('users.forget-sign-in-failures', '20 2 * * *', async (request) => {
  const now = await request.now();
  await request.em.nativeDelete(SignInFailure, { at: { $lt: new Date(now.getTime() - day) } });
});

import { schedule } from '@learnova/platform/handlers';

/**
 * Refresh tokens go when they have expired or their session has ended, and a session when no token of it is left. A token is known
 * to be used by the one that was given for it, which expires later: as long as a token could be used, its reuse is noticed.
 */
export const forgetSessions = schedule('users.forget-sessions', '30 2 * * *', async (request) => {
  await request.em.execute(
    `delete from refresh_token t using sign_in_session s
     where s.id = t.session_id and (t.expires_at <= ? or s.ended_at is not null)`,
    [await request.now()],
  );
  await request.em.execute(
    'delete from sign_in_session s where not exists (select from refresh_token t where t.session_id = s.id)',
  );
});

import { demoEmail, demoPassword } from '../seed/demo-people.ts';

const named = ['administrator', 'bursar', 'office', 'head-of-department', 'teacher', 'student', 'guardian'];

/** What a person needs to know once the system is ready. */
export function welcome(url: string, isDemo: boolean): string {
  const signIns = named.map((who) => `\n    ${demoEmail(who)}`).join('');
  const demo = `Sign in as one of these, password "${demoPassword}":${signIns}`;
  return `
  Learnova is ready.

  First screen     ${url}/-/frontend/home
  Playground       ${url}/graphiql
  Graph            ${url}/graphql
  Mail it "sent"   ${url}/-/notifications/mail
  Health           ${url}/health/ready

  ${isDemo ? demo : 'Sign in as one of those who have a sign-in here.'}

  Ctrl-C stops it; what was written is kept.
`;
}

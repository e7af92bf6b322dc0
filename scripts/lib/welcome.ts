import { demoEmail, demoPassword } from '../seed/demo-people.ts';

/** What a person needs to know once the system is ready. */
export function welcome(url: string): string {
  const signIns = ['administrator', 'office', 'head-of-department', 'teacher', 'student', 'guardian'].map(
    (who) => `    ${demoEmail(who)}`,
  );
  return `
  Learnova is ready.

  First screen     ${url}/-/frontend/home
  Playground       ${url}/graphiql
  Graph            ${url}/graphql
  Mail it "sent"   ${url}/-/notifications/mail
  Health           ${url}/health/ready

  Sign in as one of these, password "${demoPassword}":
${signIns.join('\n')}

  Ctrl-C stops it; what was written is kept.
`;
}

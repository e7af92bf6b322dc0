import { newId } from '@learnova/platform/ids';
import { organizationsOf } from './organizations.ts';
import type { School } from './school.ts';

export const date = '2026-03-12';

/** What the neighbours of notifications answer; a test changes the school, and what is asked next sees the change. */
export function answersOf(school: School) {
  const holding = (key: 'guardian' | 'child', ids: readonly string[]) =>
    school.rights
      .filter((rights) => !rights.ended && ids.includes(rights[key]))
      .map(({ guardian, child, recordsAccess, notifyAttendance }) => ({
        guardianshipId: newId(),
        guardianId: guardian,
        studentId: child,
        recordsAccess,
        notifyAttendance,
        priority: 1,
        from: '2020-01-01',
        to: null,
        until: null,
      }));
  return {
    'users.guardians-of': ({ studentIds }: { studentIds: string[] }) => holding('child', studentIds),
    'users.children-of': ({ guardianIds }: { guardianIds: string[] }) => holding('guardian', guardianIds),
    'users.payers-of': ({ studentIds }: { studentIds: string[] }) =>
      school.payers.filter((p) => studentIds.includes(p.studentId)).map((p) => ({ ...p, until: null })),
    'users.pays-for': ({ payerIds }: { payerIds: string[] }) =>
      school.payers.filter((p) => payerIds.includes(p.payerId)).map((p) => ({ ...p, until: null })),
    'finance.owed-invoices': ({ invoiceIds }: { invoiceIds: string[] }) =>
      invoiceIds.flatMap((invoiceId) => {
        const invoice = school.invoices.get(invoiceId);
        return invoice ? [{ invoiceId, ...invoice, dueOn: date, currency: 'EUR' }] : [];
      }),
    'users.role-holders': ({ organizationIds }: { organizationIds: string[] }) =>
      school.overseers.map((personId) => ({
        ...{ organizationId: organizationIds[0], personId, role: 'REGISTRAR' },
      })),
    'leave.requests': ({ leaveRequestIds }: { leaveRequestIds: string[] }) =>
      leaveRequestIds.flatMap((leaveRequestId) => {
        const leave = school.leaves.get(leaveRequestId);
        return leave ? [{ leaveRequestId, ...leave, firstDay: date, lastDay: '2026-03-13' }] : [];
      }),
    'feedback.items': ({ feedbackItemIds }: { feedbackItemIds: string[] }) =>
      feedbackItemIds.flatMap((feedbackItemId) => {
        const item = school.items.get(feedbackItemId);
        return item ? [{ feedbackItemId, organizationId: school.organizationId, ...item }] : [];
      }),
    'feedback.campaigns': ({ campaignIds }: { campaignIds: string[] }) =>
      campaignIds.flatMap((campaignId) => {
        const { state } = school.campaigns.get(campaignId) ?? {};
        const facts = { organizationId: school.organizationId, title: 'Spring term' };
        return state ? [{ campaignId, state, ...facts, closesAt: `${date}T20:00:00.000Z` }] : [];
      }),
    'feedback.not-answered': (asked: { campaignId: string; after: string | null; limit: number }) => {
      const { notAnswered = [] } = school.campaigns.get(asked.campaignId) ?? {};
      const beyond = notAnswered.toSorted().filter((id) => asked.after === null || id > asked.after);
      return { studentIds: beyond.slice(0, asked.limit) };
    },
    'assessments.work-to-hand-in': ({ studentIds }: { studentIds: string[] }) =>
      studentIds.map((studentId) => ({ studentId, work: school.work.get(studentId) ?? [] })),
    'assessments.published-results': ({ studentIds }: { studentIds: string[] }) =>
      studentIds.map((studentId) => ({
        studentId,
        results: school.results
          .filter((one) => one.studentId === studentId)
          .map(({ resultId, sectionId }) => ({
            ...{ resultId, sectionId, publishedAt: `${date}T08:00:00.000Z` },
          })),
      })),
    'finance.holds': ({ studentIds }: { studentIds: string[] }) =>
      studentIds.map((studentId) => ({ studentId, held: school.held.has(studentId) })),
    'academics.sections': ({ sectionIds }: { sectionIds: string[] }) =>
      sectionIds.map((sectionId) => ({
        ...{ sectionId, organizationId: school.organizationId, academicSessionId: newId() },
        ...{ title: 'Mathematics 1a', credits: '4' },
      })),
    'users.names': ({ personIds }: { personIds: string[] }) =>
      personIds.map((personId) => ({ personId, name: school.names.get(personId) ?? '?' })),
    'users.contacts': ({ personIds }: { personIds: string[] }) =>
      personIds.map((personId) => ({
        personId,
        name: school.names.get(personId) ?? '?',
        email: school.emails.get(personId) ?? null,
        mobilePhone: school.phones.get(personId) ?? null,
        locale: 'en',
      })),
    'users.organizations': organizationsOf,
    'users.wanted-password-link': ({ passwordLinkId }: { passwordLinkId: string }) => {
      const { personId, purpose } = school.links.get(passwordLinkId) ?? {};
      return personId ? { personId, purpose } : null;
    },
    'users.mint-password-link': ({ passwordLinkId }: { passwordLinkId: string }) => {
      const link = school.links.get(passwordLinkId);
      if (!link) return null;
      const token = `token-${newId()}`;
      link.minted.push(token);
      const validForMinutes = link.purpose === 'RESET' ? 30 : 10_080;
      return { url: `https://school.example/-/frontend/password#${token}`, token, validForMinutes };
    },
    'attendance.register-marks': ({ registerIds }: { registerIds: string[] }) =>
      registerIds.flatMap((registerId) => {
        const register = school.registers.get(registerId);
        if (!register || register.version === 0) return [];
        const { version, startsAt, students, absent, onLeave } = register;
        const marks = [...students].map((studentId) => ({
          studentId,
          absent: absent.has(studentId),
          onLeave: onLeave.has(studentId),
        }));
        return [
          {
            registerId,
            sectionId: newId(),
            organizationId: school.organizationId,
            date,
            startsAt,
            version,
            marks,
          },
        ];
      }),
  };
}

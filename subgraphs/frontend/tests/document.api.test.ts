import { newId } from '@learnova/platform/ids';
import { FrontendSchool } from './support/school.ts';

const fields = 'path expiresAt';
const minute = 60_000;

interface Link {
  readonly path: string;
  readonly expiresAt: Date;
}

const letter = (grade: string, lowerBound: string) => ({ grade, lowerBound });
const entry = (studentId: string, state: string, more: object) => ({
  ...{ studentId, state, version: null, publishedAt: null, percentage: '95.0', grade: 'A' },
  ...{ isPassing: true, isComplete: true, ...more },
});

describe('a printed document', () => {
  let school: FrontendSchool;
  let sessionEnded = false;
  const [invoice, payment, register, bursar] = [newId(), newId(), newId(), newId()];
  beforeAll(async () => {
    school = await FrontendSchool.open((s) => ({
      'users.standing': ({ personId }: { personId: string }) => ({
        sessionEnded,
        roles: s.roles
          .filter((one) => one.personId === personId)
          .map(({ role, organizationId }) => ({
            ...{ role, organizationId, organizationIds: [organizationId, s.department], until: null },
          })),
      }),
      'users.names': ({ personIds }: { personIds: string[] }) =>
        personIds.map((personId) => ({ personId, name: '<img src=x onerror=alert(1)> "Ann" & Co' })),
      'finance.invoice-sheets': ({ invoiceIds }: { invoiceIds: string[] }) =>
        invoiceIds
          .filter((id) => id === invoice)
          .map((invoiceId) => ({
            ...{
              invoiceId,
              number: 'INV-2026-1',
              organizationId: s.school,
              studentId: s.child,
              currency: 'EUR',
            },
            ...{ issuedOn: '2026-01-01', dueOn: '2026-02-01', outstandingMinor: 500, isReversed: false },
            charges: [{ title: '<script>alert(1)</script>', amountMinor: 1_250 }],
          })),
      'finance.receipt-sheets': ({ paymentIds }: { paymentIds: string[] }) =>
        paymentIds
          .filter((id) => id === payment)
          .map((paymentId) => ({
            ...{ paymentId, number: 'REC-2026-1', organizationId: s.school, payerId: s.kin, currency: 'EUR' },
            ...{ receivedOn: '2026-01-01', amountMinor: 750, refundedMinor: 0, isReversed: false },
          })),
      'attendance.register-sheets': ({ registerIds }: { registerIds: string[] }) =>
        registerIds
          .filter((id) => id === register)
          .map((registerId) => ({
            ...{ registerId, sectionId: s.section, organizationId: s.department, date: '2026-01-01' },
            ...{ startsAt: '2026-01-01T08:00:00.000Z', version: 1 },
            entries: [{ studentId: s.child, code: 'L', name: 'Late', minutesLate: 5 }],
          })),
      'assessments.result-sheets': ({ sectionIds }: { sectionIds: string[] }) =>
        sectionIds
          .filter((id) => id === s.section)
          .map((sectionId) => ({
            ...{ sectionId, organizationId: s.department, academicSessionId: s.institution },
            scales: [{ title: 'Letters', bands: [letter('F', '0'), letter('A', '90')] }],
            entries: [
              entry(s.child, 'PUBLISHED', { version: 2, publishedAt: '2026-01-01T08:00:00.000Z' }),
              entry(s.kin, 'WITHHELD', { version: 1, publishedAt: '2026-01-01T08:00:00.000Z' }),
              entry(s.guardian, 'DRAFT', { percentage: null, grade: null, isPassing: null }),
            ],
          })),
      'academics.sessions': ({ sessionIds }: { sessionIds: string[] }) =>
        sessionIds.map((sessionId) => ({
          ...{ sessionId, organizationId: s.institution, title: 'Spring <term>' },
          ...{ from: '2026-01-01', to: '2026-07-01' },
        })),
      'academics.rosters': ({ sectionIds }: { sectionIds: string[] }) =>
        sectionIds.map((sectionId) => ({ sectionId, studentIds: [s.child, s.kin, s.stranger] })),
    }));
    school.roles.push({ personId: bursar, role: 'BURSAR', organizationId: school.school, until: null });
  });
  afterAll(() => school?.close());

  const link = (kind: string, documentId: string, by: string) =>
    school.command<Link>('createDocumentLink', { kind, documentId }, fields, by);
  const open = (path: string) =>
    school.subgraph.running.route(
      'public',
      'GET',
      path.replace('/-/frontend/', ''),
      { params: {}, query: {}, headers: {}, body: new Uint8Array() },
      newId(),
    );
  const isGone = (path: string) => expect(open(path)).rejects.toThrow('There is no such document.');
  const refusal = (kind: string, documentId: string, by?: string) =>
    school.refusal('createDocumentLink', { kind, documentId }, fields, by);

  test('is escaped, kept by nobody, and its address names nobody', async () => {
    const { path } = await link('INVOICE', invoice, school.child);
    const { status, headers, body } = await open(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|script/);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('€12.50');
    expect(body).not.toMatch(/<script|<img/);
    for (const secret of [school.child, invoice]) expect(path).not.toContain(secret);
  });

  test.each([
    ['INVOICE', invoice, () => [school.child, school.kin, bursar]],
    ['RECEIPT', payment, () => [school.kin, bursar]],
    ['REGISTER', register, () => [school.teacher, school.office, school.head]],
    ['SECTION_RESULTS', null, () => [school.teacher, school.office, school.head]],
  ] as const)('%s is for whom its owner shows it, and for nobody else', async (kind, id, allowed) => {
    const documentId = id ?? school.section;
    const { child, guardian, kin, teacher, office, head, stranger } = school;
    for (const by of [child, guardian, kin, teacher, office, head, stranger, bursar]) {
      if (allowed().includes(by))
        expect((await open((await link(kind, documentId, by)).path)).status).toBe(200);
      else expect(await refusal(kind, documentId, by)).toBe('NOT_FOUND');
    }
    expect(await refusal(kind, newId(), bursar)).toBe('NOT_FOUND');
    expect(await refusal(kind, documentId)).toBe('UNAUTHENTICATED');
  });

  test('of the results of a section names each student with state and version, and says what is not published', async () => {
    const { path } = await link('SECTION_RESULTS', school.section, school.teacher);
    const { body } = await open(path);
    const text = String(body);
    expect(text).toContain('<h1>Results Biology</h1>');
    expect(text).toContain('Spring &lt;term&gt;');
    expect(text).toContain('Letters (A from 90, F from 0)');
    expect(text).toContain('1 of 4 results are published.');
    const rows = [...text.matchAll(/<tr><td>.*?<\/td>(.*)<\/tr>/g)].map(([, cells = '']) =>
      cells.replaceAll('<td>', '').split('</td>').slice(0, -1),
    );
    expect(rows).toEqual([
      ['95.0 %', 'A', 'Yes', 'Published 1 Jan 2026, 09:00', '2'],
      ['95.0 %', 'A', 'Yes', 'Withheld by the office', '1'],
      ['', '', '', 'No result yet', ''],
      ['', '', '', 'Draft, not published', ''],
    ]);
  });

  test('of the results of a section is gone for a teacher who teaches it no longer, and with its time', async () => {
    const { path } = await link('SECTION_RESULTS', school.section, school.teacher);
    const other = await link('SECTION_RESULTS', school.section, school.office);
    const [mine = '', theirs = ''] = [path.split('.')[1], other.path.split('.')[1]];
    await isGone(path.replace(mine, theirs));
    const taught = school.sections.findIndex(({ personId }) => personId === school.teacher);
    const [left] = school.sections.splice(taught, 1);
    await isGone(path);
    expect((await open(other.path)).status).toBe(200);
    if (left) school.sections.push(left);
    expect((await open(path)).status).toBe(200);
    await school.subgraph.advance(10 * minute);
    await isGone(path);
    await school.subgraph.advance(-10 * minute);
  });

  test('is gone with its time, its right, its session, and with any other letter of its address', async () => {
    const { path } = await link('INVOICE', invoice, school.kin);
    const other = await link('INVOICE', invoice, school.child);
    expect((await open(path)).status).toBe(200);
    const [mine = '', theirs = ''] = [path.split('.')[1], other.path.split('.')[1]];
    await isGone(path.replace(mine, theirs));
    await isGone(`${path}x`);
    await isGone(path.slice(0, -1));
    await isGone('/-/frontend/documents/nonsense');
    await isGone(`/-/frontend/documents/${newId()}.${mine}`);

    await school.rows('update document_link set document_id = $1 where person_id = $2', [
      payment,
      school.child,
    ]);
    await isGone(other.path);
    const guardianship = school.guardians.find(({ guardianId }) => guardianId === school.kin);
    if (guardianship) Object.assign(guardianship, { pays: false });
    await isGone(path);
    if (guardianship) Object.assign(guardianship, { pays: true });
    expect((await open(path)).status).toBe(200);
    sessionEnded = true;
    await isGone(path);
    sessionEnded = false;
    await school.subgraph.advance(10 * minute);
    await isGone(path);
    await school.subgraph.advance(-10 * minute);
  });
});

import { schedule } from '@learnova/platform/handlers';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import type { Route } from '@learnova/platform/route';
import { Standing } from '@learnova/schema/asks/users';
import { sql } from 'kysely';
import { isGenuine, linkIn, secretOf } from './document.address.ts';
import { documentPage } from './document.html.ts';
import { type Sheet, sheetFor } from './document.policy.ts';
import { DocumentLink } from './document-link.entity.ts';

/** Whatever is wrong with an address (made up, of another, expired, signed out, no longer allowed), there is no such document. */
export const documentRoute: Route = {
  method: 'GET',
  path: 'documents/:token',
  reach: 'public',
  answer: async (request, { params }) => {
    const sheet = await sheetAt(request, params.token ?? '');
    if (!sheet) throw notFound('document');
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      },
      body: await documentPage(request, sheet),
    };
  },
};

/** Under the rights that the person of the address has now. */
async function sheetAt(request: Request, token: string): Promise<Sheet | null> {
  const linkId = linkIn(token);
  const link = linkId && (await request.em.findOne(DocumentLink, { id: linkId }));
  if (!link || !isGenuine(await secretOf(request), link, token, await request.now())) return null;
  const { personId, sessionId, kind, documentId } = link;
  const standing = await request.ask(Standing, { personId, sessionId });
  return standing.sessionEnded ? null : sheetFor(request, { personId, standing }, kind, documentId);
}

export const forgetLinks = schedule('frontend.forget-links', '40 * * * *', async (request) => {
  const now = await request.now();
  await sql`delete from document_link where expires_at <= ${now}`.execute(request.reads<unknown>());
});

import { randomUUID } from 'node:crypto';
import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { secretOf, tokenOf } from './document.address.ts';
import { sheetFor } from './document.policy.ts';
import { DocumentKind, DocumentLink } from './document-link.entity.ts';

/** How long an address opens its document, in minutes: as long as somebody who asked for it needs to print it. */
const minutes = 10;

@InputType({ description: 'What is to be printed.' })
export class CreateDocumentLinkInput {
  @Field(() => DocumentKind, { description: 'What kind of document.' })
  kind!: DocumentKind;

  @Field(() => UUID, { description: 'The invoice, the payment, the register, or the section.' })
  documentId!: string;
}

@ObjectType({ description: 'Where a document is printed from. Only who asked for it sees it here.' })
export class CreateDocumentLinkPayload {
  @Field(() => String, {
    description:
      "The path of the document at the graph's own host: whoever has it sees what the person may see, so it is not passed on. Only who asked for it sees it here.",
  })
  path!: string;

  @Field(() => DateTime, {
    description: 'The instant from which on it opens nothing. Only who asked for it sees it here.',
  })
  expiresAt!: Date;
}

@Resolver()
export class DocumentMutations {
  @Mutation(() => CreateDocumentLinkPayload, {
    description:
      'Makes an address from which a document is printed for ten minutes, and no longer than the sign-in lasts. Whether the person may ' +
      'see it is asked now and again when it is opened. For whoever may see the document; for anybody else there is none.',
  })
  async createDocumentLink(
    @Arg('input', () => CreateDocumentLinkInput, { description: 'Which document.' })
    { kind, documentId }: CreateDocumentLinkInput,
    @Ctx() request: Request,
  ): Promise<CreateDocumentLinkPayload> {
    const { personId, sessionId } = person(request);
    const sheet = await sheetFor(request, { personId, standing: await request.standing() }, kind, documentId);
    permit(request, sheet !== null, notFound('document'));
    const now = await request.now();
    const expiresAt = new Date(now.getTime() + minutes * 60_000);
    const link = Object.assign(new DocumentLink(), {
      // Random in all of it: an address is not to be guessed from another's.
      ...{ id: randomUUID(), kind, documentId, personId, sessionId, expiresAt },
    });
    request.em.persist(link);
    const path = `/-/frontend/documents/${tokenOf(await secretOf(request), link)}`;
    await commit(request);
    return { path, expiresAt };
  }
}

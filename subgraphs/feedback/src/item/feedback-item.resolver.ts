import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { PersonStub } from '../person.stub.ts';
import { FeedbackItem, seen } from './feedback-item.entity.ts';
import { feedbackReplies, feedbackTexts } from './feedback-item.loader.ts';
import { FeedbackReply } from './feedback-reply.entity.ts';

@Resolver(() => FeedbackItem)
export class FeedbackItemResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: `Who gave it. ${seen}` })
  author(@Root() { authorId: id }: FeedbackItem): PersonStub {
    return { id };
  }

  @FieldResolver(() => OrganizationStub, { nullable: true, description: `Whom it was given to. ${seen}` })
  organization(@Root() { organizationId: id }: FeedbackItem): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `What it is about, in a line; null where it was erased. ${seen}`,
  })
  async subject(@Root() { id }: FeedbackItem, @Ctx() request: Request): Promise<string | null> {
    return (await request.load(feedbackTexts, id))?.subject ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `What was said; null where it was erased. ${seen}`,
  })
  body(@Root() { id }: FeedbackItem, @Ctx() request: Request): Promise<string | null> {
    return bodyOf(request, id);
  }

  @FieldResolver(() => [FeedbackReply], { description: `What was said to it since, in order. ${seen}` })
  async replies(@Root() { id }: FeedbackItem, @Ctx() request: Request): Promise<readonly FeedbackReply[]> {
    return (await request.load(feedbackReplies, id))?.replies ?? [];
  }
}

@Resolver(() => FeedbackReply)
export class FeedbackReplyResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: `Who said it. ${seen}` })
  author(@Root() { authorId: id }: FeedbackReply): PersonStub {
    return { id };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `What was said; null where it was erased. ${seen}`,
  })
  body(@Root() { id }: FeedbackReply, @Ctx() request: Request): Promise<string | null> {
    return bodyOf(request, id);
  }
}

async function bodyOf(request: Request, id: string): Promise<string | null> {
  return (await request.load(feedbackTexts, id))?.body ?? null;
}

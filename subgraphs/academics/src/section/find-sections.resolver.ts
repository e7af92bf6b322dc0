import { FindArgs } from '@learnova/platform/find';
import { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ViewerStub } from '../meeting/viewer.stub.ts';
import { findSections } from './find-sections.reads.ts';
import { Section } from './section.entity.ts';
import { sections } from './section.loader.ts';

@Resolver(() => ViewerStub)
export class FindSectionsResolver {
  @FieldResolver(() => [Section], {
    nullable: true,
    description:
      'Sections by the beginnings of words of their title, or of the title or the code of their course: those that the viewer may see, ' +
      'what is not over first. Seen by the viewer alone.',
  })
  async findSections(
    @Root() _viewer: ViewerStub,
    @Args(() => FindArgs) args: FindArgs,
    @Ctx() request: Request,
  ): Promise<Section[]> {
    const found = await request.loadMany(sections, await findSections(request, args));
    return found.filter((section) => section !== null);
  }
}

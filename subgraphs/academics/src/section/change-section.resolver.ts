import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { checkSaid, decideName } from '../naming.rules.ts';
import { turnOf } from '../session/session.facts.ts';
import { ChangeSectionInput, ChangeSectionPayload } from './section.inputs.ts';
import { sections } from './section.loader.ts';
import { checkUnused } from './section.rules.ts';
import { manages } from './section.ties.ts';
import { useOf } from './section.use.ts';

@Resolver()
export class ChangeSectionResolver {
  @Mutation(() => ChangeSectionPayload, {
    description:
      'Calls a section something else, closes it or opens it again. Refused with ACADEMICS_SECTION_IN_USE where somebody is enrolled in ' +
      'one that is to be closed, teaches it, or meets in it from today on, and with ACADEMICS_SECTION_CHANGED when it is no longer the ' +
      'version upon which the change was decided. For administrators, registrars and heads of department of the section.',
  })
  changeSection(
    @Arg('input', { description: 'What changes.' }) input: ChangeSectionInput,
    @Ctx() request: Request,
  ): Promise<ChangeSectionPayload> {
    const load = () => fresh(request, sections, input.sectionId, 'section');
    return idempotent(request, input, {
      replay: async () => ({ section: await load() }),
      run: async (remember) => {
        const section = await load();

        permit(request, await manages(request, section));

        // Nobody is enrolled, assigned or scheduled meanwhile.
        await takeTurns(request, [turnOf(section.academicSessionId)]);
        await request.em.refresh(section);
        if (section.version !== input.expectedVersion) throw await changed(request, 'section', section);
        const { title, isClosed } = input;
        checkSaid({ title, isClosed });
        const decided = {
          ...{ title: decideName(title ?? section.title, 'title'), isClosed: isClosed ?? section.isClosed },
        };
        if (decided.isClosed && !section.isClosed) checkUnused(await useOf(request, section));

        Object.assign(section, decided);
        Object.assign(section, { changedAt: await request.now(), changedBy: person(request).personId });

        remember({ aggregateId: section.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { section };
      },
    });
  }
}

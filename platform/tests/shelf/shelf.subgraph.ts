import 'reflect-metadata';
import { defineAsk, defineEvent, defineJob } from '@learnova/schema/define';
import { UUID } from '@learnova/schema/scalars';
import { topic } from '@learnova/schema/topics';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { z } from 'zod';
import { person } from '../../src/actor.ts';
import { answer } from '../../src/ask/answer.ts';
import { commit, order, publish } from '../../src/commit.ts';
import { implement, on } from '../../src/handlers.ts';
import { newerThan } from '../../src/handling.ts';
import { idempotent } from '../../src/idempotent.ts';
import { newId } from '../../src/ids.ts';
import { defineLive, liveField } from '../../src/live/live.ts';
import type { Pointer } from '../../src/live/log.ts';
import { defineLoader } from '../../src/loader.ts';
import { defineSubgraph } from '../../src/manifest.ts';
import { isSelf, own, permit, signedIn } from '../../src/policy.ts';
import { forbidden, notFound, refusal } from '../../src/refusal.ts';
import type { Request } from '../../src/request.ts';
import { Book, Note } from './book.entity.ts';
import { ShelfMigration } from './shelf.migration.ts';

export const BookChanged = defineEvent('users.book-changed', z.object({ bookId: z.uuid() }));
export const ReadBook = defineJob('users.read-book', z.object({ bookId: z.uuid() }));
export const BooksOf = defineAsk('users.books-of', {
  admits: ['academics'],
  input: z.object({ ownerIds: z.array(z.uuid()) }),
  output: z.array(z.object({ bookId: z.uuid(), title: z.string() })),
});

export const bookLoader = defineLoader<Book>({
  type: 'Book',
  load: (request, ids) => request.em.find(Book, { id: { $in: [...ids] } }),
  visible: async (request, books) => books.filter((book) => isSelf(request.actor, book.ownerId)),
});

@ObjectType('Student', { description: "Another service's type." })
@Directive('@key(fields: "id")')
class StudentStub {
  @Field(() => UUID, { description: 'Key.' })
  id!: string;
}

@InputType({ description: 'What to put on the shelf.' })
class PutBookInput {
  @Field({ description: 'What it is called.' })
  title!: string;

  @Field({ description: 'The same for each try of one command.' })
  idempotencyKey!: string;
}

@Resolver()
class BookResolver {
  @Query(() => Book, { nullable: true, description: 'One book.' })
  book(@Arg('id', () => UUID, { description: 'Key.' }) id: string, @Ctx() request: Request) {
    return request.load(bookLoader, id);
  }

  @Mutation(() => Book, { description: 'Puts a book on the shelf of whoever asks.' })
  putBook(
    @Arg('input', { description: 'The book.' }) input: PutBookInput,
    @Ctx() request: Request,
  ): Promise<Book | null> {
    return idempotent<Book | null>(request, input, {
      replay: ({ aggregateId }) => request.load(bookLoader, aggregateId),
      run: async (remember) => {
        const now = await request.now();
        const { personId } = person(request);
        permit(request, input.title !== 'forbidden', forbidden());
        const isThere = (await request.em.count(Book, { ownerId: personId, title: input.title })) > 0;
        if (isThere) throw refusal('BOOK_THERE', 'A book of this title stands on the shelf already.');
        const book = Object.assign(new Book(), {
          id: newId(),
          ownerId: personId,
          title: input.title,
          version: 1,
        });
        request.em.persist(book);
        const live = [
          { topic: topic('users.book', book.id), typename: 'Book', key: { id: book.id }, version: 1 },
        ];
        const payload = { bookId: book.id };
        publish(
          request,
          BookChanged,
          { aggregateId: book.id, version: 1, organizationId: null, payload, live },
          now,
        );
        order(request, ReadBook, payload, now);
        remember({ aggregateId: book.id, version: 1 });
        await commit(request);
        return book;
      },
    });
  }

  @Mutation(() => Int, { description: 'Forgets to ask its policy.' })
  async stealBook(
    @Arg('id', () => UUID, { description: 'Key.' }) id: string,
    @Ctx() request: Request,
  ): Promise<number> {
    const book = await request.em.findOneOrFail(Book, id);
    book.ownerId = person(request).personId;
    await commit(request);
    return book.version;
  }

  @Mutation(() => Book, { description: 'Renames a book.' })
  async renameBook(
    @Arg('id', () => UUID, { description: 'Key.' }) id: string,
    @Arg('title', { description: 'What it is called from now on.' }) title: string,
    @Ctx() request: Request,
  ): Promise<Book> {
    const book = await request.load(bookLoader, id);
    if (!book) throw notFound('book');
    permit(request, isSelf(request.actor, book.ownerId));
    book.title = title;
    await commit(request);
    return book;
  }

  @Mutation(() => Int, { description: 'Tries to change what is a fact.' })
  async rewriteNotes(@Ctx() request: Request): Promise<number> {
    permit(request, true);
    const notes = await request.em.find(Note, {});
    for (const note of notes) note.text = 'rewritten';
    await commit(request);
    return notes.length;
  }

  @Subscription(() => Book, { description: 'A book, whenever it changes.', ...liveField })
  bookChanged(
    @Root() pointer: Pointer,
    @Arg('id', () => UUID, { description: 'Key.' }) _id: string,
    @Ctx() request: Request,
  ) {
    return request.load(bookLoader, pointer.key.id ?? '');
  }
}

@Resolver(() => StudentStub)
class StudentResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'How many books; for the student alone.' })
  async bookCount(@Root() student: StudentStub, @Ctx() request: Request): Promise<number> {
    return request.em.count(Book, { ownerId: student.id });
  }
}

/** A subgraph of one shelf: every mechanism of the platform in its smallest form. */
export const shelf = defineSubgraph({
  name: 'users',
  settings: z.object({ SHELF_ROOM: z.coerce.number().default(10).describe('Books that fit.') }),
  entities: [Book],
  facts: [Note],
  migrations: [{ name: 'ShelfMigration', class: ShelfMigration }],
  resolvers: [BookResolver, StudentResolver],
  types: [StudentStub, Book],
  loaders: [bookLoader],
  policies: {
    roots: {
      'Query.book': signedIn,
      'Mutation.putBook': signedIn,
      'Mutation.stealBook': signedIn,
      'Mutation.renameBook': signedIn,
      'Mutation.rewriteNotes': signedIn,
    },
    fields: { 'Student.bookCount': own },
  },
  lives: [
    defineLive<{ id: string }>({
      field: 'bookChanged',
      key: ['id'],
      topic: ({ id }) => topic('users.book', id),
      admit: async (request, { id }) => {
        const book = await request.load(bookLoader, id);
        if (!book) throw notFound('book');
        return book.title === 'Due today' ? request.now() : null;
      },
    }),
  ],
  answers: [
    answer(BooksOf, async (request, { ownerIds }) => {
      const books = await request.em.find(Book, { ownerId: { $in: ownerIds } });
      return books.map((book) => ({ bookId: book.id, title: book.title }));
    }),
  ],
  reactions: [
    on(BookChanged, 'users.note-book', async (request, event) => {
      if (!(await newerThan(request, 'users.note-book', event.aggregateId ?? '', event.version ?? 0))) return;
      request.em.persist(
        Object.assign(new Note(), { id: newId(), bookId: event.payload.bookId, text: `v${event.version}` }),
      );
    }),
    // Nothing but its inbox entry makes this one.
    on(BookChanged, 'users.praise-book', async (request, event) => {
      const { bookId } = event.payload;
      request.em.persist(Object.assign(new Note(), { id: newId(), bookId, text: 'a good book' }));
      await request.em.flush();
      await request.em.findOneOrFail(Book, bookId);
    }),
  ],
  jobs: [
    implement(ReadBook, async (request, { bookId }, { lastAttempt }) => {
      if (lastAttempt) throw new Error('nobody could read it');
      request.em.persist(Object.assign(new Note(), { id: newId(), bookId, text: 'read' }));
      await request.em.flush();
    }),
  ],
  schedules: [],
  routes: [],
});

import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';

export const DocumentKind = {
  INVOICE: 'INVOICE',
  RECEIPT: 'RECEIPT',
  REGISTER: 'REGISTER',
  SECTION_RESULTS: 'SECTION_RESULTS',
} as const;
export type DocumentKind = keyof typeof DocumentKind;

registerEnumType(DocumentKind, {
  name: 'DocumentKind',
  description: 'What is printed.',
  valuesConfig: {
    INVOICE: {
      description: 'An invoice. For whoever sees it: the student, who pays, who keeps the accounts.',
    },
    RECEIPT: { description: 'The receipt of a payment. For who paid and who keeps the accounts.' },
    REGISTER: {
      description: 'A register that was taken. For who teaches the section now and who oversees it.',
    },
    SECTION_RESULTS: {
      description:
        'The results of all students of a section, published or not, each with its state. For who teaches the section now and who oversees it; for no student and no guardian.',
    },
  },
});

/** That a person may open a document for a while. The address names this row and nobody; it opens nothing by itself. */
@Entity({ tableName: 'document_link' })
export class DocumentLink {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Enum({ items: () => Object.values(DocumentKind) })
  kind!: DocumentKind;

  @Property({ type: 'uuid' })
  documentId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  /** The sign-in that asked for it: with its end the address ends. */
  @Property({ type: 'uuid' })
  sessionId!: string;

  @Property({ type: 'timestamptz', index: true })
  expiresAt!: Date;
}

/** The secret by which addresses of this installation are signed: one row, made when it is first needed. */
@Entity({ tableName: 'document_key' })
export class DocumentKey {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  secret!: string;
}

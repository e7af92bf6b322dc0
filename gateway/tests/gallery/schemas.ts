import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const link = (...names: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names
    .map((name) => `"@${name}"`)
    .join(', ')}])`;

/** Four services over a gallery, that between them use all of Federation that an executor has to know of. */
export const sources: Readonly<Record<string, string>> = {
  catalog: `${link('key', 'shareable')}
    type Query {
      works(first: Int = 9): [Work!]!
      work(id: ID!): Work
      anything: [Thing]
      walls: [[Work]!]
      places: [Place!]
      curator: Person!
    }
    type Mutation { labelWork(text: String!): Note }
    type Subscription { workChanged(id: ID!): Work }
    interface Work @key(fields: "id") { id: ID! title(upper: Boolean): String kind: Kind creators: [Person!] twin: Work }
    type Painting implements Work @key(fields: "id") {
      id: ID! title(upper: Boolean): String kind: Kind creators: [Person!] twin: Work
      width: Int height: Int! hangsAt: Place
    }
    type Book implements Work @key(fields: "id") {
      id: ID! title(upper: Boolean): String kind: Kind creators: [Person!] twin: Work
      pages(unit: Unit = LEAVES): Int! about: [Thing!]
    }
    union Thing = Painting | Book | Person | Place
    type Person @key(fields: "id") { id: ID! made: [Work] }
    type Place @key(fields: "code country { iso }") { code: ID! country: Country! title: String }
    type Country @shareable { iso: ID! label: String }
    type Note @shareable { order: Int! text: String! by: Person }
    enum Kind { OIL NOVEL POEM }
    enum Unit { LEAVES SIDES }
  `,
  reviews: `${link('key', 'interfaceObject', 'external', 'requires')}
    type Query { topReviews(first: Int): [Review] }
    type Work @key(fields: "id") @interfaceObject { id: ID! rating: Float reviews(first: Int): [Review!] best: Review }
    type Review @key(fields: "id") { id: ID! text: String! stars: Int author: Person work: Work answers: [[Review]] }
    type Person @key(fields: "id") {
      id: ID! name: String! @external
      signature: String @requires(fields: "name")
      reviews: [Review!]
    }
  `,
  shop: `${link('key', 'external', 'requires', 'provides', 'shareable')}
    type Query { bargains: [Painting!] currencyOf(place: ID): Currency }
    type Mutation { labelPrice(text: String!): Note }
    type Painting @key(fields: "id") {
      id: ID! width: Int @external height: Int! @external
      area(times: Int): Int @requires(fields: "width height")
      price(currency: Currency): Money soldAt: [Place]
    }
    type Place @key(fields: "code country { iso }") {
      code: ID! country: Country! keeper: Person @provides(fields: "name") staff: [Person!]! offers: [Money!]
    }
    type Country @shareable { iso: ID! }
    type Person @key(fields: "id") { id: ID! name: String! @external worksAt: [[Place!]] }
    type Money { amount: Int! currency: Currency }
    type Note @shareable { order: Int! text: String! by: Person }
    enum Currency { MARK TALER }
  `,
  people: `${link('key', 'shareable')}
    type Query { people(ids: [ID!]): [Person] person(id: ID!): Person }
    type Person @key(fields: "id") {
      id: ID! name: String! @shareable email: String friends: [Person] boss: Person! mentor: Person tags: [String!] extra: Extra
    }
    scalar Extra
  `,
};

export const urlOf = (name: string) => `http://${name}.invalid/graphql`;

let composed: string | undefined;

export function supergraphSdl(): string {
  if (composed !== undefined) return composed;
  const services = Object.entries(sources).map(([name, sdl]) => ({
    name,
    url: urlOf(name),
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl: sdl, errors } = composeServices(services);
  if (!sdl) throw new AggregateError(errors ?? [], 'the gallery does not compose');
  composed = sdl;
  return sdl;
}

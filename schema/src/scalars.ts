import { GraphQLScalarType } from 'graphql';
import {
  GraphQLDateTime,
  GraphQLLocalDate,
  GraphQLLocale,
  GraphQLTimeZone,
  GraphQLUUID,
} from 'graphql-scalars';

/** Keys and every `...Id` argument. */
export const UUID = lowerCased(named(GraphQLUUID, 'UUID', 'A universally unique identifier (RFC 9562).'));

/** A school day as a string `YYYY-MM-DD`: a date in the organization's time zone, never an instant. */
export const SchoolDay = named(
  GraphQLLocalDate,
  'Date',
  "A school day, `YYYY-MM-DD`, in the organization's time zone.",
);

/** An instant: a `Date` in code, ISO 8601 in UTC on the wire. */
export const DateTime = named(GraphQLDateTime, 'DateTime', 'An instant, ISO 8601 in UTC.');

export const TimeZone = named(GraphQLTimeZone, 'TimeZone', 'A name of the IANA Time Zone Database.');

export const Locale = named(GraphQLLocale, 'Locale', 'A language tag of BCP 47.');

/** Ids are compared as strings, so one id has one spelling. */
function lowerCased<O>(scalar: GraphQLScalarType<string, O>): GraphQLScalarType<string, O> {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  return new GraphQLScalarType<string, O>({
    ...config,
    parseValue: (value) => parseValue(value).toLowerCase(),
    parseLiteral: (node, variables) => parseLiteral(node, variables).toLowerCase(),
  });
}

/** One scalar a name in the graph, whatever the library calls it. */
function named<I, O>(
  scalar: GraphQLScalarType<I, O>,
  name: string,
  description: string,
): GraphQLScalarType<I, O> {
  return new GraphQLScalarType({ ...scalar.toConfig(), name, description });
}

/** As they stand in SDL. */
export const scalarsByName = { UUID, Date: SchoolDay, DateTime, TimeZone, Locale } as const;

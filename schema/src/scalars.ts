import { GraphQLError, GraphQLScalarType } from 'graphql';
import {
  GraphQLCurrency,
  GraphQLDateTime,
  GraphQLLocalDate,
  GraphQLLocale,
  GraphQLSafeInt,
  GraphQLTimeZone,
  GraphQLUUID,
} from 'graphql-scalars';
import { isDecimal } from './decimal.ts';
import { isSaneYear } from './years.ts';

/** Keys and every `...Id` argument. */
export const UUID = parsed(
  named(GraphQLUUID, 'UUID', 'A universally unique identifier (RFC 9562).'),
  // Ids are compared as strings, so one id has one spelling.
  (id) => id.toLowerCase(),
);

/** A school day as a string `YYYY-MM-DD`: a date in the organization's time zone, never an instant. */
export const SchoolDay = parsed(
  named(
    GraphQLLocalDate,
    'Date',
    "A school day, `YYYY-MM-DD`, in the organization's time zone; from 1900 to 2199.",
  ),
  sane((day) => day),
);

/** An instant: a `Date` in code, ISO 8601 in UTC on the wire. */
export const DateTime = parsed(
  named(GraphQLDateTime, 'DateTime', 'An instant, ISO 8601 in UTC; from 1900 to 2199.'),
  sane((instant) => instant.toISOString()),
);

export const TimeZone = named(GraphQLTimeZone, 'TimeZone', 'A name of the IANA Time Zone Database.');

export const Locale = named(GraphQLLocale, 'Locale', 'A language tag of BCP 47.');

/** An amount of money: an Int of 32 bits would end at twenty million of most currencies. */
export const MinorUnits = named(
  GraphQLSafeInt,
  'MinorUnits',
  "A whole number of a currency's smallest unit (cents), from -9007199254740991 to 9007199254740991.",
);

export const Currency = parsed(named(GraphQLCurrency, 'Currency', 'A currency code of ISO 4217.'), (code) =>
  code.toUpperCase(),
);

/** A mark, a weight, a number of credits: never a float, which would make 0.1 and 0.2 something else than 0.3. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'A decimal number as a string, `"85.5"`: up to nine digits before the point and up to six behind it. Never a floating-point number.',
  serialize: (value) => String(value),
  parseValue: decimalOf,
  parseLiteral: (node) => decimalOf('value' in node && node.kind === 'StringValue' ? node.value : null),
});

function decimalOf(value: unknown): string {
  if (typeof value === 'string' && isDecimal(value)) return value;
  throw new GraphQLError(
    'A decimal number is a string such as "85.5": up to nine digits, and six behind the point.',
  );
}

/** Takes what a client has sent through one more step. */
function parsed<I, O>(scalar: GraphQLScalarType<I, O>, step: (value: I) => I): GraphQLScalarType<I, O> {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: (value) => step(parseValue(value)),
    parseLiteral: (node, variables) => step(parseLiteral(node, variables)),
  });
}

function sane<T>(isoOf: (value: T) => string): (value: T) => T {
  return (value) => {
    const iso = isoOf(value);
    if (!isSaneYear(iso))
      throw new GraphQLError(`Days and instants are taken from 1900 to 2199, and not ${iso}.`);
    return value;
  };
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
export const scalarsByName = {
  UUID,
  Date: SchoolDay,
  DateTime,
  TimeZone,
  Locale,
  MinorUnits,
  Currency,
  Decimal,
} as const;

import { GraphQLError, type GraphQLFormattedError } from 'graphql';

type Path = readonly (string | number)[];

/** An error of a service as the client is told it: at the place in the client's own answer, and by which service. */
export function toldBy(service: string, error: GraphQLFormattedError, path: Path | undefined): GraphQLError {
  return new GraphQLError(error.message || `An error of the ${service} service`, {
    path,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions, serviceName: service },
  });
}

/** A path inside one fetch's answer, with the names that the client gave. */
export function renamed(path: Path, names: ReadonlyMap<string, string>): Path {
  if (names.size === 0) return path;
  return path.map((step) => (typeof step === 'string' ? (names.get(step) ?? step) : step));
}

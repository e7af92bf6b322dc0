// jest notes a hundred frames of each error, and most errors here are refusals that are told and forgotten: as many as Node's own
// are enough to find a fault.
Error.stackTraceLimit = 10;

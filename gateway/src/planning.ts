/**
 * How the planner is set. It works in one go, so what it may take is bounded beforehand: by the fields of an operation, by what new
 * documents cost whoever sends them, and by the plans that it compares before it takes the best of them.
 */
export const plannerConfig = { debug: { maxEvaluatedPlans: 1_000 } };

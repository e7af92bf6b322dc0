import type { Fault } from './fault.ts';

const feedback = 'subgraphs/feedback/src';
const tests = 'subgraphs/feedback/tests';
const order = 'of a campaign that has ended nothing tells when a ballot was cast, in which order or by whom';
const pot = 'a ballot leaves the pot, and the pot alone: no row, time, name or log line, and no length';
const paper = 'a ballot is cast by its paper alone: without a bearer, once, with answers to what is asked';
const sums = 'no sum and no difference of what is shown is of fewer ballots than the threshold';

/** A ballot can be joined to who cast it, counts twice, or shows what was promised to stay hidden. */
export const feedbackFaults: readonly Fault[] = [
  {
    name: 'ballots: an id keeps the time at which a ballot was cast',
    edits: [
      {
        file: `${feedback}/ballot/cast-ballot.mutation.ts`,
        text: "import { randomUUID } from 'node:crypto';",
        instead: "import { newId as randomUUID } from '@learnova/platform/ids';",
      },
    ],
    found: [{ file: `${tests}/ballots.api.test.ts`, test: order, says: '"7"' }],
  },
  {
    name: 'ballots: they are kept in the order in which they were cast',
    edits: [
      {
        file: `${feedback}/ballot/pot.rules.ts`,
        text: 'ballots: [...pot.ballots, ballot].sort((one, other) => (one.id < other.id ? -1 : 1)),',
        instead: 'ballots: [...pot.ballots, ballot],',
      },
      {
        file: `${feedback}/campaign/close-campaign.job.ts`,
        text: '.sort((one, other) => (one.id < other.id ? -1 : 1));',
        instead: '.slice();',
      },
    ],
    found: [
      { file: `${tests}/ballots.api.test.ts`, test: order, says: 'not.toEqual' },
      {
        file: `${tests}/pot.rules.test.ts`,
        test: 'holds the same in whatever order ballots come, each paper once',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'ballots: a request that says who sends it is taken',
    edits: [
      {
        file: `${feedback}/ballot/without-bearer.policy.ts`,
        text: "actor.kind !== 'anonymous'",
        instead: "actor.kind === 'service'",
      },
    ],
    found: [{ file: `${tests}/ballots.api.test.ts`, test: paper, says: 'FEEDBACK_BALLOT_SIGNED_IN' }],
  },
  {
    name: 'ballots: the audit keeps when a pot was written, and by which request',
    edits: [
      {
        file: `${feedback}/subgraph.ts`,
        text: 'untraced: [BallotRight, BallotKey, BallotPot, ToldResponse],',
        instead: 'untraced: [BallotRight, BallotKey, ToldResponse],',
      },
      {
        file: `${feedback}/subgraph.ts`,
        text: 'EvaluationCampaign, Evaluation],\n',
        instead: 'EvaluationCampaign, Evaluation, BallotPot],\n',
      },
    ],
    found: [{ file: `${tests}/ballots.api.test.ts`, test: pot, says: 'audit_entry' }],
  },
  {
    name: 'ballots: a pot grows by the length of the ballot',
    edits: [
      {
        file: `${feedback}/ballot/pot.rules.ts`,
        text: "Buffer.alloc(ballotBytes, ' ')",
        instead: "Buffer.alloc(written(ballot).length, ' ')",
      },
    ],
    found: [
      {
        file: `${tests}/pot.rules.test.ts`,
        test: 'is as long for a long ballot as for a short one',
        says: 'toBe',
      },
      { file: `${tests}/ballots.api.test.ts`, test: pot, says: 'toBe' },
    ],
  },
  {
    name: 'ballots: a paper is cast twice',
    edits: [
      {
        file: `${feedback}/ballot/pot.rules.ts`,
        text: '  if (pot.spent.includes(paperHash)) return pot;\n',
        instead: '',
      },
    ],
    found: [{ file: `${tests}/ballots.api.test.ts`, test: paper, says: 'Expected: true' }],
  },
  {
    name: 'ballots: who casts at once takes no turns',
    edits: [
      {
        file: `${feedback}/ballot/cast-ballot.mutation.ts`,
        text: 'findOne(BallotPot, { evaluationId, no }, lock)',
        instead: 'findOne(BallotPot, { evaluationId, no }, lock && {})',
      },
    ],
    found: [
      {
        file: `${tests}/ballots.api.test.ts`,
        test: 'all who cast at once, some of them twice, are counted once each',
        says: 'Expected',
      },
    ],
  },
  {
    name: 'results: four ballots are kept where five were promised',
    edits: [
      {
        file: `${feedback}/campaign/close-campaign.job.ts`,
        text: 'drawn.length >= threshold',
        instead: 'drawn.length >= threshold - 1',
      },
    ],
    found: [
      {
        file: `${tests}/result.api.test.ts`,
        test: 'four ballots are not even kept, and five are shown',
        says: 'toBeNull',
      },
    ],
  },
  {
    name: 'results: the threshold of a group is off by one',
    edits: [
      {
        file: `${feedback}/result/withhold.rules.ts`,
        text: 'count > 0 && count < threshold',
        instead: 'count > 0 && count < threshold - 1',
      },
    ],
    found: [{ file: `${tests}/result.rules.test.ts`, test: sums, says: 'Property failed' }],
  },
  {
    name: 'results: a small group is the whole less the groups that are shown',
    edits: [
      {
        file: `${feedback}/result/withhold.rules.ts`,
        text: 'if (!isSmall(sum(), threshold)) break;',
        instead: 'break;',
      },
    ],
    found: [
      { file: `${tests}/result.rules.test.ts`, test: sums, says: 'Property failed' },
      {
        file: `${tests}/result.api.test.ts`,
        test: 'nobody is found by the difference of the whole and the groups that are shown',
        says: '+   5,',
      },
    ],
  },
  {
    name: 'results: what an evaluation withholds is the campaign less the others',
    edits: [
      {
        file: `${feedback}/result/result.rules.ts`,
        text: 'const added = isShown(rest) ? rest : [];',
        instead: 'const added = rest;',
      },
    ],
    found: [
      {
        file: `${tests}/result.rules.test.ts`,
        test: 'no difference of a whole campaign, its evaluations and their groups is of fewer answers than the threshold',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'ballots: junk spends the measure of those who vote',
    edits: [
      {
        file: `${feedback}/ballot/cast-ballot.mutation.ts`,
        text: '    measure.take(hash, performance.now());\n',
        instead: '',
      },
      {
        file: `${feedback}/ballot/cast-ballot.mutation.ts`,
        text: '    permit(\n      request,\n      isSigned(',
        instead:
          '    measure.take(hashOf(signature), performance.now());\n    permit(\n      request,\n      isSigned(',
      },
    ],
    found: [
      {
        file: `${tests}/ballots-in-trouble.api.test.ts`,
        test: 'junk stops nobody, nor does a paper that is sent again and again: the measure is taken of good papers, each its own',
        says: 'BUSY',
      },
    ],
  },
  {
    name: 'ballots: a process with another key throws all of them away',
    edits: [
      {
        file: `${feedback}/campaign/close-campaign.job.ts`,
        text: '  await requireKey(request, campaignId);\n',
        instead: '',
      },
    ],
    found: [
      {
        file: `${tests}/ballots-in-trouble.api.test.ts`,
        test: 'a worker that has another key throws no ballot away: it fails, and another one closes the campaign',
        says: 'Received promise resolved',
      },
    ],
  },
  {
    name: 'a policy removed: who has answered sees the results',
    edits: [
      {
        file: `${feedback}/evaluation/evaluation.resolver.ts`,
        text: 'if (!(await request.load(followedEvaluations, id)))',
        instead: 'if (!(await request.load(followedEvaluations, id)) && !id)',
      },
    ],
    found: [
      {
        file: `${tests}/result.api.test.ts`,
        test: 'are shown after the window, to who teaches or oversees the section, and to nobody else',
        says: 'FORBIDDEN',
      },
    ],
  },
  {
    name: 'ballots: a pot that is lost is told by the log alone',
    edits: [
      {
        file: `${feedback}/campaign/close-campaign.job.ts`,
        text: 'opened.filter((ballots) => ballots === null).length',
        instead: 'opened.filter((ballots) => ballots?.length === -1).length',
      },
    ],
    found: [
      {
        file: `${tests}/ballots-in-trouble.api.test.ts`,
        test: 'a pot that was damaged stops neither the other evaluations nor the end, and the office and the log say so',
        says: 'toBe',
      },
    ],
  },
  {
    name: 'ballots: a campaign that was called off keeps who would have been asked',
    edits: [
      {
        file: `${feedback}/campaign/open-campaign.job.ts`,
        text: "    if (campaign.state === 'CANCELLED') return forget(request, campaignId);\n    if",
        instead: '    if',
      },
    ],
    found: [
      {
        file: `${tests}/ballots-in-trouble.api.test.ts`,
        test: 'a campaign that is called off while it opens leaves nobody on a roll',
        says: 'toEqual',
      },
    ],
  },
];

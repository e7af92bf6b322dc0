import * as ofAcademics from '@learnova/schema/asks/academics';
import * as ofAssessments from '@learnova/schema/asks/assessments';
import * as ofAttendance from '@learnova/schema/asks/attendance';
import * as ofFeedback from '@learnova/schema/asks/feedback';
import * as ofFinance from '@learnova/schema/asks/finance';
import * as ofLeave from '@learnova/schema/asks/leave';
import * as ofUsers from '@learnova/schema/asks/users';
import type { AskContract } from '@learnova/schema/define';
import { serviceNames } from '@learnova/schema/services';
import { pathsOf, textOf } from './repository.ts';

const contracts = Object.entries({
  ...ofAcademics,
  ...ofAssessments,
  ...ofAttendance,
  ...ofFeedback,
  ...ofFinance,
  ...ofLeave,
  ...ofUsers,
}).filter(
  (entry): entry is [string, (typeof entry)[1] & AskContract] =>
    typeof entry[1] === 'object' && 'kind' in entry[1] && entry[1].kind === 'ask',
);
const textsUnder = (folder: string) => pathsOf(`${folder}/src/**/*.ts`).map(textOf);
const moduleOf = (path: string) => path.replace(/^platform\/src\/(.*)\.ts$/, '@learnova/platform/$1');
const ofPlatform = pathsOf('platform/src/**/*.ts');

describe.each(contracts)('the ask %s', (name, { admits }) => {
  const isAsked = (text: string) => new RegExp(`\\.ask\\(\\s*${name}\\b`).test(text);

  it('admits the services that ask it, and no other', () => {
    // What a module of the platform asks, it asks in the name of each service that has it.
    const modules = ofPlatform.filter((path) => isAsked(textOf(path))).map(moduleOf);
    const asks = (text: string) => isAsked(text) || modules.some((module) => text.includes(`'${module}'`));
    const asking = serviceNames.filter((service) => textsUnder(`subgraphs/${service}`).some(asks));
    expect(admits.toSorted()).toEqual(asking.toSorted());
  });
});

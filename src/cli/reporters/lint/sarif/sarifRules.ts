import type { ReportingDescriptor } from 'sarif';

import { unreadableCodes } from '../../../../core/dataset/unreadableCodes';
import { findingDocumentation } from '../../../../core/noise/findingDocumentation';
import { findingCodes, type FindingSeverity } from '../../../../core/noise/findingCodes';

/** What code scanning calls the severities. */
export const sarifLevels = { error: 'error', warning: 'warning', information: 'note' } as const satisfies Readonly<Record<FindingSeverity, string>>;
const problemSeverities = { error: 'error', warning: 'warning', information: 'recommendation' } as const satisfies Readonly<Record<FindingSeverity, string>>;

const fixTexts = {
  drop: 'drop the row',
  swap: 'swap chosen and rejected',
  'repair-prompt': 'cut the repeated prompt off the response',
  'strip-tokens': 'strip the tokens from the text',
} as const;

/** A rule for every code, in the order of the tables; results point into it by index. */
export const sarifRules: readonly ReportingDescriptor[] = [
  ...Object.entries(findingCodes).map(([code, { title, explanation, severity, fixes }]) => {
    const ways = (fixes as readonly (keyof typeof fixTexts)[]).map((fix) => fixTexts[fix]);
    const advice = ways.length === 0 ? 'Look at the pair; keep it, edit it, or drop it.' : `What helps: ${ways.join(', or ')}.`;
    return rule({ code, title, explanation, severity, advice, tag: 'finding' });
  }),
  ...Object.entries(unreadableCodes).map(([code, { title, explanation }]) =>
    rule({ code, title, explanation, severity: 'error', advice: 'Correct the row or delete it; trainers cannot read it either.', tag: 'unreadable' }),
  ),
];

const indices = new Map(sarifRules.map(({ id }, index) => [id, index]));

export function sarifRuleIndex(code: string): number {
  return indices.get(code) ?? -1;
}

interface RuleParts {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
  readonly severity: FindingSeverity;
  readonly advice: string;
  readonly tag: string;
}

function rule({ code, title, explanation, severity, advice, tag }: RuleParts): ReportingDescriptor {
  const helpUri = findingDocumentation(code);
  const name = pascalCase(code);
  return {
    id: code,
    // The format asks to leave out a name that says nothing but the id.
    ...(name.toLowerCase() === code ? {} : { name }),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: explanation },
    help: { text: `${explanation} ${advice}`, markdown: `${explanation}\n\n${advice}\n\n[${title}](${helpUri})` },
    helpUri,
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: ['preference-data', tag], 'problem.severity': problemSeverities[severity] },
  };
}

function pascalCase(code: string): string {
  return code.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}

import type { AgentDataset } from '../../core/agents/agentDataset';
import { findingCodes, type FindingFix } from '../../core/noise/findingCodes';
import { findingDocumentation } from '../../core/noise/findingDocumentation';
import type { LintReport } from '../../core/noise/lintReport';
import type { AgentAnswer } from './agentAnswer';
import type { AgentToolInput } from './agentToolInputs';
import { cutRecord } from './cutRecord';

const fixSentences: Readonly<Record<FindingFix, string>> = {
  drop: 'Leave the row out.',
  swap: 'Swap chosen and rejected.',
  'repair-prompt': 'Cut the prompt off the responses that repeat it.',
  'strip-tokens': 'Strip end, start and template tokens from the text of the response.',
};

/** What a code means, and where a dataset has it; null for no dataset. */
export function explainFindingTool({ code }: AgentToolInput<'preflens_explainFinding'>, found: { readonly dataset: AgentDataset; readonly report: LintReport } | null): AgentAnswer {
  const { severity, title, explanation, fixes } = findingCodes[code];
  const explained = { code, severity, title, explanation, fixes: fixes.map((fix) => ({ fix, does: fixSentences[fix] })), documentation: findingDocumentation(code) };
  if (found === null) return () => ({ ...explained, found: null });
  const { dataset, report } = found;
  const own = report.findings.filter((finding) => finding.code === code);
  return (limits) => ({
    ...explained,
    found: cutRecord({ file: dataset.file, count: own.length, findings: own.slice(0, limits.items), omitted: Math.max(0, own.length - limits.items), remarks: dataset.remarks }, limits),
  });
}

import { rewriteNames } from '../../src/core/attribution/sensitivity/promptRewrites';
import { variantKinds } from '../../src/core/attribution/sensitivity/promptVariant';
import { comparisonTexts } from '../../src/core/compare/describedFigures';
import { findingCodes } from '../../src/core/noise/findingCodes';
import { evidenceTexts } from '../../src/plots/evidenceTexts';
import { numericColumns } from '../../src/shared/tableColumns';

/** Constant texts of the core that pages show by `translated` (webview/common/translated.ts). */
export function constantTexts(): readonly string[] {
  const findings = Object.values(findingCodes).flatMap(({ title, explanation }) => [title, explanation]);
  const columns = numericColumns.flatMap(({ title, explanation }) => [title, explanation]);
  return [...findings, ...columns, ...Object.values(comparisonTexts.names), ...Object.values(comparisonTexts.sentences), ...Object.values(evidenceTexts), ...rewriteNames, ...variantKinds];
}

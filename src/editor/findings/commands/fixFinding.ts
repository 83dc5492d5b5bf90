import * as vscode from 'vscode';
import { z } from 'zod';

import { findingCodes, type FindingFix } from '../../../core/noise/findingCodes';
import type { Command } from '../../commands/command';
import { tellOutcome } from '../../edits/tellOutcome';
import { findingTarget, type FindingTarget } from '../findingTarget';
import { fixEdits, fixesOf } from '../fixEdits';
import { fixName } from '../fixNames';

const fixSchema = z.object({ fix: z.enum(['drop', 'swap', 'repair-prompt', 'strip-tokens']) });

/** Makes a fix of one finding; asks which where the argument does not say. */
export const fixFinding: Command = async ({ services }, argument) => {
  const target = findingTarget(services, argument);
  if (target === undefined) return void vscode.window.showInformationMessage(vscode.l10n.t('This finding is no longer there.'));
  const fix = fixSchema.safeParse(argument).data?.fix ?? (await chooseFix(target));
  if (fix === undefined) return;
  const edits = await fixEdits(services.datasetEditor, target, [target.finding], fix);
  tellOutcome(target.uri, fixName(fix), await services.datasetEditor.apply(target.uri, edits));
};

async function chooseFix({ finding }: FindingTarget): Promise<FindingFix | undefined> {
  const fixes = fixesOf(finding.code);
  if (fixes.length <= 1) return fixes[0];
  const choices = fixes.map((fix) => ({ label: fixName(fix), fix }));
  const choice = await vscode.window.showQuickPick(choices, { title: findingCodes[finding.code].title, placeHolder: finding.message });
  return choice?.fix;
}

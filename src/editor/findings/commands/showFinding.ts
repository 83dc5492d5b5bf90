import * as vscode from 'vscode';

import { findingCodes } from '../../../core/noise/findingCodes';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { formatCount } from '../../figures/numbers';
import { findingArgument, findingTarget, type FindingTarget } from '../findingTarget';
import { goToRow } from '../goToRow';

/** A quick pick of more is no quick pick. */
const listed = 500;

/** Goes to the row of a finding; asks which where none is given. */
export const showFinding: Command = async ({ services }, argument) => {
  const target = findingTarget(services, argument) ?? (await chooseFinding(services, argument));
  if (target) await goToRow(services, target.uri, target.finding);
};

async function chooseFinding(services: Parameters<Command>[0]['services'], argument: unknown): Promise<FindingTarget | undefined> {
  const uri = datasetTarget(argument);
  const findings = uri && (await services.findings.get(uri));
  if (uri === undefined || findings === undefined) return undefined;
  const choices = findings.report.findings.slice(0, listed).map((finding) => ({
    label: vscode.l10n.t('Row {0}', formatCount(finding.row + 1)),
    description: findingCodes[finding.code].title,
    detail: finding.message,
    finding,
  }));
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Go to which finding?'), matchOnDescription: true, matchOnDetail: true });
  return choice && findingTarget(services, findingArgument(uri, choice.finding));
}

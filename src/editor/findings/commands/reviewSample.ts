import * as vscode from 'vscode';
import { z } from 'zod';

import { auditedRate, type AuditedSample } from '../../../core/noise/rate/auditedRate';
import { firstSeed, type SampleChoice } from '../../../core/noise/review/randomSample';
import { largestSample } from '../../../core/noise/review/reviewRecord';
import { ReviewFile } from '../../../io/review/reviewFile';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import type { EditorServices } from '../../services';
import { drawnPairs } from '../review/drawnPairs';
import { askSample } from './askSample';
import { isSavedForReview } from './isSavedForReview';

const choiceSchema = z.object({ seed: z.int().nonnegative(), size: z.int().positive().max(largestSample) });

/** Drawn before anybody says how many are wanted; a larger sample begins with these. */
const drawnAtOnce = 2000;

/** Has pairs that are drawn at random reviewed, so that the share of wrong labels is known. Asks how many, unless a second argument says so. */
export const reviewSample: Command = async ({ services, review }, argument, told) => {
  const uri = datasetTarget(argument);
  if (uri === undefined || !(await isSavedForReview(uri))) return;
  const { log } = await new ReviewFile(uri.fsPath).read();
  const seed = log.sample?.seed ?? firstSeed;
  const drawn = await drawnWithProgress(services, uri, { seed, size: Math.max(drawnAtOnce, log.sample?.size ?? 0) });
  if (drawn === undefined) return;
  if (drawn.population === 0) return void vscode.window.showInformationMessage(vscode.l10n.t('No pair of this file can be read, so there is nothing to draw from.'));
  const begun = log.sample && auditedRate(log, { ...drawn, pairs: drawn.pairs.slice(0, log.sample.size) });
  const choice = choiceSchema.safeParse(told).data ?? (await askSample({ pairs: drawn.population, seed, begun: begun ?? null, size: log.sample?.size ?? null }));
  if (choice === undefined) return;
  const isEnough = choice.seed === seed && drawn.pairs.length >= Math.min(choice.size, drawn.population);
  const sample = isEnough ? drawn : await drawnWithProgress(services, uri, choice);
  if (sample !== undefined) await review.startSample(uri, choice, sample);
};

/** Undefined where somebody cancelled it. */
function drawnWithProgress(services: EditorServices, uri: vscode.Uri, choice: SampleChoice): Thenable<AuditedSample | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Drawing pairs at random'), cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const stop = new AbortController();
    const subscription = token.onCancellationRequested(() => stop.abort());
    try {
      return await drawnPairs(services, uri, choice, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      throw error;
    } finally {
      subscription.dispose();
    }
  });
}

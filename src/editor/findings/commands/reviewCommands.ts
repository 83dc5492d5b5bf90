import * as vscode from 'vscode';
import { z } from 'zod';

import type { ReviewAction } from '../../../shared/pairPanelProtocol';
import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { applicableDecisions } from '../review/applyDecisions';
import { isSavedForReview } from './isSavedForReview';

const groupSchema = z.object({ uri: z.string(), code: z.string() });

/** Goes on with the review of a file where it stopped, or begins one of everything that was found. */
export const startReview: Command = async ({ review }, argument) => {
  const uri = datasetTarget(argument);
  if (uri && (await isSavedForReview(uri))) await review.start(uri);
};

/** Begins a review of everything that was found anew; decisions stay. */
export const restartReview: Command = async ({ review }, argument) => {
  const uri = datasetTarget(argument);
  if (uri && (await isSavedForReview(uri))) await review.start(uri, { codes: null });
};

/** Begins a review of the findings of one code. */
export const reviewGroup: Command = async ({ review }, argument) => {
  const group = groupSchema.safeParse(argument).data;
  if (group === undefined) return;
  const uri = vscode.Uri.parse(group.uri);
  if (await isSavedForReview(uri)) await review.start(uri, { codes: [group.code] });
};

/** What a key does during a review. */
export function reviewStep(action: ReviewAction): Command {
  return ({ review }) => review.act(action);
}

const applySchema = z.object({ decisions: z.array(z.enum(applicableDecisions)) });

/** Makes what was decided true in the dataset. The argument may say which decisions; else that is asked. */
export const applyReview: Command = ({ review }, argument) => review.apply(applySchema.safeParse(argument).data?.decisions);

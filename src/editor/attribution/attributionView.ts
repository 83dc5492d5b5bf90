import path from 'node:path';
import * as vscode from 'vscode';

import type { GameOpening, GameTexts } from '../../core/attribution/promptGame';
import { removalNames } from '../../core/attribution/promptGame';
import type { ModelSetIdentity } from '../../core/ports';
import type { AttributionChoice, AttributionFigures, AttributionPanelView } from '../../shared/attributionProtocol';
import { offeredBudgets, unitsOf } from './attributionDefaults';
import type { AttributionSubject } from './attributionSubject';
import { responseTexts } from './pairSubject';
import type { OpenedGame } from './thread/threadProtocol';

export interface ViewParts {
  readonly subject: AttributionSubject;
  readonly choice: AttributionChoice;
  readonly identity: ModelSetIdentity | null;
  /** Null while the models are loading. */
  readonly opened: OpenedGame | null;
}

/** The game as the panel takes it. Before it is opened there are no units, and no tokens. */
export function attributionView({ subject, choice, identity, opened }: ViewParts): AttributionPanelView {
  const hasReference = opened?.opening.hasReference ?? (identity?.referenceName ?? null) !== null;
  return {
    game: opened?.game ?? 0,
    place: { kind: subject.place, file: path.basename(subject.uri.path), row: subject.row, pair: subject.pair, line: subject.line },
    policyName: identity?.policyName ?? null,
    referenceName: identity?.referenceName ?? null,
    convention: identity?.convention ?? '',
    prompt: turnsOf(subject.texts),
    players: opened?.players.map(({ message, start, end }) => ({ message, start, end })) ?? [],
    responses: responsesOf(subject, opened?.opening ?? null),
    hasReference,
    choice,
    units: unitsOf(subject),
    removals: [...removalNames],
    targets: [...subject.targets(hasReference)],
    budgets: offeredBudgets(choice.budget),
    notes: opened ? notesOf(opened) : [],
  };
}

/** Before anything is known. */
export function emptyFigures({ subject, identity, opened }: ViewParts, seed: number): AttributionFigures {
  const hasReference = opened?.opening.hasReference ?? (identity?.referenceName ?? null) !== null;
  const target = subject.targets(hasReference)[0] ?? { kind: 'response', response: 0 };
  return {
    game: opened?.game ?? 0, activity: 'opening', problem: null, target, method: null, seed, evaluations: 0, forecast: 0, seconds: 0, exact: false,
    empty: null, full: null, residual: null, players: null, tokenNoise: null, interactions: null, tokenEffects: null,
  };
}

function turnsOf(texts: GameTexts): AttributionPanelView['prompt'] {
  return texts.format === 'standard' ? [{ role: '', content: texts.prompt }] : texts.prompt.map(({ role, content }) => ({ role, content }));
}

function responsesOf({ texts, responseNames }: AttributionSubject, opening: GameOpening | null): AttributionPanelView['responses'] {
  return responseTexts(texts).map((text, index) => ({
    name: responseNames[index] ?? '',
    text,
    tokens: opening?.responses[index]?.map((token) => ({ text: token.text, start: token.start, end: token.end, special: token.special })) ?? [],
  }));
}

function notesOf({ opening: { playerTokens } }: OpenedGame): string[] {
  const lost = playerTokens.filter((tokens) => tokens === 0).length;
  if (lost === 0) return [];
  if (lost === 1) return [vscode.l10n.t('The maximal length cuts one unit of the prompt off: the model never sees it, and the figure is 0.')];
  return [vscode.l10n.t('The maximal length cuts {0} units of the prompt off: the model never sees them, and the figure is 0.', lost)];
}

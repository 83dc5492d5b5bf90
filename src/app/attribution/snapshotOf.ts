import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import { isLowInformation } from '../../core/attribution/lowInformation';
import { promptTexts } from '../../core/attribution/promptPieces';
import type { ShapleyEstimate } from '../../core/attribution/shapleyEstimate';
import { tokenNoise, type NoiseShare } from '../../core/attribution/tokenNoise';
import type { AttributedPlayer, AttributionSnapshot } from './attributionSnapshot';
import type { MethodLane } from './methodLane';
import type { PlayedGame } from './playedGame';

/** What a lane knows of a target; evaluates nothing. */
export function snapshotOf(game: PlayedGame, lane: MethodLane, target: AttributionTarget): AttributionSnapshot {
  const estimate = lane.estimate(target);
  const values = lane.valuesOf(target);
  const [empty, full] = [values.empty?.[0] ?? null, values.full?.[0] ?? null];
  const players = estimate ? playersOf(game, estimate) : null;
  const total = players?.reduce((sum, player) => sum + player.value, 0);
  return {
    target,
    unit: game.spec.unit,
    removal: game.spec.removal,
    method: lane.method === 'process' && estimate?.exact === true ? 'exact' : lane.method,
    seed: game.spec.seed,
    units: game.units,
    players,
    empty,
    full,
    residual: total === undefined || empty === null || full === null ? null : full - empty - total,
    evaluations: lane.evaluations,
    forecast: Math.max(lane.progress?.forecast ?? 0, lane.evaluations),
    done: lane.progress?.done ?? false,
    exact: estimate?.exact ?? false,
    tokenNoise: players && noiseOf(game, players),
  };
}

function playersOf(game: PlayedGame, { values, standardErrors, quantile }: ShapleyEstimate): readonly AttributedPlayer[] {
  const texts = promptTexts(game.spec.texts);
  return game.shown.flatMap((player) => {
    const piece = game.opening.players[player];
    if (!piece) return [];
    const place = game.placeOf(player);
    const value = place === null ? 0 : (values[0]?.[place] ?? 0);
    const standardError = place === null ? 0 : (standardErrors[0]?.[place] ?? 0);
    const text = (texts[piece.message] ?? '').slice(piece.start, piece.end);
    return {
      ...piece,
      text,
      tokens: game.opening.playerTokens[player] ?? 0,
      value,
      standardError,
      low: value - quantile * standardError,
      high: value + quantile * standardError,
      lowInformation: isLowInformation(text),
    };
  });
}

/** Units larger than a word hardly ever lack all information: their share would say nothing. */
function noiseOf({ spec: { unit } }: PlayedGame, players: readonly AttributedPlayer[]): NoiseShare | null {
  if (unit.kind === 'sentence' || unit.kind === 'line' || unit.kind === 'turn') return null;
  return tokenNoise(players.map((player) => player.value), players.map((player) => player.standardError), players.map((player) => player.lowInformation));
}

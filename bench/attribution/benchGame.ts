import type { Coalition } from '../../src/core/attribution/coalition';
import type { PlayerTree } from '../../src/core/attribution/playerTree';
import type { GameRequest, OpenGame, PromptPiece } from '../../src/core/attribution/promptGame';
import { textUnits } from '../../src/core/attribution/textUnits';
import { tokenOwners } from '../../src/core/attribution/tokenOwners';
import { loadTokenizer } from '../../src/engine/tokenizer/tokenizerFolder';
import type { WorkerScorer } from '../../src/engine/workerScorer';

const words = `You are helping a family that wants to move from a small flat in the middle of the city to a house with a garden. They have two
children who go to school by bus, a dog that needs a long walk every day, and not much money left at the end of the month. The mother works at
home on three days of the week and needs a quiet room, while the father drives to a hospital at night. Please tell them in plain words what they
should look at first, which questions they should ask the owner of the house, how they can find out whether the roof and the heating are still
good, and what they had better leave to somebody who knows more about it. Do not use lists, and be kind but honest with them.`.replaceAll('\n', ' ');
/** Short, so that all coalitions of 16 words take minutes at most. */
const answer = 'Look at the garden first.';

/** A prompt of so many words, as the engine plays it and as token ids for whoever else does. */
export interface BenchGame {
  readonly players: number;
  readonly game: OpenGame;
  /** Prompt tokens, the player of each (−1: always there), and the tokens of the response. */
  readonly ids: readonly number[];
  readonly owners: readonly number[];
  readonly completion: readonly number[];
  /** Words in their sentences. */
  readonly tree: PlayerTree;
}

export async function openBenchGame(scorer: WorkerScorer, folder: string, players: number): Promise<BenchGame> {
  const units = textUnits(words, 'word').slice(0, players);
  const prompt = words.slice(0, units.at(-1)?.end);
  const request: GameRequest = {
    texts: { format: 'conversational', prompt: [{ role: 'user', content: prompt }], responses: [[{ role: 'assistant', content: answer }]] },
    players: units.map((unit): PromptPiece => ({ message: 0, ...unit })),
    removal: { kind: 'delete' },
  };
  const game = await scorer.openGame(request);
  if ('code' in game) throw new Error(game.message);
  const [before, after] = ['<|user|>\n', '<|end|>\n<|assistant|>\n'];
  const tokenizer = await loadTokenizer(folder);
  const { ids, starts, ends } = tokenizer.encode(before + prompt + after, { addSpecialTokens: false });
  const spans = Array.from(starts, (start, token) => ({ start, end: ends[token] ?? start }));
  const owners = tokenOwners(before + prompt, units.map(({ start, end }) => ({ start: start + before.length, end: end + before.length })), spans);
  const counts = units.map((_, player) => owners.filter((owner) => owner === player).length);
  if (counts.join() !== game.opening.playerTokens.join()) throw new Error('the prompt was not encoded as the engine encodes it');
  return { players, game, ids, owners, tree: sentencesOf(units.map(({ start, end }) => prompt.slice(start, end))), completion: (game.opening.responses[0] ?? []).map(({ id }) => id) };
}

function sentencesOf(units: readonly string[]): PlayerTree {
  const sentences: number[][] = [[]];
  for (const [player, unit] of units.entries()) {
    sentences.at(-1)?.push(player);
    if (unit.endsWith('.') && player < units.length - 1) sentences.push([]);
  }
  return sentences;
}

/** log π(response) of each coalition, in nats. */
export async function valuesOf(game: OpenGame, coalitions: readonly Coalition[]): Promise<number[]> {
  const values: number[] = [];
  for await (const { policy } of game.evaluate(coalitions)) values.push((policy[0] ?? new Float64Array()).reduce((sum, value) => sum + value, 0));
  return values;
}

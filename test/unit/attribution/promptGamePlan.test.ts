import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { emptyCoalition, fullCoalition } from '../../../src/core/attribution/coalition';
import type { GameRequest, GameTexts, PromptPiece } from '../../../src/core/attribution/promptGame';
import { textUnits } from '../../../src/core/attribution/textUnits';
import type { ChatMessage } from '../../../src/core/dataset/preferencePair';
import { planPromptGame, type PromptGamePlan } from '../../../src/engine/attribution/promptGamePlan';
import type { Encoding } from '../../../src/engine/tokenizer/encoding';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { load } from '../tokenizer/fixtureTokenizer';
import { randomTexts } from '../tokenizer/randomTexts';

const embeddedFolder = path.resolve(import.meta.dirname, '../../../media/models/tiny-policy');

function plan(tokenizer: TextTokenizer, request: GameRequest): PromptGamePlan {
  const planned = planPromptGame({ tokenizer, options: { convention: 'trl', maxLength: 4096 } }, request);
  if ('code' in planned) throw new Error(planned.message);
  return planned;
}

/** Stretches of a text that is given to the tokenizer, each a player or (null) the template's. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The player of each token, by the rule of the documentation: the stretch with its first character that is not white space. */
function owners(text: string, { starts, ends, special }: Encoding, stretches: readonly Stretch[]): number[] {
  return Array.from(starts, (start, token) => {
    const inked = text.slice(start, ends[token]).search(/\S/u);
    const place = start + Math.max(inked, 0);
    return start < 0 || special[token] === 1 ? -1 : stretches.findIndex(({ from, to }) => from <= place && place < to);
  });
}

function expectOwners(game: PromptGamePlan, ids: readonly number[], expected: readonly number[]): void {
  const { players, promptTokens } = game.opening;
  const [kept, of] = [ids.slice(0, promptTokens), expected.slice(0, promptTokens)];
  const left = (isGone: (player: number) => boolean) => kept.filter((_, token) => of[token] === -1 || !isGone(of[token]!));
  // A model needs something before the response: without any token left a stand-in is there.
  if (kept.length > 0) expect(game.sequencesOf(fullCoalition(players.length))[0]?.prompt).toEqual(kept);
  const pinned = left(() => true);
  if (pinned.length > 0) expect(game.sequencesOf(emptyCoalition(players.length))[0]?.prompt).toEqual(pinned);
  for (const player of players.keys()) {
    const rest = left((one) => one === player);
    if (rest.length > 0) expect(game.sequencesOf(fullCoalition(players.length).with(player, 0))[0]?.prompt).toEqual(rest);
    expect(game.opening.playerTokens[player]).toBe(of.filter((one) => one === player).length);
  }
}

const wordsOf = (text: string, message = 0): PromptPiece[] => textUnits(text, 'word').map((unit) => ({ message, ...unit }));
const stretchesOf = (pieces: readonly PromptPiece[], begins: readonly number[]): Stretch[] =>
  pieces.map(({ message, start, end }) => ({ from: (begins[message] ?? 0) + start, to: (begins[message] ?? 0) + end }));

describe('the tokens of each word', () => {
  it.each(['byte-level', 'metaspace', 'sentence-piece', 'prefix-space', 'unigram', 'word-piece'] as const)('of 200 random plain prompts, %s', async (name) => {
    const tokenizer = await load(path.resolve(import.meta.dirname, '../tokenizer/fixtures', name));
    for (const prompt of randomTexts(11, 200)) {
      const pieces = wordsOf(prompt);
      const game = plan(tokenizer, { texts: { format: 'standard', prompt, responses: [' b'] }, players: pieces, removal: { kind: 'delete' } });
      const encoding = tokenizer.encode(prompt, { addSpecialTokens: true });
      expectOwners(game, encoding.ids, owners(prompt, encoding, stretchesOf(pieces, [0])));
    }
  });

  it('of 500 random conversations with system and tool turns; the template is pinned', async () => {
    const tokenizer = await load(embeddedFolder);
    const texts = randomTexts(12, 1000);
    for (let index = 0; index < texts.length; index += 2) {
      const prompt: ChatMessage[] = [
        { role: 'system', content: texts[index]! },
        { role: 'user', content: 'Look it up.' },
        { role: 'tool', content: texts[index + 1]! },
        { role: 'user', content: texts[index]! },
      ];
      let rendered = '';
      const begins = prompt.map(({ role, content }) => {
        const begin = (rendered += `<|${role}|>\n`).length;
        rendered += `${content}<|end|>\n`;
        return begin;
      });
      rendered += '<|assistant|>\n';
      const pieces = prompt.flatMap(({ content }, message) => wordsOf(content, message));
      const request: GameTexts = { format: 'conversational', prompt, responses: [[{ role: 'assistant', content: 'ok' }]] };
      const game = plan(tokenizer, { texts: request, players: pieces, removal: { kind: 'delete' } });
      const encoding = tokenizer.encode(rendered, { addSpecialTokens: false });
      expectOwners(game, encoding.ids, owners(rendered, encoding, stretchesOf(pieces, begins)));
    }
  });
});

describe('tokens as units', () => {
  it('cover every character that is not white space and overlap nowhere, also where several make one character', async () => {
    const tokenizer = await load(embeddedFolder);
    for (const prompt of ['naïve 🙂🙂 café', '你好 world', 'ab\u0301c', 'x', ...randomTexts(13, 100)]) {
      const { players, playerTokens } = plan(tokenizer, { texts: { format: 'standard', prompt, responses: ['b'] }, players: 'token', removal: { kind: 'delete' } }).opening;
      for (const [index, { start, end }] of players.entries()) {
        expect(start).toBeLessThan(end);
        expect(start).toBeGreaterThanOrEqual(players[index - 1]?.end ?? 0);
        expect(playerTokens[index]).toBeGreaterThan(0);
      }
      if (/<\|/.test(prompt)) continue;
      const covered = players.map(({ start, end }) => prompt.slice(start, end)).join('');
      // A prompt whose end merges with the response loses that end to the response.
      expect(prompt.replaceAll(/\s/gu, '').startsWith(covered.replaceAll(/\s/gu, ''))).toBe(true);
    }
  });

  it('an emoji of several tokens is one unit', async () => {
    const tokenizer = await load(embeddedFolder);
    const { players, playerTokens } = plan(tokenizer, { texts: { format: 'standard', prompt: 'a🙂b', responses: [' c'] }, players: 'token', removal: { kind: 'delete' } }).opening;
    expect(players).toEqual([{ message: 0, start: 0, end: 1 }, { message: 0, start: 1, end: 3 }, { message: 0, start: 3, end: 4 }]);
    expect(playerTokens[1]).toBeGreaterThan(1);
  });
});

describe('a response whose first token merges with the end of the prompt', () => {
  it('keeps its tokens, and the word without tokens of its own makes no difference', async () => {
    const tokenizer = await load(embeddedFolder);
    const [prompt, response] = ['the s', 'ky'];
    const whole = tokenizer.encode(`${prompt}${response}<|end|>`, { addSpecialTokens: true }).ids;
    const game = plan(tokenizer, { texts: { format: 'standard', prompt, responses: [response] }, players: wordsOf(prompt), removal: { kind: 'delete-text' } });
    const [full] = game.sequencesOf(Uint8Array.of(1, 1));
    expect([...full!.prompt, ...full!.completion]).toEqual(whole);
    expect(game.opening.playerTokens).toEqual([1, 0]);
    expect(game.sequencesOf(Uint8Array.of(1, 0))[0]).toEqual(full);
    expect(game.sequencesOf(Uint8Array.of(0, 1))[0]?.completion).toEqual(full?.completion);
  });
});

describe('the reference conventions', () => {
  it.each(['trl', 'trl-1.14', 'trl-0.20', 'reward-bench', 'open-instruct'] as const)('%s finds the words of a conversation', async (convention) => {
    const tokenizer = await load(embeddedFolder);
    const prompt = [{ role: 'user', content: ' Why is the sky  blue?\n' }];
    const pieces = wordsOf(prompt[0]!.content);
    const texts: GameTexts = { format: 'conversational', prompt, responses: [[{ role: 'assistant', content: 'Light.' }], [{ role: 'assistant', content: 'No.' }]] };
    const game = planPromptGame({ tokenizer, options: { convention, maxLength: 512 } }, { texts, players: pieces, removal: { kind: 'delete' } });
    if ('code' in game) throw new Error(game.message);
    expect(game.opening.playerTokens.every((tokens) => tokens > 0)).toBe(true);
    const text = (ids: readonly number[] = []) => ids.map((id) => tokenizer.tokenText(id)).join('');
    for (const { prompt: left } of game.sequencesOf(Uint8Array.of(1, 0, 0, 1, 1))) expect(text(left)).toMatch(/<\|user\|>\n Why sky {2}blue\?\n<\|end\|>/u);
  });
});

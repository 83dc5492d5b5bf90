import type { PlayerTree } from './playerTree';
import { promptPieces } from './promptPieces';
import type { PromptPiece } from './promptGame';
import { firstCharacter } from './tokenOwners';

/** From large to small; each unit lies inside one of the next larger. */
const levels = ['turn', 'sentence', 'word'] as const;

/**
 * The units of a prompt in their hierarchy (turn → sentence → word → token), for the Owen value: units in one word, sentence or turn enter
 * together. Levels that tell nothing apart, and those below the unit itself, fall away.
 */
export function promptTree(texts: readonly string[], pieces: readonly PromptPiece[]): PlayerTree {
  const groups = levels.map((kind) => groupsOf(texts, pieces, kind));
  return nested(pieces.map((_, player) => player), groups);
}

type Level = (typeof levels)[number];

/** The number of the larger unit that each piece begins in. */
function groupsOf(texts: readonly string[], pieces: readonly PromptPiece[], kind: Level): readonly number[] {
  const units = texts.every((text) => text.trim() === '') ? [] : promptPieces(texts, { kind }, null);
  let unit = 0;
  return pieces.map((piece) => {
    const at = firstCharacter(texts[piece.message] ?? '', piece);
    while (unit < units.length && isBefore(units[unit], piece.message, at)) unit++;
    return unit;
  });
}

function isBefore(unit: PromptPiece | undefined, message: number, offset: number): boolean {
  return unit !== undefined && (unit.message < message || (unit.message === message && unit.end <= offset));
}

function nested(players: readonly number[], groups: readonly (readonly number[])[]): PlayerTree {
  const [level, ...smaller] = groups;
  if (level === undefined) return players;
  const children: number[][] = [];
  for (const player of players) {
    const last = children.at(-1);
    if (last && level[last[0] ?? 0] === level[player]) last.push(player);
    else children.push([player]);
  }
  // One child tells nothing apart, and a child for each player is no group at all.
  if (children.length === 1 || children.length === players.length) return nested(players, smaller);
  return children.map((child) => (child.length === 1 ? (child[0] ?? 0) : nested(child, smaller)));
}

/** Which players are present: one byte a player, 1 for present and 0 for absent. */
export type Coalition = Uint8Array;

export function emptyCoalition(players: number): Coalition {
  return new Uint8Array(players);
}

export function fullCoalition(players: number): Coalition {
  return new Uint8Array(players).fill(1);
}

/** Exactly the players that are absent. */
export function complementOf(coalition: Coalition): Coalition {
  return coalition.map((present) => 1 - present);
}

export function sizeOf(coalition: Coalition): number {
  let size = 0;
  for (const present of coalition) size += present;
  return size;
}

/** Equal for equal coalitions of the same game, and short: sixteen players a character. */
export function coalitionKey(coalition: Coalition): string {
  let key = '';
  for (let from = 0; from < coalition.length; from += 16) {
    let bits = 0;
    for (let bit = 0; bit < 16; bit++) bits = bits * 2 + (coalition[from + bit] ?? 0);
    key += String.fromCharCode(bits);
  }
  return key;
}

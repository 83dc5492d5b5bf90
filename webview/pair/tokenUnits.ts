import type { TokenScore } from '../../src/core/scoring/pairScore';
import type { TextUnit } from './textUnit';

/** Lines the tokens up with the response they come from. Without tokens the whole text is one plain unit. */
export function tokenUnits(text: string, tokens: readonly TokenScore[]): readonly TextUnit[] {
  const builder = new UnitBuilder(text);
  for (const token of tokens) builder.add(token);
  return builder.finish();
}

interface Draft {
  kind: TextUnit['kind'];
  start: number | null;
  end: number | null;
  text: string;
  tokens: TokenScore[];
}

class UnitBuilder {
  readonly #units: Draft[] = [];
  /** Tokens without any text of their own, such as the first bytes of a character; they join the next token. */
  #waiting: TokenScore[] = [];
  #cursor = 0;

  constructor(private readonly text: string) {}

  add(token: TokenScore): void {
    if (token.start === null || token.end === null) return this.#addPill(token);
    const end = Math.min(token.end, this.text.length);
    if (this.#joinsLast(token.start, end)) return this.#extendLast(token, end);
    if (end <= Math.max(token.start, this.#cursor)) {
      this.#waiting.push(token);
      return;
    }
    this.#addText(token, Math.max(token.start, this.#cursor), end);
  }

  finish(): readonly TextUnit[] {
    this.#settleWaiting();
    this.#fillTo(this.text.length);
    return this.#units;
  }

  #addText(token: TokenScore, start: number, end: number): void {
    this.#fillTo(start);
    const tokens = [...this.#waiting, token];
    this.#waiting = [];
    const kind = token.special ? 'special' : 'token';
    this.#units.push({ kind, start, end, text: this.text.slice(start, end), tokens });
    this.#cursor = end;
  }

  #addPill(token: TokenScore): void {
    this.#settleWaiting();
    this.#units.push({ kind: 'special', start: null, end: null, text: token.text, tokens: [token] });
  }

  #joinsLast(start: number, end: number): boolean {
    const last = this.#units.at(-1);
    if (last?.kind !== 'token' || last.end === null || end < (last.start ?? 0)) return false;
    return start < last.end || (start === last.end && end > start && this.#splitsCharacter(start));
  }

  #extendLast(token: TokenScore, end: number): void {
    const last = this.#units.at(-1);
    if (last === undefined) return;
    last.tokens.push(token);
    last.end = Math.max(last.end ?? 0, end);
    last.text = this.text.slice(last.start ?? 0, last.end);
    this.#cursor = last.end;
  }

  #splitsCharacter(at: number): boolean {
    const isHighHalf = /[\ud800-\udbff]/.test(this.text.charAt(at - 1));
    return isHighHalf && /[\udc00-\udfff]/.test(this.text.charAt(at));
  }

  #fillTo(start: number): void {
    if (start <= this.#cursor) return;
    this.#units.push({ kind: 'plain', start: this.#cursor, end: start, text: this.text.slice(this.#cursor, start), tokens: [] });
    this.#cursor = start;
  }

  /** Tokens that never found a text of their own are shown as pills: nothing that was scored may vanish. */
  #settleWaiting(): void {
    for (const token of this.#waiting) {
      this.#units.push({ kind: 'special', start: null, end: null, text: token.text, tokens: [token] });
    }
    this.#waiting = [];
  }
}

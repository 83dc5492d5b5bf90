/** An added token as tokenizer.json declares it. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  /** Takes the white space before it. */
  readonly lstrip: boolean;
  /** Takes the white space after it. */
  readonly rstrip: boolean;
  /** Matches only where no word character touches it. */
  readonly singleWord: boolean;
}

/** A stretch of a text: an added token, or text between added tokens (token is null). Never empty. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly token: AddedToken | null;
}

interface Node {
  readonly next: Map<number, Node>;
  token: AddedToken | null;
}

const whiteSpace = /\p{White_Space}/u;
const wordCharacterBefore = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const wordCharacterAfter = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;

/** Finds added tokens in a text: at each place the longest, from left to right. */
export class AddedTokenSplitter {
  private readonly root: Node = { next: new Map(), token: null };

  /** Pairs of what to look for and what was found; the text looked for differs from the content when it is normalised. */
  constructor(tokens: Iterable<readonly [pattern: string, token: AddedToken]>) {
    for (const [pattern, token] of tokens) {
      if (pattern !== '') this.insert(pattern, token);
    }
  }

  split(text: string): Section[] {
    if (this.root.next.size === 0) return text === '' ? [] : [{ start: 0, end: text.length, token: null }];
    const sections: Section[] = [];
    let done = 0;
    let at = 0;
    while (at < text.length) {
      const found = this.longestMatch(text, at);
      if (found === null) {
        at += 1;
        continue;
      }
      const section = widen(text, done, at, found.end, found.token);
      if (section.start > done) sections.push({ start: done, end: section.start, token: null });
      sections.push(section);
      done = section.end;
      at = done;
    }
    if (done < text.length) sections.push({ start: done, end: text.length, token: null });
    return sections;
  }

  private insert(pattern: string, token: AddedToken): void {
    let node = this.root;
    for (let index = 0; index < pattern.length; index += 1) {
      const unit = pattern.charCodeAt(index);
      let next = node.next.get(unit);
      if (next === undefined) node.next.set(unit, (next = { next: new Map(), token: null }));
      node = next;
    }
    node.token = token;
  }

  private longestMatch(text: string, start: number): { end: number; token: AddedToken } | null {
    let found: { end: number; token: AddedToken } | null = null;
    let node = this.root.next.get(text.charCodeAt(start));
    for (let at = start + 1; node !== undefined; at += 1) {
      if (node.token !== null && (!node.token.singleWord || standsAlone(text, start, at))) {
        found = { end: at, token: node.token };
      }
      node = at < text.length ? node.next.get(text.charCodeAt(at)) : undefined;
    }
    return found;
  }
}

function standsAlone(text: string, start: number, end: number): boolean {
  return !wordCharacterBefore.test(text.slice(Math.max(0, start - 2), start)) && !wordCharacterAfter.test(text.slice(end, end + 2));
}

function widen(text: string, least: number, start: number, end: number, token: AddedToken): Section {
  let from = start;
  let to = end;
  if (token.lstrip) while (from > least && whiteSpace.test(text.charAt(from - 1))) from -= 1;
  if (token.rstrip) while (to < text.length && whiteSpace.test(text.charAt(to))) to += 1;
  return { start: from, end: to, token };
}

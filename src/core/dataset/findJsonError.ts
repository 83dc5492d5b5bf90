import { nestingLimit } from './nestingLimit';

/** Where a text stops being JSON, in UTF-16 units from its start, and why, in one sentence with what to do. */
export interface JsonError {
  readonly offset: number;
  readonly reason: string;
}

/**
 * The first place where a text is not strict JSON (RFC 8259) or is nested deeper than `nestingLimit`; undefined if it is fine.
 * JavaScript's own parser gives no position for some errors and other words in each engine, so rows that it refuses come here.
 */
export function findJsonError(text: string): JsonError | undefined {
  try {
    new JsonChecker(text).document();
    return undefined;
  } catch (error) {
    if (error instanceof JsonStop) return { offset: error.offset, reason: error.reason };
    throw error;
  }
}

class JsonStop extends Error {
  constructor(
    readonly offset: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

const cutOff = 'it was probably cut off, so restore the rest or delete the row.';
const literals = ['true', 'false', 'null'];
const foreignLiterals: Readonly<Record<string, string>> = {
  NaN: 'null',
  Infinity: 'null',
  None: 'null',
  undefined: 'null',
  True: 'true',
  False: 'false',
};

class JsonChecker {
  private position = 0;

  constructor(private readonly text: string) {}

  document(): void {
    if (this.text.startsWith('\uFEFF')) {
      this.stop('The row starts with a byte order mark, left over from joining files; delete that character.');
    }
    this.value(0);
    this.space();
    if (this.position < this.text.length) {
      this.stop('More text follows after the end of the value; put each object on a line of its own.');
    }
  }

  private value(depth: number): void {
    this.space();
    const character = this.text[this.position];
    if (character === undefined) this.stop(`The row ends where a value should be; ${cutOff}`);
    if (character === '"') return this.string();
    if (character === '{') return this.object(depth + 1);
    if (character === '[') return this.array(depth + 1);
    if (/[-0-9]/.test(character)) return this.number();
    this.literal();
  }

  private object(depth: number): void {
    this.enter(depth);
    if (this.take('}')) return;
    do {
      this.space();
      this.name();
      if (!this.take(':')) this.unexpected('a colon after the field name');
      this.value(depth);
    } while (this.comma('}'));
  }

  private array(depth: number): void {
    this.enter(depth);
    if (this.take(']')) return;
    do this.value(depth);
    while (this.comma(']'));
  }

  private enter(depth: number): void {
    if (depth > nestingLimit) {
      this.stop(`The row is nested deeper than ${String(nestingLimit)} levels, which trainers cannot read either; flatten or delete it.`);
    }
    this.position++;
  }

  private name(): void {
    if (this.text[this.position] === '"') return this.string();
    if (this.text[this.position] === "'") this.singleQuotes();
    this.unexpected('a field name in double quotes');
  }

  /** True after a comma that another element follows, false after the closing bracket. */
  private comma(closing: string): boolean {
    if (this.take(closing)) return false;
    const offset = this.position;
    if (!this.take(',')) this.unexpected(`a comma or "${closing}"`);
    this.space();
    if (this.text[this.position] === closing) {
      throw new JsonStop(offset, `A comma stands before "${closing}" with nothing after it; remove the comma.`);
    }
    return true;
  }

  private string(): void {
    this.position++;
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined) this.stop(`The row ends inside a text; ${cutOff}`);
      if (character < ' ') this.controlCharacter(character);
      if (character === '\\') this.escape();
      this.position++;
      if (character === '"') return;
    }
  }

  /** Leaves the position on the last character of the escape. */
  private escape(): void {
    const match = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
    match.lastIndex = this.position;
    const escape = match.exec(this.text)?.[0];
    if (escape === undefined) {
      if (this.text.length - this.position < 6 && /^\\(u[0-9a-fA-F]*)?$/.test(this.text.slice(this.position))) {
        throw new JsonStop(this.text.length, `The row ends inside a text; ${cutOff}`);
      }
      this.stop('A backslash that starts no JSON escape; write a backslash itself as two backslashes.');
    }
    this.position += escape.length - 1;
  }

  private number(): void {
    const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
    number.lastIndex = this.position;
    const length = number.exec(this.text)?.[0].length ?? 0;
    if (length === 0) {
      this.position++;
      this.unexpected('a digit after the minus sign');
    }
    this.position += length;
  }

  private literal(): void {
    const rest = this.text.slice(this.position, this.position + 16);
    const known = literals.find((literal) => rest.startsWith(literal));
    if (known !== undefined) {
      this.position += known.length;
      return;
    }
    if (rest.startsWith("'")) this.singleQuotes();
    const foreign = Object.keys(foreignLiterals).find((literal) => rest.startsWith(literal));
    if (foreign !== undefined) this.stop(`${foreign} is not JSON; write ${foreignLiterals[foreign] ?? 'null'}.`);
    this.unexpected('a value');
  }

  private take(character: string): boolean {
    this.space();
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.position] ?? '')) this.position++;
  }

  private singleQuotes(): never {
    this.stop('Single quotes are not JSON, so this may be a printed Python dict; write the row with a JSON encoder.');
  }

  private controlCharacter(character: string): never {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    this.stop(`A raw control character (U+${code.toUpperCase()}) stands inside a text; remove it or write it as \\u${code}.`);
  }

  private unexpected(expected: string): never {
    const point = this.text.codePointAt(this.position);
    if (point === undefined) this.stop(`The row ends where ${expected} should be; ${cutOff}`);
    const shown = point > 0x20 && point !== 0x7f && !(point >= 0xd800 && point < 0xe000) ? ` "${String.fromCodePoint(point)}"` : '';
    const code = point.toString(16).toUpperCase().padStart(4, '0');
    this.stop(`The character${shown} (U+${code}) stands where ${expected} should be; correct the JSON or delete the row.`);
  }

  private stop(reason: string): never {
    throw new JsonStop(this.position, reason);
  }
}

/** Walks a text byte by byte of its UTF-8, without building it. The text must hold no lone surrogates. */
export class Utf8Cursor {
  /** UTF-16 index of the character at hand. */
  index = 0;
  /** How many bytes of that character are behind the cursor. */
  private offset = 0;
  private readonly pending = new Uint8Array(4);
  private pendingLength = 0;
  private pendingWidth = 0;

  constructor(
    private readonly text: string,
    /** A character to read wherever the text has a space, or null. */
    private readonly spaceMark: string | null,
    /** Bytes to read over, by value: 1 for those. Null for none. */
    private readonly ignored: Uint8Array | null,
  ) {}

  get insideCharacter(): boolean {
    return this.offset > 0;
  }

  get atEnd(): boolean {
    return this.index >= this.text.length;
  }

  /** UTF-16 index one past the last character that was read, if only in part. */
  get endOfRead(): number {
    return this.offset > 0 ? this.index + this.pendingWidth : this.index;
  }

  /** Reads the bytes if they are what comes next; leaves the cursor where it was if they are not. */
  read(bytes: Uint8Array): boolean {
    const { index, offset } = this;
    for (let at = 0; at < bytes.length; at += 1) {
      if (!this.readByte(bytes[at] ?? 0)) {
        this.return(index, offset);
        return false;
      }
    }
    return true;
  }

  /** Leaves the character at hand behind. */
  skipCharacter(): void {
    if (this.atEnd) return;
    this.load();
    this.index += this.pendingWidth;
    this.offset = 0;
  }

  /** The character at hand, as it is to be read. */
  character(): string {
    return this.atEnd ? '' : String.fromCodePoint(this.codePoint());
  }

  /** Reads over ignored bytes. */
  skipIgnored(): void {
    if (this.ignored === null) return;
    while (!this.atEnd) {
      this.load();
      if (this.ignored[this.pending[this.offset] ?? 0] !== 1) return;
      this.advance();
    }
  }

  private readByte(byte: number): boolean {
    this.skipIgnored();
    if (this.offset === 0) {
      const unit = this.text.charCodeAt(this.index);
      if (unit < 0x80 && !(unit === 0x20 && this.spaceMark !== null)) {
        if (unit !== byte) return false;
        this.index += 1;
        return true;
      }
      if (this.atEnd) return false;
      this.load();
    }
    if (this.pending[this.offset] !== byte) return false;
    this.advance();
    return true;
  }

  private advance(): void {
    this.offset += 1;
    if (this.offset < this.pendingLength) return;
    this.index += this.pendingWidth;
    this.offset = 0;
  }

  private return(index: number, offset: number): void {
    this.index = index;
    this.offset = offset;
    if (offset > 0) this.load();
  }

  private load(): void {
    this.pendingWidth = (this.text.codePointAt(this.index) ?? 0) > 0xffff ? 2 : 1;
    this.pendingLength = writeUtf8(this.codePoint(), this.pending);
  }

  private codePoint(): number {
    const code = this.text.codePointAt(this.index) ?? 0;
    return code === 0x20 && this.spaceMark !== null ? (this.spaceMark.codePointAt(0) ?? code) : code;
  }
}

function writeUtf8(code: number, into: Uint8Array): number {
  if (code < 0x80) {
    into[0] = code;
    return 1;
  }
  const length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (let index = length - 1, rest = code; index >= 0; index -= 1, rest >>= 6) into[index] = 0x80 | (rest & 0x3f);
  into[0] = ((into[0] ?? 0) & (0xff >> (length + 1))) | ((0xf00 >> length) & 0xff);
  return length;
}

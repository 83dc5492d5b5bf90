/** Marks of layout in a text. */
export interface LayoutCounts {
  readonly paragraphs: number;
  readonly listItems: number;
  readonly headings: number;
  readonly tableRows: number;
  readonly codeBlocks: number;
  readonly inlineCode: number;
  readonly bold: number;
  readonly formulas: number;
  readonly links: number;
}

/** Counts what Markdown and TeX make of a text, line by line. Rules of code blocks and lists are CommonMark's, simplified to the beginning of a line. */
export function scanLayout(text: string): LayoutCounts {
  const lines = new LineCounts();
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.read(text, start, end);
    start = end + 1;
  }
  const { paragraphs, listItems, headings, tableRows, fences, fencedTicks } = lines;
  const loneTicks = occurrences(text, '`') - fencedTicks;
  return {
    paragraphs,
    listItems,
    headings,
    tableRows,
    codeBlocks: Math.ceil(fences / 2),
    inlineCode: Math.floor(loneTicks / 2),
    bold: Math.floor(occurrences(text, '**') / 2),
    formulas: Math.ceil(occurrences(text, '$$') / 2) + occurrences(text, '\\(') + occurrences(text, '\\['),
    links: occurrences(text, 'http://') + occurrences(text, 'https://') + occurrences(text, 'www.') - occurrences(text, '//www.'),
  };
}

class LineCounts {
  paragraphs = 0;
  listItems = 0;
  headings = 0;
  tableRows = 0;
  /** Lines that open or close a code block. */
  fences = 0;
  /** Backticks that stand in code blocks or fence them. */
  fencedTicks = 0;
  private inParagraph = false;

  read(text: string, start: number, end: number): void {
    let first = start;
    while (first < end && isBlank(text.charCodeAt(first))) first++;
    if (first === end) {
      this.inParagraph = false;
      return;
    }
    if (!this.inParagraph) this.paragraphs++;
    this.inParagraph = true;
    const isFence = text.startsWith('```', first);
    if (isFence) this.fences++;
    if (isFence || this.fences % 2 === 1) this.fencedTicks += occurrences(text.slice(first, end), '`');
    else this.readMark(text, first, end);
  }

  private readMark(text: string, first: number, end: number): void {
    const unit = text.charCodeAt(first);
    if (unit === pipe) this.tableRows++;
    else if (unit === hash) {
      let after = first;
      while (text.charCodeAt(after) === hash) after++;
      if (after - first <= 6 && isBlank(text.charCodeAt(after))) this.headings++;
    } else if (isBullet(unit)) {
      if (first + 1 < end && isBlank(text.charCodeAt(first + 1))) this.listItems++;
    } else if (isDigit(unit)) this.readNumber(text, first);
  }

  private readNumber(text: string, first: number): void {
    let after = first;
    while (after - first < 4 && isDigit(text.charCodeAt(after))) after++;
    const mark = text.charCodeAt(after);
    if ((mark === fullStop || mark === bracket) && isBlank(text.charCodeAt(after + 1))) this.listItems++;
  }
}

const [pipe, hash, fullStop, bracket] = [0x7c, 0x23, 0x2e, 0x29];

function isBullet(unit: number): boolean {
  return unit === 0x2d || unit === 0x2a || unit === 0x2b || unit === 0x2022;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0d;
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

import { pictureColors } from '../../plots/pictureColors';
import { counted } from '../../plots/numberTexts';
import type { DrawPicture, ReportExample, ReportPart, ReportTable } from '../reportPart';
import type { PageElements } from './pageElement';

const narrow = 544;
const wide = 1100;

/** Turns the parts of a report into elements of one page; ids are numbered through. */
export class HtmlParts {
  private pictures = 0;

  constructor(private readonly elements: PageElements) {}

  /** Pictures and tables that follow one another stand side by side where there is room. */
  all(parts: readonly ReportPart[]): readonly HTMLElement[] {
    const made: HTMLElement[] = [];
    let row: HTMLElement | null = null;
    for (const part of parts) {
      const isBeside = part.kind === 'table' || (part.kind === 'picture' && part.isWide !== true);
      if (!isBeside) {
        row = null;
        made.push(...this.part(part));
        continue;
      }
      if (row === null) {
        row = this.elements.of('div', { class: 'row' });
        made.push(row);
      }
      row.append(...this.part(part));
    }
    return made;
  }

  private part(part: ReportPart): readonly HTMLElement[] {
    const { elements } = this;
    switch (part.kind) {
      case 'sentence':
        return [elements.of('p', {}, ...part.text.map((text) => elements.text(text)))];
      case 'list':
        return [elements.of('ul', {}, ...part.items.map((item) => elements.of('li', {}, item)))];
      case 'picture':
        return [this.picture(part.draw, part.isWide === true)];
      case 'table':
        return [this.table(part.table)];
      case 'examples':
        return this.examples(part);
    }
  }

  private picture(draw: DrawPicture, isWide: boolean): HTMLElement {
    const { document } = this.elements;
    const { svg } = draw({ document, width: isWide ? wide : narrow, id: `picture-${String(++this.pictures)}` });
    const description = svg.querySelector('desc');
    const caption = this.elements.of('figcaption', {}, description?.textContent ?? '');
    // The caption says it for everybody; said twice, it would be read out twice.
    description?.remove();
    svg.removeAttribute('aria-describedby');
    return this.elements.of('figure', { class: isWide ? 'wide' : '' }, svg, caption);
  }

  private table({ caption, columns, rows }: ReportTable): HTMLElement {
    const { elements } = this;
    const head = columns.map(({ title, isNumber, isBar }) => (isBar === true ? elements.of('td', {}) : elements.of('th', { scope: 'col', class: isNumber === true ? 'number' : '' }, title)));
    const body = rows.map((cells) => elements.of('tr', {}, ...cells.map((cell, index) => this.cell(cell, index, columns[index]?.isNumber === true))));
    const table = elements.of('table', {}, elements.of('caption', {}, caption), elements.of('thead', {}, elements.of('tr', {}, ...head)), elements.of('tbody', {}, ...body));
    // What scrolls must be reachable without a mouse.
    return elements.of('div', { class: 'frame', tabindex: '0', role: 'group', 'aria-label': caption }, table);
  }

  private cell(cell: ReportTable['rows'][number][number], index: number, isNumber: boolean): HTMLElement {
    const { elements } = this;
    if (typeof cell === 'number') return elements.of('td', {}, this.bar(cell));
    const attributes = { class: isNumber ? 'number' : '' };
    return index === 0 ? elements.of('th', { scope: 'row', ...attributes }, elements.text(cell)) : elements.of('td', attributes, elements.text(cell));
  }

  /** A bar without words: the numbers beside it say the same. */
  private bar(share: number): Element {
    const { document } = this.elements;
    const namespace = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(namespace, 'svg');
    for (const [name, value] of Object.entries({ viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' })) svg.setAttribute(name, value);
    const bar = (width: number, fill: string): Element => {
      const rect = document.createElementNS(namespace, 'rect');
      for (const [name, value] of Object.entries({ width: String(Number(width.toFixed(2))), height: '10', fill })) rect.setAttribute(name, value);
      return rect;
    };
    svg.append(bar(100, pictureColors.hairline), bar(100 * Math.min(1, Math.max(0, share)), pictureColors.magnitude));
    return svg;
  }

  private examples({ title, explanation, examples, left }: Extract<ReportPart, { kind: 'examples' }>): readonly HTMLElement[] {
    const { elements } = this;
    const items = examples.map((example) => this.example(example));
    const more = left > 0 ? [elements.of('p', { class: 'muted' }, `And ${counted(left, 'more', 'more')}.`)] : [];
    return [elements.of('h3', {}, title), elements.of('p', { class: 'muted' }, explanation), ...(items.length > 0 ? [elements.of('ul', { class: 'examples' }, ...items)] : []), ...more];
  }

  private example({ place, message, texts }: ReportExample): HTMLElement {
    const { elements } = this;
    const sides = texts.flatMap(({ name, text }) => [elements.of('dt', {}, name), elements.of('dd', { dir: 'auto' }, text === '' ? '(empty)' : text)]);
    return elements.of('li', {}, elements.of('strong', {}, place), ': ', elements.text({ data: message }), ...(sides.length > 0 ? [elements.of('dl', {}, ...sides)] : []));
  }
}

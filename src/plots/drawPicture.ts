import { plot, type Markish, type PlotOptions, type RenderFunction } from '@observablehq/plot';

import type { Picture, PictureMark } from './picture';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

/** Everything that is particular to one picture. */
export interface PictureParts {
  /** What is shown, in a few words; the name of the picture for assistive technology. */
  readonly title: string;
  /** What it says, in one or two plain sentences. */
  readonly description: string;
  readonly height: number;
  readonly axes: Pick<PlotOptions, 'x' | 'y' | 'fx' | 'fy' | 'marginTop' | 'marginRight' | 'marginBottom' | 'marginLeft' | 'r'>;
  readonly marks: (register: RegisterMarks) => Markish[];
}

/** Makes the render function of a mark whose elements stand for pairs; `describe` gets the index of the datum. */
export type RegisterMarks = (describe: (index: number) => Omit<PictureMark, 'element'>) => RenderFunction;

/** Labels of axes stand on the lower edge of what Observable Plot draws: room for letters that reach below their line. */
const belowLabels = 4;

/** Draws with Observable Plot, and makes of its output what a strict content policy, screen readers and byte-for-byte equality ask for. */
export function drawPicture(parts: PictureParts, options: PictureOptions): Picture {
  const marks: PictureMark[] = [];
  const register: RegisterMarks = (describe) => (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    if (group !== null) for (const [position, datum] of index.entries()) addMark(marks, group.children[position], describe(datum));
    return group;
  };
  const drawn = plot({ ...parts.axes, document: options.document, width: options.width, height: parts.height, className: 'picture', marks: parts.marks(register) });
  const svg = drawn as SVGSVGElement;
  svg.setAttribute('height', String(parts.height + belowLabels));
  svg.setAttribute('viewBox', `0 0 ${String(options.width)} ${String(parts.height + belowLabels)}`);
  clean(svg);
  describeTo(svg, parts, options);
  for (const [index, mark] of marks.entries()) nameMark(mark, index, options.interactive === true);
  return { svg, marks };
}

function addMark(marks: PictureMark[], element: Element | undefined, told: Omit<PictureMark, 'element'>): void {
  if (element !== undefined) marks.push({ ...told, element: element as SVGElement });
}

/** Style elements and attributes need a laxer policy than the pages have; the stylesheet of the page does their work. Numbers need no more than a hundredth of a pixel. */
function clean(svg: SVGSVGElement): void {
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    element.removeAttribute('style');
    element.removeAttribute('aria-label');
    element.removeAttribute('aria-description');
    if (element.getAttribute('fill') === 'currentColor') element.setAttribute('fill', pictureColors.ink);
    if (element.getAttribute('stroke') === 'currentColor') element.setAttribute('stroke', pictureColors.ink);
    for (const { name, value } of [...element.attributes]) if (geometry.has(name)) element.setAttribute(name, rounded(value));
  }
}

const geometry = new Set(['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r', 'transform']);

function rounded(value: string): string {
  return value.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

function describeTo(svg: SVGSVGElement, { title, description }: PictureParts, { document, id, interactive }: PictureOptions): void {
  const name = document.createElementNS(svg.namespaceURI, 'title');
  const text = document.createElementNS(svg.namespaceURI, 'desc');
  name.textContent = title;
  text.textContent = description;
  name.setAttribute('id', `${id}-title`);
  text.setAttribute('id', `${id}-description`);
  svg.prepend(name, text);
  svg.setAttribute('role', interactive === true ? 'group' : 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-description`);
  svg.setAttribute('font-size', '11');
}

function nameMark({ element, text }: PictureMark, index: number, interactive: boolean): void {
  if (!interactive) return;
  element.setAttribute('data-mark', String(index));
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', text);
}

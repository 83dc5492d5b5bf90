import type { ReportText } from '../reportPart';

/** Makes elements of one page. */
export class PageElements {
  constructor(readonly document: Document) {}

  of(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly (Node | string)[]): HTMLElement {
    const made = this.document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== '') made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** Dataset text stands apart in its direction, so that it cannot turn what is around it. */
  text(text: ReportText): Node {
    return typeof text === 'string' ? this.document.createTextNode(text) : this.of('bdi', {}, text.data);
  }
}

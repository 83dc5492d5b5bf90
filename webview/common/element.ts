/**
 * An element with attributes and children. Strings become text nodes, so nothing from a dataset is ever read as markup.
 * `style` is refused: the content policy forbids the attribute.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name];
export function element(
  name: string,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElement;
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'style') throw new Error('Use a class or style.setProperty: the content policy forbids style attributes.');
    created.setAttribute(key, value);
  }
  created.append(...children);
  return created;
}

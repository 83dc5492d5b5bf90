const name = 'preflens-search';

/** Marks every place where a text, given in lower case, stands in the elements. The page itself is left as it is. */
export function highlight(elements: readonly Element[], lowerCase: string): void {
  const ranges = lowerCase === '' ? [] : elements.flatMap((root) => rangesIn(root, lowerCase));
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

function rangesIn(root: Element, lowerCase: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = (node.textContent ?? '').toLowerCase();
    // Letters whose lower case has another length would shift every place behind them.
    if (text.length !== node.textContent?.length) continue;
    for (let at = text.indexOf(lowerCase); at !== -1; at = text.indexOf(lowerCase, at + lowerCase.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + lowerCase.length);
      ranges.push(range);
    }
  }
  return ranges;
}

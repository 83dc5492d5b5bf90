import { parseHTML } from 'linkedom';

/** An empty page in a small DOM: text is set as text, so that nothing in a dataset becomes markup. */
export function htmlDocument(): Document {
  const { document } = parseHTML('<!DOCTYPE html><html lang="en"><head></head><body></body></html>');
  return document;
}

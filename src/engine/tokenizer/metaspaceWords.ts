import type { JsonRecord } from './jsonRecord';

/**
 * A text with a mark for each space, and where it is asked for one in front, cut before its marks: what the Rust library's
 * Metaspace makes of it. Its files say `add_prefix_space: false` in place of the scheme "never" at times.
 */
export function metaspaceWords(text: string, config: JsonRecord, isTextStart: boolean): string[] {
  const mark = typeof config['replacement'] === 'string' ? config['replacement'] : '\u2581';
  const scheme = config['add_prefix_space'] === false ? 'never' : (config['prepend_scheme'] ?? 'always');
  const marked = text.replaceAll(' ', () => mark);
  const prefixed = scheme === 'always' || (scheme === 'first' && isTextStart);
  const whole = prefixed && text !== '' && !marked.startsWith(mark) ? mark + marked : marked;
  return config['split'] === false ? [whole] : cutBefore(whole, mark);
}

function cutBefore(text: string, mark: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = text.indexOf(mark, 1); at >= 0; at = text.indexOf(mark, at + 1)) {
    words.push(text.slice(start, at));
    start = at;
  }
  return [...words, text.slice(start)].filter((word) => word !== '');
}

/** A stretch of the response that appears verbatim in the text given to the tokenizer. */
export interface Segment {
  /** UTF-16 offsets into the text given to the tokenizer. */
  readonly from: number;
  readonly to: number;
  /** Offset into responseText() that corresponds to from. */
  readonly responseStart: number;
}

/** Where a response lies in the text given to the tokenizer. */
export interface ResponseLayout {
  /** In order, without overlap. */
  readonly segments: readonly Segment[];
  /** Tokens that begin before this offset and reach past realFrom stem from the response's own text. */
  readonly realFrom: number;
  readonly realTo: number;
}

/** A range of responseText(). */
export interface ResponseSpan {
  readonly start: number;
  readonly end: number;
}

/** The part of the response that the range touches; null when it touches none. */
export function responseSpan(layout: ResponseLayout, start: number, end: number): ResponseSpan | null {
  const touched = layout.segments.filter(({ from, to }) =>
    // An empty range inside a segment is a token made of an invented prefix alone.
    start === end ? start >= from && start < to : start < to && end > from,
  );
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    start: Math.max(start, first.from) - first.from + first.responseStart,
    end: Math.min(end, last.to) - last.from + last.responseStart,
  };
}

/** A response given to the tokenizer by itself and as it is. An end marker that it spells out is no part of the real response. */
export function plainLayout(text: string, endMarker: string): ResponseLayout {
  const segments = text === '' ? [] : [{ from: 0, to: text.length, responseStart: 0 }];
  const realTo = endMarker !== '' && text.endsWith(endMarker) ? text.length - endMarker.length : text.length;
  return { segments, realFrom: 0, realTo };
}

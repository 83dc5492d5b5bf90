import { datasetText } from '../../core/edits/datasetText';
import { rowSyntax } from '../../core/edits/datasetEdit';
import { encodeUtf8 } from '../../core/edits/encodeUtf8';
import type { ContainerFormat, RowContent, RowLocation, RowSource } from '../../core/ports';

const chunkRows = 1000;

/** The rows of a text that is being edited, as a source. Throws ChangeRefused where the text cannot be cut into rows. */
export function textSource(text: string, format: ContainerFormat): RowSource {
  const spans = datasetText(text, format);
  const syntax = rowSyntax(text, format);
  const read = ({ row }: RowLocation): RowContent => {
    const span = spans[row];
    return { kind: 'text', bytes: encodeUtf8(span === undefined ? '' : text.slice(span.start, span.end)), syntax };
  };
  return {
    container: { format, compression: null, files: [] },
    async *locate() {
      for (const locations of locationChunks(text, spans)) yield await Promise.resolve(locations);
    },
    read: (location) => Promise.resolve(read(location)),
    close: () => Promise.resolve(),
  };
}

function* locationChunks(text: string, spans: ReturnType<typeof datasetText>): Generator<readonly RowLocation[]> {
  let [line, counted] = [1, 0];
  let chunk: RowLocation[] = [];
  for (const [row, { start, end }] of spans.entries()) {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < start; at = text.indexOf('\n', counted)) {
      line++;
      counted = at + 1;
    }
    chunk.push({ row, line, byteStart: start, byteLength: end - start });
    if (chunk.length < chunkRows) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}

import type { ExportChoices } from '../../core/export/exportChoices';
import type { Container, ModelSetIdentity } from '../../core/ports';
import type { AppliedChanges } from './changedSource';
import type { ExportCounts } from './exportRequest';

/** A file that went into an export, by its content. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256, 64 hex digits. */
  readonly sha256: string;
}

/** What the figures of an export are: enough to compute them again. */
export type FigureSource = Pick<ModelSetIdentity, 'convention' | 'precision' | 'policyHash' | 'referenceHash'> & { readonly beta: number };

export interface ManifestParts {
  readonly version: string;
  readonly output: string;
  readonly container: Container;
  readonly sources: readonly SourceFile[];
  readonly changes: AppliedChanges;
  readonly choices: ExportChoices;
  readonly figures: FigureSource | null;
  readonly counts: ExportCounts;
}

/** The file beside an export that says how it came about. It holds no time and no folder, so that the same export gives the same bytes. */
export function exportManifest({ version, output, container, sources, changes, choices, figures, counts }: ManifestParts) {
  const { changedRows, droppedRows, conflicts } = changes;
  return {
    tool: 'preflens',
    version,
    output,
    source: { format: container.format, compression: container.compression, files: sources },
    changeList: { changedRows, droppedRows, conflicts: conflicts.length },
    choices,
    figures,
    counts,
  };
}
export type ExportManifest = ReturnType<typeof exportManifest>;

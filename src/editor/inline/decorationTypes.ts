import * as vscode from 'vscode';

import { heatBucketCount } from '../figures/heatScale';

/** Every kind of inline mark. Each writes style sheets into the window, so there is a fixed number, made once. */
export class DecorationTypes implements vscode.Disposable {
  readonly chip = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    before: {
      margin: '0 1ch 0 0',
      fontStyle: 'normal',
      fontWeight: 'normal',
      backgroundColor: new vscode.ThemeColor('preflens.chip.background'),
    },
  });

  /** One for each step of the scale, worst first: a bar at the left edge of the row. */
  readonly heat = Array.from({ length: heatBucketCount }, (_, bucket) =>
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      borderStyle: 'solid',
      borderWidth: '0 0 0 4px',
      borderColor: new vscode.ThemeColor(heatColor(bucket)),
    }),
  );

  /** Only the two worst steps reach the overview ruler: a ruler where everything is marked says nothing. */
  readonly ruler = [0, 1].map((bucket) =>
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      overviewRulerColor: new vscode.ThemeColor(heatColor(bucket)),
      overviewRulerLane: vscode.OverviewRulerLane.Center,
    }),
  );

  dispose(): void {
    for (const type of [this.chip, ...this.heat, ...this.ruler]) type.dispose();
  }
}

function heatColor(bucket: number): string {
  return `preflens.heat${bucket + 1}`;
}

import { divergingScale, magnitudeScale, type ThemeKind } from '../../core/colors/colorVocabulary';

interface Ground {
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly background: string;
  readonly failure: string;
}

const grounds: Readonly<Record<'light' | 'dark', Ground>> = {
  light: { ink: '#1f2328', muted: '#59636e', hairline: '#d8dee4', background: '#ffffff', failure: '#b3340f' },
  dark: { ink: '#d6d6d6', muted: '#a5a5a5', hairline: '#3d3d3d', background: '#1f1f1f', failure: '#ff8a65' },
};

/** The stylesheet of a report: light, dark by the reader's preference, more contrast where asked for, light on paper. No text but this is in it. */
export function reportStyle(): string {
  return `:root{color-scheme:light dark;${variables('light', 'light')}}
@media screen and (prefers-color-scheme:dark){:root{${variables('dark', 'dark')}}}
@media screen and (prefers-contrast:more){:root{${variables('light', 'highContrastLight')}--picture-muted:#333;--picture-hairline:#767676}}
@media screen and (prefers-contrast:more) and (prefers-color-scheme:dark){:root{${variables('dark', 'highContrast')}--picture-background:#000;--picture-ink:#fff;--picture-muted:#ddd;--picture-hairline:#8a8a8a}}
${layout}`;
}

/** The custom properties of src/plots/pictureColors.ts. */
export function variables(ground: 'light' | 'dark', scale: ThemeKind): string {
  const { ink, muted, hairline, background, failure } = grounds[ground];
  const steps = (name: string, colors: readonly string[]): string => colors.map((color, index) => `--picture-${name}-${String(index + 1)}:${color};`).join('');
  return `--picture-ink:${ink};--picture-muted:${muted};--picture-hairline:${hairline};--picture-background:${background};--failure:${failure};${steps('diverging', divergingScale[scale])}${steps('magnitude', magnitudeScale[scale])}`;
}

const layout = `*{box-sizing:border-box}
body{margin:0 auto;padding:24px 20px 48px;max-width:72rem;background:var(--picture-background);color:var(--picture-ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:1.6em;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.25em;margin:2em 0 .5em;padding-top:1em;border-top:1px solid var(--picture-hairline)}
h3{font-size:1em;margin:1.5em 0 .25em}
p{margin:.25em 0 .75em;max-width:48rem}
ul{margin:.25em 0 .75em;padding-inline-start:1.25em}
.muted,figcaption,caption{color:var(--picture-muted)}
.fails h2,.fails li::marker{color:var(--failure)}
.row{display:flex;flex-wrap:wrap;align-items:start;gap:0 2rem}
figure{width:34rem;max-width:100%;margin:0 0 1rem}
figure.wide{width:auto}
figcaption{font-size:.9em;max-width:34rem}
.picture{display:block;max-width:100%;height:auto;font-family:inherit}
.picture text,.picture tspan{white-space:pre}
.frame{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;margin:.5em 0 1em;font-size:.95em}
caption{text-align:start;font-size:.9em;padding-bottom:.25em}
th,td{text-align:start;vertical-align:top;padding:.25em 1.25em .25em 0;border-bottom:1px solid var(--picture-hairline);font-weight:normal;overflow-wrap:break-word}
bdi{overflow-wrap:anywhere}
thead th{color:var(--picture-muted);font-size:.9em}
.number{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
td svg{display:block;width:8rem;height:.75em;margin-top:.35em}
.examples{list-style:none;padding:0}
.examples>li{margin:.5em 0 .75em;padding-inline-start:.75em;border-inline-start:3px solid var(--picture-hairline);break-inside:avoid}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1em .75em;margin:.25em 0}
dt{color:var(--picture-muted)}
dd{margin:0;overflow-wrap:anywhere}
@media (max-width:34rem){dl{grid-template-columns:1fr}dd{margin-bottom:.35em}}
@media print{body{max-width:none;padding:0;font-size:10.5pt}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}.frame{overflow:visible}}
`;

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createVSIX } from '@vscode/vsce';

import { packageFoldersIn, thirdPartyLicences } from './thirdPartyLicences.mjs';

/**
 * Builds preflens-<target>.vsix: the bundles, the media, and of ONNX Runtime the binaries of one platform only, since
 * all platforms together are 300 MB. Usage: node tools/package.mjs [target], for example linux-x64; default: this machine.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const target = process.argv[2] ?? `${process.platform}-${process.arch}`;
const [platform, architecture] = target.split('-');
const binaries = path.join('node_modules', 'onnxruntime-node', 'bin', 'napi-v6', platform ?? '', architecture ?? '');

if (!existsSync(path.join(root, binaries))) {
  const offered = readdirSync(path.join(root, 'node_modules/onnxruntime-node/bin/napi-v6'), { recursive: true })
    .filter((name) => name.split(path.sep).length === 2)
    .map((name) => name.replace(path.sep, '-'));
  console.error(`ONNX Runtime ships no binaries for ${target}; it has ${offered.join(', ')}.`);
  process.exit(2);
}

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
copyRuntime();
const outputs = JSON.parse(readFileSync(path.join(root, 'dist', 'outputs.json'), 'utf8'));
const shipped = packageFoldersIn(path.join(root, 'dist', 'node_modules'));
writeFileSync(path.join(root, 'dist', 'third-party-licences.txt'), thirdPartyLicences(outputs, { root, shipped }));

const packagePath = path.join(root, `preflens-${target}.vsix`);
await createVSIX({ cwd: root, target, packagePath, dependencies: false, allowMissingRepository: true });
console.log(`Packaged ${path.basename(packagePath)}. Install it with: code --install-extension ${path.basename(packagePath)}`);

/** What the bundles require at run time, beside them: ONNX Runtime's JavaScript, and its binaries for the target alone. */
function copyRuntime() {
  const copy = (...segments) => cpSync(path.join(root, 'node_modules', ...segments), path.join(root, 'dist', 'node_modules', ...segments), { recursive: true, filter: isNeeded });
  copy('onnxruntime-node', 'package.json');
  copy('onnxruntime-node', 'dist');
  copy('onnxruntime-node', 'bin', 'napi-v6', platform, architecture);
  copy('onnxruntime-common', 'package.json');
  copy('onnxruntime-common', 'dist', 'cjs');
}

function isNeeded(source) {
  return !/\.(d\.ts|map)$/.test(source);
}

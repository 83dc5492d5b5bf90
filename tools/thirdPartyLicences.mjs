import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The licences of what the package holds of others, as those licences ask for.
 * `outputs` are those of esbuild's metafiles, whose paths are relative to `root`; `shipped` are folders of packages that ship unbundled.
 * Throws where a package has neither a licence text nor a licence that Preflens knows, or a licence that binds what it is bundled into.
 */
export function thirdPartyLicences(outputs, { root, shipped }) {
  const packages = [...new Set([...withDependencies(bundledFolders(outputs, root)), ...shipped.map((folder) => path.resolve(root, folder))])].map(packageIn).sort((first, second) => (first.name < second.name ? -1 : first.name > second.name ? 1 : 0));
  const problems = packages.flatMap(problemOf);
  if (problems.length > 0) throw new Error(`These packages cannot ship as they are:\n${problems.join('\n')}`);
  // The same version may stand in several folders.
  return `${[...new Set(packages.map(notice))].join('\n\n')}\n`;
}

/** The folders of the packages whose code reached an output; what was shaken off is not in it. */
function bundledFolders(outputs, root) {
  const inputs = Object.values(outputs).flatMap(({ inputs: used }) => Object.entries(used).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file));
  return new Set(inputs.filter((file) => file.includes('node_modules/')).map((file) => packageFolder(path.resolve(root, file))));
}

/** Also what these packages depend on: some, like d3-array, are published with the code of their dependencies inside. */
function withDependencies(folders) {
  const found = new Set();
  const visit = (folder) => {
    if (found.has(folder)) return;
    found.add(folder);
    Object.keys(manifestIn(folder).dependencies ?? {}).map((name) => installedFolder(name, folder)).filter((one) => one !== undefined).forEach(visit);
  };
  folders.forEach(visit);
  return found;
}

/** As Node looks for it; undefined where it is not installed, so that none of its code can have got in. */
function installedFolder(name, from) {
  for (let folder = from; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** Packages lie below the innermost node_modules; their folders may hold further package.json files, without a name. */
function packageFolder(file) {
  const segments = file.split(path.sep);
  const start = segments.lastIndexOf('node_modules') + 1;
  return segments.slice(0, start + (segments[start].startsWith('@') ? 2 : 1)).join(path.sep);
}

function packageIn(folder) {
  const { name, version, license, author, repository } = manifestIn(folder);
  const files = readdirSync(folder).filter((entry) => /^(licen[cs]e|notice|copying|third-?party-?notices)/i.test(entry) && /(^[^.]*|\.(txt|md))$/i.test(entry)).sort();
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  const hasText = files.some((file) => /^(licen[cs]e|copying)/i.test(file));
  return { name, version, licence: license ?? null, author: nameOf(author), source: addressOf(repository), texts, hasText };
}

/** Licences that let a package be bundled into one under the MIT licence. */
const known = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'PSF-2.0', 'Unlicense', 'BlueOak-1.0.0', 'CC0-1.0']);

/** The text of a licence, for packages that name theirs and leave the text out; undefined where Preflens keeps none. */
function standardText(licence) {
  const file = fileURLToPath(new URL(`licenceTexts/${licence}.txt`, import.meta.url));
  return known.has(licence) && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function problemOf({ name, version, licence, hasText }) {
  if (licence === null ? hasText : known.has(licence) && (hasText || standardText(licence) !== undefined)) return [];
  if (licence === null) return [`${name} ${version}: it names no licence and holds no text of one.`];
  if (known.has(licence)) return [`${name} ${version}: it holds no text of its licence; put the standard one into tools/licenceTexts/${licence}.txt.`];
  return [`${name} ${version}: its licence, ${JSON.stringify(licence)}, is not one that tools/thirdPartyLicences.mjs knows.`];
}

function notice({ name, version, licence, author, source, texts, hasText }) {
  const heading = `${name} ${version}${licence === null ? '' : ` (${licence})`}`;
  const origin = [author === null ? null : `By ${author}.`, source].filter((part) => part !== null).join('\n');
  const own = hasText ? [] : [origin, standardText(licence)].filter((part) => part !== '');
  return [heading, '-'.repeat(heading.length), [...own, ...texts].join('\n\n')].join('\n');
}

function nameOf(author) {
  return (typeof author === 'string' ? author : author?.name) ?? null;
}

function addressOf(repository) {
  return (typeof repository === 'string' ? repository : repository?.url) ?? null;
}

/** The folders of the packages below a node_modules folder. */
export function packageFoldersIn(modules) {
  const names = readdirSync(modules).flatMap((name) => (name.startsWith('@') ? readdirSync(path.join(modules, name)).map((inner) => path.join(name, inner)) : [name]));
  return names.map((name) => path.join(modules, name)).filter((folder) => existsSync(path.join(folder, 'package.json')));
}

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { installation } from './installation';

/** The version of this installation, as its package says it. */
export const version = (JSON.parse(readFileSync(path.join(installation.root, 'package.json'), 'utf8')) as { readonly version: string }).version;

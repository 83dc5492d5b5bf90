import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { inRepository } from './repositoryRoot';

/** The folder of a layer's logs, pictures and report; emptied, so that nothing in it is older than the run. */
export async function freshArtifacts(layer: string): Promise<string> {
  const folder = artifactsFolder(layer);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

export const artifactsFolder = (layer: string): string => inRepository('test', 'artifacts', layer);

export const reportFile = (layer: string): string => path.join(artifactsFolder(layer), 'report.json');

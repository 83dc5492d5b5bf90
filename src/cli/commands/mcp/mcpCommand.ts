import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { serveStdio } from '@modelcontextprotocol/server/stdio';

import { AgentTools } from '../../../app/agents/agentTools';
import type { Scorer } from '../../../core/ports';
import { resolveModels } from '../../../engine/embeddedModels';
import { AllowedFolders } from '../../../io/agents/allowedFolders';
import { openAgentDataset } from '../../../io/agents/openAgentDataset';
import { contentHash } from '../../../io/contentHash';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { stderrLog } from '../../stderrLog';
import { UsageError } from '../../usageError';
import { conventionFlag, numberFlag, wholeNumberFlag } from '../scoreOptions';
import { withScorers, type Scorers } from '../withScorers';
import { mcpScoringSettings, type McpFlags } from './mcpFlags';
import { createMcpServer } from './mcpServer';

const gibibyte = 1024 ** 3;
const leastCharacters = 1000;

/** `preflens mcp FOLDER…`: serves the tools over standard input and output until the client closes them. Resolves to the exit status. */
export async function mcp(words: readonly string[], flags: McpFlags, signal: AbortSignal): Promise<number> {
  const folders = await allowedFolders(words);
  const maximalCharacters = wholeNumberFlag('max-characters', flags.maxCharacters, leastCharacters);
  return withScorers(flags, async (models) => {
    const tools = createTools(folders, flags, models);
    await served(() => createMcpServer(tools, maximalCharacters), signal);
    return exitStatus.done;
  });
}

/** Absolute; the working folder where none is named. */
async function allowedFolders(words: readonly string[]): Promise<readonly string[]> {
  const folders = (words.length === 0 ? ['.'] : words).map((word) => path.resolve(word));
  for (const folder of folders) {
    const stats = await stat(folder).catch(() => undefined);
    if (stats?.isDirectory() !== true) throw new UsageError(`"${folder}" is no folder; preflens mcp takes the folders whose datasets may be read.`);
  }
  return folders;
}

function createTools(folders: readonly string[], flags: McpFlags, { store, scorers }: Scorers): AgentTools {
  const allowed = new AllowedFolders(folders);
  const settings = mcpScoringSettings(flags);
  const models = { ...resolveModels(installation.root, flags), convention: conventionFlag(flags.convention), maxLength: wholeNumberFlag('max-length', flags.maxLength, 1) };
  const maximalUnpackedBytes = numberFlag('max-unpacked', flags.maxUnpacked, (value) => value > 0, 'a number of GiB above 0') * gibibyte;
  return new AgentTools({
    open: async (file, split, signal) => openAgentDataset(await allowed.resolve(file, split), { split, maximalUnpackedBytes, parquetWorkerFile: installation.parquetWorkerFile, reading: {}, settings, remarks: [], signal: signal as AbortSignal }),
    scorer: (): Scorer => scorers.get(models),
    store,
    hash: contentHash,
    turn: setImmediate,
  });
}

/** Until the client closes the standard input, or somebody interrupts. */
async function served(create: Parameters<typeof serveStdio>[0], signal: AbortSignal): Promise<void> {
  const handle = serveStdio(create, { onerror: (error) => stderrLog.warn(error.message) });
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    process.once('SIGTERM', () => resolve());
    // Nobody reads the answers any more.
    process.stdout.once('error', () => resolve());
  });
  await handle.close();
}

/**
 * What npm, an editor's terminal or a server around us put into the environment for themselves would change how the tools we start
 * behave: a second npm would install into the first one's folder, and a code-server would hand its folder to the outer editor.
 */
const notForOthers = [/^VSCODE_/, /^CODE_SERVER_/, /^ELECTRON_/, /^npm_(package|lifecycle|command|execpath|node_execpath)/, /^npm_config_(local_prefix|prefix|global_prefix|global|workspace)/i];
const exactly = new Set(['NODE_OPTIONS', 'INIT_CWD', 'PORT', 'PASSWORD', 'HASHED_PASSWORD', 'GITHUB_TOKEN', 'LOG_LEVEL']);

export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !exactly.has(name) && !notForOthers.some((pattern) => pattern.test(name)));
  return Object.fromEntries(kept);
}

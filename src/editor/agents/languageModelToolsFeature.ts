import * as vscode from 'vscode';

import { agentToolNames } from '../../app/agents/agentToolInputs';
import type { Feature } from '../feature';
import { EditorAgentTools } from './editorAgentTools';
import { LanguageModelTool } from './languageModelTool';

/** What language models in VS Code can ask Preflens. */
export const languageModelToolsFeature: Feature = {
  name: 'language-model tools',
  start: (services) => {
    const tools = new EditorAgentTools(services);
    return vscode.Disposable.from(...agentToolNames.map((name) => vscode.lm.registerTool(name, new LanguageModelTool(name, tools, services))));
  },
};

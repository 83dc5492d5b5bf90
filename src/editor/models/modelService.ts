import path from 'node:path';
import * as vscode from 'vscode';

import type { GameHost } from '../../core/attribution/promptGame';
import type { ConventionName, Log, ModelSetIdentity, Scorer, TokenViewer } from '../../core/ports';
import { RememberedIdentityScorer } from '../../engine/rememberedIdentityScorer';
import { WorkerScorer, type WorkerScorerOptions } from '../../engine/workerScorer';
import type { FileScoreStore } from '../../io/scoreStore/fileScoreStore';
import { userCacheFolder } from '../../io/userCacheFolder';
import { readConfiguration } from '../configuration/configuration';
import { modelSettingKeys } from '../configuration/settingKeys';
import { CountingScorer } from './countingScorer';
import { chooseModels, type ModelChoice } from './modelChoice';

/** The model set of the window: one inference process, started on first use, replaced when the settings change. */
export class ModelService implements vscode.Disposable {
  private worker: WorkerScorer | undefined;
  private counting: CountingScorer | undefined;
  private known: ModelSetIdentity | null = null;
  private requests = 0;
  private readonly willReplaceEmitter = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  /** Fired before the models are unloaded: whoever waits for them must stop now. */
  readonly onWillReplace = this.willReplaceEmitter.event;

  constructor(
    private readonly extensionPath: string,
    private readonly log: Log,
    /** Evaluations of all files; keys hold the models' hashes, so they outlive a change of models. */
    readonly store: FileScoreStore,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (modelSettingKeys.some((key) => event.affectsConfiguration(key))) this.replace();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.choice.restricted !== this.choiceInUse?.restricted) this.replace();
      }),
    ];
  }

  private choiceInUse: ModelChoice | undefined;

  get choice(): ModelChoice {
    return chooseModels(this.extensionPath, readConfiguration());
  }

  /** Rows that went to the models since the window opened. */
  get requestCount(): number {
    return this.requests;
  }

  get processId(): number | undefined {
    return this.worker?.processId;
  }

  /** What the loaded models are; null before they were asked. */
  get identity(): ModelSetIdentity | null {
    return this.known;
  }

  get scorer(): Scorer {
    if (this.counting) return this.counting;
    const choice = this.choice;
    const options = this.workerOptions(choice);
    this.worker = new WorkerScorer(options);
    const scorer = new RememberedIdentityScorer(this.worker, options, this.store.blobs('models'));
    this.counting = new CountingScorer(scorer, () => this.requests++);
    this.choiceInUse = choice;
    return this.counting;
  }

  /** The pair's tokens under a convention (null: the one in use); runs no model. Rejects with ModelRefusedError. */
  async viewTokens(...asked: Parameters<TokenViewer['viewTokens']>): ReturnType<TokenViewer['viewTokens']> {
    await this.identify(asked[2] as AbortSignal | undefined);
    return this.worker?.viewTokens(...asked) ?? { code: 'inference-failed', message: vscode.l10n.t('The models were changed meanwhile; ask again.') };
  }

  /** Plays prompt games with the models of the window. Opening one loads the models if need be. */
  get gameHost(): GameHost {
    return {
      openGame: async (request, signal) => {
        await this.identify();
        return this.worker?.openGame(request, signal) ?? { code: 'inference-failed', message: vscode.l10n.t('The models were changed meanwhile; ask again.') };
      },
    };
  }

  /** Loads the models only where their files are not those of the last load. Rejects with ModelRefusedError. */
  async identify(signal?: AbortSignal): Promise<ModelSetIdentity> {
    const { scorer } = this;
    const identity = await scorer.identify(signal);
    if (scorer === this.counting) this.known = identity;
    return identity;
  }

  /** A model set of its own, to look at one model without touching the one in use. The caller disposes it. */
  createWorker(choice: Pick<ModelChoice, 'policy' | 'reference'>): WorkerScorer {
    return new WorkerScorer(this.workerOptions(choice));
  }

  /** The same under a convention of its own, with what is known of the models' files. The caller disposes it. */
  createScorer(choice: Pick<ModelChoice, 'policy' | 'reference'>, convention: ConventionName): Scorer {
    const options = { ...this.workerOptions(choice), convention };
    return new RememberedIdentityScorer(new WorkerScorer(options), options, this.store.blobs('models'));
  }

  dispose(): void {
    this.release();
    this.willReplaceEmitter.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private workerOptions({ policy, reference }: Pick<ModelChoice, 'policy' | 'reference'>): WorkerScorerOptions {
    const { convention, maxLength, threads, memoryMegabytes, allFigures } = readConfiguration();
    const workerFile = path.join(this.extensionPath, 'dist', 'worker.js');
    // Off means: where it costs little.
    const figures = allFigures ? { allFigures } : {};
    const cacheFolder = path.join(userCacheFolder(), 'models');
    return { workerFile, policy, reference, convention, maxLength, threads, memoryMegabytes, cacheFolder, ...figures, background: true, log: this.log };
  }

  private replace(): void {
    this.willReplaceEmitter.fire();
    this.release();
  }

  private release(): void {
    void this.worker?.dispose();
    this.worker = undefined;
    this.counting = undefined;
    this.known = null;
  }
}

import path from 'node:path';

/** A policy and its reference, by folder. */
export interface ModelPair {
  readonly policy: string;
  /** Null: no reference, so no rewards. */
  readonly reference: string | null;
}

/** The pair that Preflens ships; `root` is the folder that holds dist and media. */
export function embeddedModels(root: string): { readonly policy: string; readonly reference: string } {
  return { policy: path.join(root, 'media', 'models', 'tiny-policy'), reference: path.join(root, 'media', 'models', 'tiny-reference') };
}

/**
 * What a choice of models means: nothing chosen is the embedded pair; a chosen policy has no reference until one is
 * chosen, since the embedded one was made for another; "none" leaves the reference out.
 */
export function resolveModels(root: string, chosen: { readonly policy?: string | undefined; readonly reference?: string | undefined }): ModelPair {
  const embedded = embeddedModels(root);
  const named = (value: string | undefined) => (value === undefined || value === '' ? undefined : value);
  const policy = named(chosen.policy);
  const reference = named(chosen.reference);
  if (reference === 'none') return { policy: policy ?? embedded.policy, reference: null };
  return { policy: policy ?? embedded.policy, reference: reference ?? (policy === undefined ? embedded.reference : null) };
}

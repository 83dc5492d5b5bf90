"""Tiny random-weight causal language models, one a family, all with the same vocabulary of 260 tokens."""

import torch
from transformers import (
    CohereConfig,
    FalconConfig,
    Gemma2Config,
    GPT2Config,
    GPTNeoXConfig,
    GraniteConfig,
    LlamaConfig,
    MistralConfig,
    OPTConfig,
    Phi3Config,
    Qwen2Config,
    Qwen3Config,
    AutoModelForCausalLM,
)

VOCABULARY = 260
HIDDEN = 32
LAYERS = 2
POSITIONS = 64

# Llama's names for the shape; most newer families share them.
llama_shape = dict(
    vocab_size=VOCABULARY,
    hidden_size=HIDDEN,
    intermediate_size=48,
    num_hidden_layers=LAYERS,
    # Sixteen a head: fewer are refused by GroupQueryAttention.
    num_attention_heads=2,
    num_key_value_heads=1,
    max_position_embeddings=POSITIONS,
    bos_token_id=256,
    eos_token_id=256,
    pad_token_id=259,
)

CONFIGS = {
    "gpt2": GPT2Config(vocab_size=VOCABULARY, n_embd=HIDDEN, n_layer=LAYERS, n_head=4, n_inner=48, n_positions=POSITIONS, bos_token_id=256, eos_token_id=256),
    "gpt-neox": GPTNeoXConfig(
        vocab_size=VOCABULARY, hidden_size=HIDDEN, intermediate_size=48, num_hidden_layers=LAYERS, num_attention_heads=4,
        max_position_embeddings=POSITIONS, rotary_pct=0.5, bos_token_id=256, eos_token_id=256,
    ),
    "llama": LlamaConfig(**llama_shape, tie_word_embeddings=False),
    "llama-tied": LlamaConfig(**llama_shape, tie_word_embeddings=True),
    "mistral": MistralConfig(**llama_shape, sliding_window=8, tie_word_embeddings=False),
    "qwen2": Qwen2Config(**llama_shape, tie_word_embeddings=True),
    "qwen3": Qwen3Config(**llama_shape, head_dim=16, tie_word_embeddings=False),
    "phi3": Phi3Config(**llama_shape, original_max_position_embeddings=POSITIONS, tie_word_embeddings=False),
    "gemma2": Gemma2Config(
        **llama_shape, head_dim=16, query_pre_attn_scalar=16, sliding_window=8, final_logit_softcapping=5.0,
        attn_logit_softcapping=4.0, tie_word_embeddings=True,
    ),
    "falcon": FalconConfig(
        vocab_size=VOCABULARY, hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=4, ffn_hidden_size=48,
        new_decoder_architecture=False, multi_query=True, parallel_attn=True, bias=False, alibi=False,
        max_position_embeddings=POSITIONS, bos_token_id=256, eos_token_id=256,
    ),
    "opt": OPTConfig(
        vocab_size=VOCABULARY, hidden_size=HIDDEN, ffn_dim=48, num_hidden_layers=LAYERS, num_attention_heads=4,
        max_position_embeddings=POSITIONS, word_embed_proj_dim=HIDDEN, bos_token_id=256, eos_token_id=256, pad_token_id=259,
    ),
    "granite": GraniteConfig(**llama_shape, logits_scaling=3.0, embedding_multiplier=2.0, residual_multiplier=0.5, attention_multiplier=0.3, tie_word_embeddings=True),
    "cohere": CohereConfig(**llama_shape, logit_scale=0.25, tie_word_embeddings=True),
}


def build(name: str) -> torch.nn.Module:
    """Weights large enough that attention, soft caps and scales all matter, and exact in half precision."""
    config = CONFIGS[name]
    config._attn_implementation = "eager"
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    with torch.no_grad():
        for key, parameter in sorted(model.named_parameters()):
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.dim() < 2:
                fresh = 0.1 * noise + (0 if "bias" in key else 1)
                fresh = fresh - 1 if name == "gemma2" and "norm" in key else fresh
            else:
                fresh = noise * (0.6 if "emb" in key or "wte" in key or "wpe" in key else 1.5 / parameter.shape[-1] ** 0.5)
            parameter.copy_(fresh.to(torch.bfloat16).float())
    return model

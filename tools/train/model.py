"""A small Llama-style decoder: RMSNorm, rotary positions, SwiGLU, tied embedding.

Module names follow Hugging Face's Llama, and so does the rotary layout (halves, not interleaved).
"""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass
class Shape:
    vocab_size: int = 4096
    hidden_size: int = 192
    num_hidden_layers: int = 6
    num_attention_heads: int = 6
    intermediate_size: int = 512
    max_position_embeddings: int = 1024
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-5

    @property
    def head_size(self):
        return self.hidden_size // self.num_attention_heads

    def as_dict(self):
        return asdict(self)


class Norm(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.hidden_size))
        self.epsilon = shape.rms_norm_eps

    def forward(self, states):
        return functional.rms_norm(states, self.weight.shape, self.weight, self.epsilon)


def rotary(shape, positions):
    """Cosines and sines for integer positions, [..., head_size / 2]."""
    exponents = torch.arange(0, shape.head_size, 2, dtype=torch.float32) / shape.head_size
    frequencies = shape.rope_theta ** -exponents
    angles = positions.to(torch.float32)[..., None] * frequencies
    return angles.cos(), angles.sin()


def rotate(states, cosines, sines):
    first, second = states.chunk(2, dim=-1)
    return torch.cat((first * cosines - second * sines, second * cosines + first * sines), dim=-1)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(self, name, nn.Linear(shape.hidden_size, shape.hidden_size, bias=False))

    def heads(self, states):
        batch, length, _ = states.shape
        return states.view(batch, length, self.shape.num_attention_heads, self.shape.head_size).transpose(1, 2)

    def forward(self, states, cosines, sines):
        query = rotate(self.heads(self.q_proj(states)), cosines, sines)
        key = rotate(self.heads(self.k_proj(states)), cosines, sines)
        value = self.heads(self.v_proj(states))
        # Batches are padded on the right, so the causal mask alone keeps padding out of real tokens.
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.o_proj(mixed.transpose(1, 2).reshape(states.shape))


class FeedForward(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.gate_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.up_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.down_proj = nn.Linear(shape.intermediate_size, shape.hidden_size, bias=False)

    def forward(self, states):
        return self.down_proj(functional.silu(self.gate_proj(states)) * self.up_proj(states))


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.input_layernorm = Norm(shape)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = Norm(shape)
        self.mlp = FeedForward(shape)

    def forward(self, states, cosines, sines):
        states = states + self.self_attn(self.input_layernorm(states), cosines, sines)
        return states + self.mlp(self.post_attention_layernorm(states))


class Decoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.num_hidden_layers))
        self.norm = Norm(shape)
        self.apply(initialise)
        # Residual branches start small, the usual scaling with depth.
        for layer in self.layers:
            for projection in (layer.self_attn.o_proj, layer.mlp.down_proj):
                projection.weight.data /= (2 * shape.num_hidden_layers) ** 0.5

    def states(self, ids):
        """Final-norm states, [batch, length, hidden]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        cosines, sines = rotary(self.shape, positions)
        states = self.embed_tokens(ids)
        for layer in self.layers:
            states = layer(states, cosines, sines)
        return self.norm(states)

    def logits(self, states):
        return functional.linear(states, self.embed_tokens.weight)

    def forward(self, ids):
        return self.logits(self.states(ids))


def initialise(module):
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)


def round_to_half(model):
    """Rounds all weights to float16 values in place: what is measured must be what is shipped."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter.to(torch.float16).to(torch.float32))
    return model


def parameter_count(model):
    return sum(parameter.numel() for parameter in model.parameters())

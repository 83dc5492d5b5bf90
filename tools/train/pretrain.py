"""Pretraining: next-token prediction over fixed windows of one long token stream."""

import numpy
import torch
from torch.nn import functional

import loop

LONG_PHASE = 0.88  # from this share of the stage on, windows are 1024 tokens long
SHORT, LONG = 512, 1024
TOKENS_PER_PASS = 4096  # more per pass is slower on a CPU: activations leave the cache


def token_stream(tokenizer, texts):
    """All documents as one array of 16-bit token ids."""
    encoded = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return numpy.concatenate([numpy.asarray(item.ids, dtype=numpy.uint16) for item in encoded])


class Windows:
    """Windows of the stream in a new seeded order each epoch; any batch can be recomputed from its index."""

    def __init__(self, stream, length, seed):
        self.stream, self.length, self.seed = stream, length, seed
        self.count = (len(stream) - length - 1) // length
        self.epoch, self.order, self.shift = -1, None, 0

    def window(self, index):
        epoch, place = divmod(index, self.count)
        if epoch != self.epoch:
            generator = numpy.random.default_rng([self.seed, self.length, epoch])
            self.epoch, self.order = epoch, generator.permutation(self.count)
            # A new offset per epoch, so that repeated text is not cut at the same places.
            self.shift = int(generator.integers(self.length))
        start = min(int(self.order[place]) * self.length + self.shift, len(self.stream) - self.length - 1)
        return self.stream[start:start + self.length + 1]

    def batch(self, index, size):
        rows = [self.window(index * size + offset) for offset in range(size)]
        return torch.from_numpy(numpy.stack(rows).astype(numpy.int64))


def pretrain(model, stream, options, workdir):
    windows = {length: Windows(stream, length, options.seed) for length in (SHORT, LONG)}
    passes = max(1, options.pretrain_batch_tokens // TOKENS_PER_PASS)

    def backward(step, progress):
        length = LONG if progress > LONG_PHASE else SHORT
        total = 0.0
        for part in range(passes):
            batch = windows[length].batch(step * passes + part, max(1, TOKENS_PER_PASS // length))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                logits = model(batch[:, :-1])
                loss = functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
            (loss / passes).backward()
            total += loss.item() / passes
        return {"loss": total}

    optimizers = loop.build_optimizers(model, options.pretrain_rate, weight_decay=0.1)
    loop.run_stage("pretrain", workdir, model, optimizers, backward,
                   options.pretrain_steps, options.pretrain_minutes)

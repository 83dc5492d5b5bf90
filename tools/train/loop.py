"""The training loop all stages share: learning-rate schedule, time limit, checkpoints, interruption."""

import math
import os
import signal
import time

import torch

CHECKPOINT_SECONDS = 120
LOG_SECONDS = 20


class Interruption:
    """Turns SIGINT into a flag: the stage saves what it has and the next stage begins."""

    def __enter__(self):
        self.asked = False
        self.previous = signal.signal(signal.SIGINT, self.ask)
        return self

    def ask(self, *_):
        self.asked = True

    def __exit__(self, *_):
        signal.signal(signal.SIGINT, self.previous)


def build_optimizers(model, rate, weight_decay):
    """Muon for the matrices inside the layers, AdamW for the embedding and the norms."""
    matrices = [item for name, item in model.named_parameters() if item.ndim == 2 and "layers" in name]
    others = [item for name, item in model.named_parameters() if item.ndim != 2 or "layers" not in name]
    muon = torch.optim.Muon(matrices, lr=rate, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw")
    adam = torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.95), weight_decay=0.0)
    return [muon, adam]


def build_adam(model, rate, weight_decay=0.0):
    return [torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=weight_decay)]


def rate_factor(progress, warm_up):
    """Linear warm-up, then linear decay to nearly zero."""
    if progress < warm_up:
        return max(progress / warm_up, 0.01)
    return max(1.0 - (progress - warm_up) / (1.0 - warm_up), 0.01)


def save(path, **content):
    """Writes beside the target first, so that an interrupted save never destroys a good file."""
    temporary = path.with_suffix(".writing")
    torch.save(content, temporary)
    os.replace(temporary, path)


def load(path):
    return torch.load(path, map_location="cpu", weights_only=True)


def run_stage(name, workdir, model, optimizers, backward, steps, minutes, warm_up=0.03, clip=1.0):
    """Runs `backward(step, progress)` (which leaves gradients and returns a dict of figures) to the end.

    Progress is the larger of steps done and time used, so the rate has decayed whichever limit ends it.
    """
    partial, done = workdir / f"{name}.partial.pt", workdir / f"{name}.pt"
    step, used = resume(partial, model, optimizers)
    peaks = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    started, saved, logged = time.time() - used, time.time(), 0.0
    model.train()
    with Interruption() as interruption:
        while step < steps and not interruption.asked:
            used = time.time() - started
            progress = max(step / steps, used / (minutes * 60))
            if progress >= 1.0:
                break
            set_rates(optimizers, peaks, rate_factor(progress, warm_up))
            figures = backward(step, progress)
            advance(model, optimizers, clip)
            step += 1
            if time.time() - logged > LOG_SECONDS:
                logged = time.time()
                report(name, step, steps, used, figures)
            if time.time() - saved > CHECKPOINT_SECONDS:
                saved = time.time()
                restore_rates(optimizers, peaks)
                save(partial, model=model.state_dict(), step=step, used=time.time() - started,
                     optimizers=[optimizer.state_dict() for optimizer in optimizers])
    save(done, model=model.state_dict(), step=step, minutes=(time.time() - started) / 60)
    partial.unlink(missing_ok=True)
    print(f"{name}: finished after {step} steps, {(time.time() - started) / 60:.1f} minutes", flush=True)


def resume(partial, model, optimizers):
    if not partial.exists():
        return 0, 0.0
    checkpoint = load(partial)
    model.load_state_dict(checkpoint["model"])
    for optimizer, state in zip(optimizers, checkpoint["optimizers"]):
        optimizer.load_state_dict(state)
    return checkpoint["step"], checkpoint["used"]


def set_rates(optimizers, peaks, factor):
    for optimizer, rates in zip(optimizers, peaks):
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * factor


def restore_rates(optimizers, peaks):
    """Checkpoints carry the peak rates, the schedule is applied on top of them."""
    set_rates(optimizers, peaks, 1.0)


def advance(model, optimizers, clip):
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    for optimizer in optimizers:
        if math.isfinite(norm):
            optimizer.step()
        optimizer.zero_grad(set_to_none=True)


def report(name, step, steps, used, figures):
    shown = "  ".join(f"{key} {value:.4f}" for key, value in figures.items())
    print(f"{name}: step {step}/{steps}  {used / 60:.1f} min  {shown}", flush=True)

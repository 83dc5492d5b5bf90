"""The `trl` convention (DPOTrainer since 1.15): from a pair of texts to two id sequences.

The prompt alone and the prompt with each completion are tokenised. The completions begin where the prompt's ids and the
joint ids diverge, on whichever side that is earlier; what comes after in the prompt's own ids is left out.
"""

from dataclasses import dataclass

PLACEHOLDER = "\ue000response\ue001"  # private-use characters: no template or content produces them


@dataclass(frozen=True)
class Sequence:
    """One response with its prompt, after truncation.

    `real` counts the completion tokens that stem from the response itself: neither the end-of-text token nor the
    end marker of a chat template and what follows it.
    """

    ids: list
    prompt_length: int
    truncated: bool
    real: int

    @property
    def completion(self):
        return self.ids[self.prompt_length :]

    @property
    def real_ids(self):
        return self.completion[: self.real]

    @property
    def state_positions(self):
        """From the last prompt token through the last real response token; without a prompt there is no former.

        Where prompt and response merge into so few tokens that the slice leaves no completion at all, nothing is
        predicted and no state counts: the last position would hold the state of the end token.
        """
        if not self.completion:
            return range(0)
        return range(max(0, self.prompt_length - 1), self.prompt_length + self.real)


def is_conversational(pair):
    return isinstance(pair["prompt"], list)


def encode_pair(tokenizer, pair, maximum_length):
    """The chosen and the rejected sequence, or None where the prompt leaves no room for a response."""
    join = join_messages if is_conversational(pair) else join_text
    prompt_ids = encode_prompt(tokenizer, pair["prompt"])
    joints = [join(tokenizer, pair["prompt"], pair[side]) for side in ("chosen", "rejected")]
    kept = prompt_ids[: min(common_length(prompt_ids, joint.ids) for joint in joints)]
    if len(kept) >= maximum_length:
        return None
    return tuple(cut(tokenizer, kept, joint, maximum_length) for joint in joints)


def common_length(ids, others):
    for index, (one, other) in enumerate(zip(ids, others)):
        if one != other:
            return index
    return min(len(ids), len(others))


def encode_prompt(tokenizer, prompt):
    if isinstance(prompt, str):
        return tokenizer.encode(prompt, add_special_tokens=True)[0]
    rendered = tokenizer.render(prompt, add_generation_prompt=True)
    return tokenizer.encode(rendered, add_special_tokens=False)[0]


@dataclass(frozen=True)
class Joint:
    """Prompt and completion tokenised together. `content_end`: offset where the response's own text ends, if known."""

    ids: list
    ranges: list
    content_end: int | None


def join_text(tokenizer, prompt, response):
    ended = response if response.endswith(tokenizer.end_text) else response + tokenizer.end_text
    return Joint(*tokenizer.encode(prompt + ended, add_special_tokens=True), None)


def join_messages(tokenizer, prompt, response):
    rendered = tokenizer.render(prompt + response, add_generation_prompt=False)
    content_end = len(rendered) - len(template_suffix(tokenizer, prompt + response, rendered))
    return Joint(*tokenizer.encode(rendered, add_special_tokens=False), content_end)


def cut(tokenizer, prompt_ids, joint, maximum_length):
    truncated = len(joint.ids) > maximum_length
    completion = joint.ids[:maximum_length][len(prompt_ids) :]
    if joint.content_end is None:
        # A truncated sequence has lost its end token; an equal id at its edge is then part of the response.
        real = len(completion) - (not truncated and bool(completion) and completion[-1] == tokenizer.end_id)
    else:
        kept = joint.ranges[:maximum_length][len(prompt_ids) :]
        real = sum(start < joint.content_end for start, _end in kept)
    return Sequence(prompt_ids + completion, len(prompt_ids), truncated, real)


def template_suffix(tokenizer, messages, rendered):
    """What the template writes after the last message's content.

    It is found with a placeholder in place of the content, so a response that itself contains the end marker, or a
    template that trims the content, cannot mislead the search.
    """
    probe = messages[:-1] + [{**messages[-1], "content": PLACEHOLDER}]
    suffix = tokenizer.render(probe, add_generation_prompt=False).rpartition(PLACEHOLDER)[2]
    if not rendered.endswith(suffix):
        raise ValueError("the chat template's ending depends on the content of the response")
    return suffix

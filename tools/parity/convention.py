"""The `trl` convention (DPOTrainer since 0.29): from a pair of texts to two id sequences.

The prompt alone and the prompt with its completion are both tokenised, and the completion is what is left of the
joint ids after as many ids as the prompt has. Where the prompt's ids are not a prefix of the joint ids, TRL warns and
still slices by length, and its collator puts the slice behind the prompt's own ids; so does this.
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
    encode = encode_messages if is_conversational(pair) else encode_text
    prompt_ids = encode_prompt(tokenizer, pair["prompt"])
    if len(prompt_ids) >= maximum_length:
        return None
    return tuple(
        encode(tokenizer, pair["prompt"], prompt_ids, pair[side], maximum_length)
        for side in ("chosen", "rejected")
    )


def encode_prompt(tokenizer, prompt):
    if isinstance(prompt, str):
        return tokenizer.encode(prompt, add_special_tokens=True)[0]
    rendered = tokenizer.render(prompt, add_generation_prompt=True)
    return tokenizer.encode(rendered, add_special_tokens=False)[0]


def encode_text(tokenizer, prompt, prompt_ids, response, maximum_length):
    ended = response if response.endswith(tokenizer.end_text) else response + tokenizer.end_text
    joint, _ranges = tokenizer.encode(prompt + ended, add_special_tokens=True)
    truncated = len(joint) > maximum_length
    completion = joint[:maximum_length][len(prompt_ids) :]
    # A truncated sequence has lost its end token; an equal id at its edge is then part of the response.
    ends = not truncated and bool(completion) and completion[-1] == tokenizer.end_id
    return Sequence(prompt_ids + completion, len(prompt_ids), truncated, len(completion) - ends)


def encode_messages(tokenizer, prompt, prompt_ids, response, maximum_length):
    rendered = tokenizer.render(prompt + response, add_generation_prompt=False)
    content_end = len(rendered) - len(template_suffix(tokenizer, prompt + response, rendered))
    joint, ranges = tokenizer.encode(rendered, add_special_tokens=False)
    completion = joint[:maximum_length][len(prompt_ids) :]
    kept = ranges[:maximum_length][len(prompt_ids) :]
    real = sum(start < content_end for start, _end in kept)
    return Sequence(prompt_ids + completion, len(prompt_ids), len(joint) > maximum_length, real)


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

"""95 % intervals by drawing whole prompts with all their pairs, since pairs of one prompt are not independent."""

import numpy

RESAMPLES, SEED = 2000, 1


def places_by_prompt(keys):
    """For each prompt the places of its records."""
    _, numbers = numpy.unique(keys, return_inverse=True)
    order = numpy.argsort(numbers, kind="stable")
    return numpy.split(order, numpy.cumsum(numpy.bincount(numbers))[:-1])


def draws(keys, count=RESAMPLES, seed=SEED):
    """Places of the records of each resample."""
    prompts, generator = places_by_prompt(keys), numpy.random.default_rng(seed)
    for _ in range(count):
        yield numpy.concatenate([prompts[index] for index in generator.integers(len(prompts), size=len(prompts))])


def with_interval(statistic, keys, value=None, count=RESAMPLES):
    """`statistic` takes places of records; `value` is that of all records in their order, unless it is given."""
    found = [statistic(places) for places in draws(keys, count)]
    low, high = numpy.percentile(found, [2.5, 97.5])
    whole = statistic(numpy.arange(len(keys))) if value is None else value
    return {"value": float(whole), "interval": [float(low), float(high)]}

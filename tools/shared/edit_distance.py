"""Levenshtein's distance of two sequences, such as token ids."""


def edit_distance(left, right):
    previous = list(range(len(right) + 1))
    for row, item in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (item != other)))
        previous = current
    return previous[-1]

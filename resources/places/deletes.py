"""Delete keys: two spellings one or two letters apart share at least one of them."""

from zlib import crc32

HEAD = 8
"""Letters of a squashed name that are looked at."""

BITS = 22
"""Width of a key; collisions only add candidates, which scoring drops."""


def delete_keys(squashed: str, most: int = 2) -> set[int]:
    """Hashes of the head of a name with up to `most` letters left out (one where there are only four).

    They are `BITS` bits wide and the same on every machine.
    """
    head = squashed[:HEAD].encode()
    if len(head) <= 4:
        most = min(most, 1)
    forms = {head}
    edge = forms
    for _ in range(most):
        edge = {form[:i] + form[i + 1 :] for form in edge for i in range(len(form)) if len(form) > 2}
        forms |= edge
    return {crc32(form) >> 32 - BITS for form in forms}

"""Lists of numbers packed small: sorted ids as differences, seven bits a byte."""

from collections.abc import Iterable


def pack(numbers: Iterable[int]) -> bytes:
    """Sorted distinct numbers as bytes."""
    out = bytearray()
    last = 0
    for number in numbers:
        step = number - last
        last = number
        while step > 127:
            out.append(step & 127 | 128)
            step >>= 7
        out.append(step)
    return bytes(out)


def unpack(packed: bytes) -> list[int]:
    """The numbers `pack` was given."""
    numbers: list[int] = []
    total = step = shift = 0
    for byte in packed:
        step |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            total += step
            numbers.append(total)
            step = shift = 0
    return numbers

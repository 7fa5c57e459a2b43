"""Seeded mutations of files: bits, bytes, opcodes, slices, splices."""

OPCODES = bytes((*b".(0122FIJKLMNPQRSTUVXa}bcdeghijlopqrstu)]", *range(0x80, 0x99)))


def mutate(random, data, others):
    """A copy of ``data`` with one to four changes."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        at = random.randrange(len(out) + 1)
        end = min(len(out), at + random.choice((1, 1, 2, 4, 8, 16, 64)))
        kind = random.randrange(8)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << random.randrange(8)
        elif kind == 1 and at < len(out):
            out[at] = random.choice(OPCODES)
        elif kind == 2:
            out[at:at] = bytes([random.choice(OPCODES)])
        elif kind == 3:
            del out[at:end]
        elif kind == 4:
            out[at:at] = out[at:end] * random.choice((1, 2))
        elif kind == 5:
            other = random.choice(others)
            start = random.randrange(len(other) + 1)
            out[at:end] = other[start : start + random.choice((1, 4, 16, 64, 256))]
        elif kind == 6:
            out[at:end] = random.randbytes(end - at)
        else:
            to = random.randrange(len(out) + 1)
            out[to:to] = out[at:end]
    return bytes(out)

"""Random numbers of our own, the same on every platform to the bit.

Counter-based (Philox 4x32-10: Salmon et al. 2011, SC'11, doi 10.1145/2063384.2063405): a draw is a function of its key
(seed, woman, stream) and its counter and of nothing else, so it hangs on no thread, chunk or order.
Arithmetic is on 32-bit words held in 64-bit integers: wrap-around of the product is the same in Python and in machine code.
"""

from __future__ import annotations

import math

from letdown.kernel import kernel, whole_kernel

# One number for each stage that draws, so that no two ever share a stream.
STREAM_PULSE_SIZE = 1
STREAM_BURST_TIME = 2
STREAM_BURST_SIZE = 3
STREAM_NETWORK_WIRING = 5
STREAM_NETWORK_CELLS = 6
STREAM_WOMAN = 7
STREAM_INSTRUMENT = 8
STREAM_SIGNS = 9
STREAM_RELIABILITY = 10
STREAM_COURSE = 11


@whole_kernel
def random_words(seed: int, woman: int, stream: int, counter: int) -> tuple[int, int, int, int]:
    """Four random 32-bit words for one key and counter; ``seed`` and ``counter`` may have up to 63 bits, the others 32."""
    c0 = counter & 0xFFFFFFFF
    c1 = (counter >> 32) & 0xFFFFFFFF
    c2 = woman & 0xFFFFFFFF
    c3 = stream & 0xFFFFFFFF
    k0 = seed & 0xFFFFFFFF
    k1 = (seed >> 32) & 0xFFFFFFFF
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        n0 = ((p1 >> 32) & 0xFFFFFFFF) ^ c1 ^ k0
        n2 = ((p0 >> 32) & 0xFFFFFFFF) ^ c3 ^ k1
        c1 = p1 & 0xFFFFFFFF
        c3 = p0 & 0xFFFFFFFF
        c0 = n0
        c2 = n2
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


@kernel
def _from_words(high: int, low: int) -> float:
    """A number from (0, 1) out of 53 of the bits of two words."""
    return ((high >> 5) * 67108864.0 + (low >> 6) + 0.5) / 9007199254740992.0


@kernel
def uniform(seed: int, woman: int, stream: int, counter: int) -> float:
    """One number from the open interval (0, 1), with 53 random bits."""
    w0, w1, _, _ = random_words(seed, woman, stream, counter)
    return _from_words(w0, w1)


@kernel
def standard_normal(seed: int, woman: int, stream: int, counter: int) -> float:
    """One standard normal number (Box and Muller 1958, Ann. Math. Statist. 29:610-611)."""
    w0, w1, w2, w3 = random_words(seed, woman, stream, counter)
    return math.sqrt(-2.0 * math.log(_from_words(w0, w1))) * math.cos(2.0 * math.pi * _from_words(w2, w3))

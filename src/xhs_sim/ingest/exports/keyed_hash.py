"""Pseudonyms: what an id was is not to be told from them without the secret, and the same id always has the same.

SipHash-2-4 (Aumasson and Bernstein 2012, doi:10.1007/978-3-642-34931-7_28), a keyed function made for short texts, over
whole columns: a million ids take a tenth of the time of one call each. Each kind of thing has a key of its own, so that
a note and an account of one number are not seen to be one.
"""

import hashlib
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

_BLOCK = 1 << 14  # rows at a time: they stay in the cache
_WORD = 8
_SAMPLE = 10_000
_START: Final = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
_FIRST: Final = np.array([(1 << 8 * n) - 1 for n in range(_WORD + 1)], np.uint64)  # masks of so many bytes
U64 = NDArray[np.uint64]


def pseudonyms(texts: pl.Series, secret: bytes, of_what: str) -> pl.Series:
    """Return the pseudonyms of a column of texts.

    Parameters
    ----------
    texts : pl.Series of String
    secret : bytes
    of_what : str
        The kind of thing: ``note``, ``account``, ``order`` ...

    Returns
    -------
    pl.Series of UInt64
        Null where the text is.
    """
    key = hashlib.blake2b(of_what.encode(), key=secret, digest_size=16).digest()
    if len(texts) > _SAMPLE and texts.head(_SAMPLE).n_unique() < _SAMPLE // 10:  # few, many times
        said = texts.unique().drop_nulls()
        return texts.replace_strict(said, pl.Series(_hashed(said, key)), default=None, return_dtype=pl.UInt64)
    found = pl.Series(texts.name, _hashed(texts, key))
    return found.set(texts.is_null(), None) if texts.null_count() else found


def _hashed(texts: pl.Series, key: bytes) -> U64:
    return siphash(texts.fill_null(""), key)


def siphash(texts: pl.Series, key: bytes) -> U64:
    """Return SipHash-2-4 of the UTF-8 of each of some texts; (N,).

    Parameters
    ----------
    texts : pl.Series of String
        Without nulls.
    key : bytes
        16 of them.
    """
    k0, k1 = (np.uint64(int.from_bytes(key[place : place + _WORD], "little")) for place in (0, _WORD))
    starts = [np.uint64(start) ^ k for start, k in zip(_START, (k0, k1, k0, k1), strict=True)]
    sizes = texts.str.len_bytes().to_numpy().astype(np.int64)
    last = sizes // _WORD
    begins = np.cumsum(sizes) - sizes
    joined = (texts.str.join("").item() if len(texts) else "").encode() + bytes(_WORD)
    # The eight bytes from each byte on, without a copy of them: a text's words are looked up where it begins.
    from_each = np.ndarray((len(joined) - _WORD + 1,), np.dtype("<u8"), joined, strides=(1,))
    found = np.empty(len(texts), np.uint64)
    for begin in range(0, len(texts), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        state = [np.full(len(last[block]), start, np.uint64) for start in starts]
        for place in range(int(last[block].max()) + 1):
            _take(state, _words(from_each, begins[block], sizes[block], place), last[block] >= place)
        state[2] ^= np.uint64(0xFF)
        for _ in range(4):
            _round(state)
        found[block] = state[0] ^ state[1] ^ state[2] ^ state[3]
    return found


def _words(from_each: U64, begins: NDArray[np.int64], sizes: NDArray[np.int64], place: int) -> U64:
    """Return the eight bytes at a place of each text as a number; behind the last come zeros and the length."""
    # Not np.take: of numbers that lie across the machine's words it copies the whole first.
    words = from_each[np.minimum(begins + place * _WORD, len(from_each) - 1)]
    n_there = np.clip(sizes - place * _WORD, 0, _WORD)
    words &= _FIRST[n_there]
    is_last = sizes // _WORD == place
    words |= np.where(is_last, (sizes & 0xFF).astype(np.uint64) << np.uint64(56), np.uint64(0))
    return words


def _take(state: list[U64], word: U64, goes_on: Any) -> None:
    """Take one word in, for the texts that have it."""
    some = state if goes_on.all() else [part[goes_on] for part in state]
    mine = word if some is state else word[goes_on]
    some[3] ^= mine
    _round(some)
    _round(some)
    some[0] ^= mine
    if some is not state:
        for part, new in zip(state, some, strict=True):
            part[goes_on] = new


def _round(state: list[U64]) -> None:
    v0, v1, v2, v3 = state
    spare = np.empty_like(v0)
    v0 += v1
    _turn(v1, 13, spare)
    v1 ^= v0
    _turn(v0, 32, spare)
    v2 += v3
    _turn(v3, 16, spare)
    v3 ^= v2
    v0 += v3
    _turn(v3, 21, spare)
    v3 ^= v0
    v2 += v1
    _turn(v1, 17, spare)
    v1 ^= v2
    _turn(v2, 32, spare)


def _turn(part: U64, by: int, spare: U64) -> None:
    np.right_shift(part, np.uint64(64 - by), out=spare)
    np.left_shift(part, np.uint64(by), out=part)
    part |= spare

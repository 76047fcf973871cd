"""What stays of a word when the spelling rules of both languages are taken away."""

from functools import lru_cache

FOLDS = (
    ("ph", "f"), ("th", "t"), ("ch", "c"), ("k", "c"), ("y", "i"), ("ae", "e"), ("oe", "e"), ("ï", "i"),
    ("ë", "e"), ("è", "e"), ("é", "e"), ("ê", "e"),
    ("ks", "x"), ("aa", "a"), ("oo", "o"), ("ee", "e"), ("uu", "u"), ("rh", "r"), ("ll", "l"),
    ("mm", "m"), ("ss", "s"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """What stays of a name when the spelling rules of both languages are taken away."""
    for old, new in FOLDS:
        name = name.replace(old, new)
    return name.removesuffix("e")

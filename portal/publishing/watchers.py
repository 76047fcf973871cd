"""Who keeps something in step with what readers see: rooms register, and publishing tells them.

A watcher is called in the transaction of the change itself: what it raises undoes the change too.
"""

from collections.abc import Callable, Collection

# Kind, key and language of a page whose publications have changed.
Changed = tuple[str, str, str]
Watcher = Callable[[Collection[Changed]], None]

_watchers: list[Watcher] = []


def register(watcher: Watcher) -> Watcher:
    """Add a watcher; usable as a decorator."""
    _watchers.append(watcher)
    return watcher


def tell(changed: Collection[Changed]) -> None:
    """Call every watcher with the pages of one change, if there are any."""
    if changed:
        for watcher in _watchers:
            watcher(changed)

"""Waiting for events. MFP_TIMEOUT_FACTOR stretches every limit, for builds with sanitizers."""

import os
import threading
import time

FACTOR = float(os.environ.get("MFP_TIMEOUT_FACTOR", "1"))
POLL_INTERVAL = 0.01


def stretched(seconds):
    return seconds * FACTOR


def poll_until(condition, what, timeout=10.0):
    """Asks `condition` again and again until it gives something true, and returns that.

    Only for what cannot tell us by itself: a port that opens, a process that ends.
    """
    end = time.monotonic() + stretched(timeout)
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"not within {stretched(timeout):g} s: {what}")
        time.sleep(POLL_INTERVAL)


class Record:
    """A list that threads append to and tests wait on."""

    def __init__(self):
        self._items = []
        self._changed = threading.Condition()
        self._closed = False

    def append(self, item):
        with self._changed:
            self._items.append(item)
            self._changed.notify_all()

    def close(self):
        """Nothing more will come: who waits now, waits in vain."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def items(self):
        with self._changed:
            return list(self._items)

    def __len__(self):
        with self._changed:
            return len(self._items)

    def wait(self, matches, count=1, after=0, timeout=10.0):
        """The first `count` items from position `after` on for which `matches` gives something true.

        Nothing when the time is over or the record was closed before that.
        """
        end = time.monotonic() + stretched(timeout)
        found, position = [], after
        with self._changed:
            while True:
                while position < len(self._items):
                    result = matches(self._items[position])
                    position += 1
                    if result:
                        found.append(result)
                        if len(found) == count:
                            return found
                left = end - time.monotonic()
                if left <= 0 or self._closed:
                    return None
                self._changed.wait(left)

"""One event loop in one thread, on which the proxies and the traffic of all tests run."""

import asyncio
import threading

from .waiting import stretched

_loop = None


def loop():
    global _loop
    if _loop is None:
        _loop = asyncio.new_event_loop()
        threading.Thread(target=_loop.run_forever, daemon=True).start()
    return _loop


def run(coroutine, timeout=10.0):
    """Runs it there, waits here."""
    return asyncio.run_coroutine_threadsafe(coroutine, loop()).result(stretched(timeout))


def call(function, *arguments):
    """Calls it there, waits here for its result."""

    async def calling():
        return function(*arguments)

    return run(calling())

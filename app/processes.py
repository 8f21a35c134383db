"""Ties of life between processes, asked of the Linux kernel: a child may not outlive its parent.

Elsewhere than on Linux it does nothing; the supervisor's orderly stop still holds there.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(with_signal: signal.Signals = signal.SIGKILL, *, parent: int | None = None) -> None:
    """Be killed when the parent dies, even by SIGKILL. `parent` is its pid when known beforehand."""
    if _LIBC is None:
        return
    _LIBC.prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)  # it died before the kernel was told

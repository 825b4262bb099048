"""One program at a time may write a file."""

from __future__ import annotations

import sys
from typing import IO

#: Where Windows locks: beyond what the file will hold, since it refuses to read what is locked.
_FAR = 1 << 40


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed or the program ends in whatever way; return False where another one has it.

    The lock belongs to this process, not to those that it starts: a worker that outlives it keeps nobody waiting.
    """
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
    else:
        import fcntl

        try:
            fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a network drive that knows no locks
            return True
    return True

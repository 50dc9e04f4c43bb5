"""Which clone this is, and whether it is alone in it: how a lease of a dead run is told from a living one's.

A process that holds the clone's lock signs its leases with the clone's id; one that came second signs with
an id of its own, so that nobody ever takes its leases for a dead run's. They run out instead.
"""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - not a POSIX system: then leases simply run out
    fcntl = None  # type: ignore[assignment]  # the one name that stands for "no locks here"

__all__ = ["Clone"]

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clone:
    """A clone's id, and a lock that the system releases when its holder dies or lets go of this value.

    While `is_alone`, no other living process signs leases with `id`.
    """

    def __init__(self, git_folder: Path) -> None:
        folder = git_folder / "aromatiza"
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        weakref.finalize(self, os.close, lock)
        self.is_alone = _locked(lock)
        self.id = _id_in(lock) if self.is_alone else secrets.token_hex(8)


def _locked(lock: int) -> bool:
    if fcntl is None:  # pragma: no cover - as above
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _id_in(lock: int) -> str:
    """The id of the clone whose lock this is.

    A copy of the clone, on this machine or from a cache on another one, has the same lock file at another
    place: it is another clone.
    """
    written = os.pread(lock, 64, 0)
    if not written:
        written = secrets.token_hex(8).encode()
        os.pwrite(lock, written, 0)
    place = os.fstat(lock)
    machine = BOOT_ID.read_text(encoding="ascii") if BOOT_ID.exists() else platform.node()
    identity = f"{written!r} {place.st_dev} {place.st_ino} {machine}"
    return hashlib.sha256(identity.encode()).hexdigest()[:16]

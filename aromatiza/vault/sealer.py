"""Sealing: a secret that may be stored in public, because only the key's holder opens it.

The recipe is `cryptography`'s own, Fernet; the context a secret belongs to is inside what is sealed, so that
a sealed text moved to another place does not open there.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.secret import Secret

__all__ = ["KEY_VARIABLE", "FernetSealer", "sealing_keys"]

KEY_VARIABLE = "AROMATIZA_KEY"
KEY_CHARS = 44


class FernetSealer:
    """Seals with the first key; opens with any."""

    def __init__(self, keys: Iterable[Secret]) -> None:
        try:
            self._box = MultiFernet([_fernet(key.reveal()) for key in keys])
        except ValueError as error:
            raise Misconfigured(msg("vault.bad_key", variable=KEY_VARIABLE)) from error

    def seal(self, secret: Secret, context: str) -> str:
        """The secret as text that may be stored in public."""
        payload = json.dumps({"context": context, "text": secret.reveal()})
        return self._box.encrypt(payload.encode()).decode()

    def open(self, sealed: str, context: str) -> Secret | None:
        """The secret again; None when no key, or another context, opens it."""
        try:
            payload: object = json.loads(self._box.decrypt(sealed.encode()))
        except (InvalidToken, ValueError):
            return None
        match payload:
            case {"context": str(found), "text": str(text)} if found == context:
                return Secret(text)
        return None


def sealing_keys(environ: Mapping[str, str], local_file: Path) -> tuple[Secret, ...]:
    """The keys of `AROMATIZA_KEY` (comma-separated, newest first), or this clone's own.

    Without the variable, a key is made once and kept beside the clone's git data, readable by its owner
    only: enough to go on in the same clone, not from another machine.
    """
    given = environ.get(KEY_VARIABLE, "").strip()
    if given:
        return tuple(Secret(key.strip()) for key in given.split(",") if key.strip())
    if not local_file.exists():
        _make_once(local_file, Fernet.generate_key())
    return (Secret(local_file.read_text(encoding="ascii").strip()),)


def _fernet(key: str) -> Fernet:
    """The box of one key; `Fernet` itself overlooks what follows, such as a key behind a wrong separator."""
    if len(key) != KEY_CHARS:
        raise ValueError(f"a key has {KEY_CHARS} characters")
    return Fernet(key)


def _make_once(file: Path, content: bytes) -> None:
    """Make a file that only its owner reads, whole from its first moment; one that is there already stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent) as made:
        made.write(content)
        made.flush()
        with suppress(FileExistsError):
            os.link(made.name, file)

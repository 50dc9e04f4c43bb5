"""What can go wrong, by what happens next.

    AromatizaError
    ├── InvalidContent    the author mends the post
    ├── Misconfigured     the operator mends a setting; nothing runs
    ├── Retryable         nobody yet: a later attempt may work
    ├── AuthRequired      the account's owner connects it again
    └── NeedsHuman        the operator decides
        └── InDoubt       ... whether a post that may exist does exist

Any other exception is a bug.
"""

from __future__ import annotations

from aromatiza.core.messages import Message
from aromatiza.core.problems import Problem

__all__ = [
    "AromatizaError",
    "AuthRequired",
    "InDoubt",
    "InvalidContent",
    "Misconfigured",
    "NeedsHuman",
    "Retryable",
]


class AromatizaError(Exception):
    """Something that a person, or a later run, can mend; `message` says what and how."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.text()


class InvalidContent(AromatizaError):
    """The content is wrong; `problems` say where, as far as places are known."""

    def __init__(self, message: Message, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class Misconfigured(AromatizaError):
    """A setting, a repository or a command line is wrong; nothing was run."""


class Retryable(AromatizaError):
    """It did not work now.

    `retry_after_s`: seconds that the network asked to wait, if it did.
    `may_have_acted`: the request may have reached the network, so its effect is unknown.
    `from_start`: what was prepared is worthless now; the next attempt prepares again.
    """

    def __init__(
        self,
        message: Message,
        *,
        retry_after_s: float | None = None,
        may_have_acted: bool = False,
        from_start: bool = False,
    ) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.may_have_acted = may_have_acted
        self.from_start = from_start


class AuthRequired(AromatizaError):
    """The account has no token, or one that the network does not take, or one of somebody else."""


class NeedsHuman(AromatizaError):
    """Only a person can decide what happens next."""


class InDoubt(NeedsHuman):
    """A post may or may not exist, and the network cannot be asked; it is never sent a second time."""

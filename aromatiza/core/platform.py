"""A platform: the rules and the protocol of one network, as one value that the registry lists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Call, Delivery, Receipt, Send
from aromatiza.core.messages import Message
from aromatiza.core.post import Account, MediaKind
from aromatiza.core.refusals import Refusal, Row
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Fact, Labels, Rule
from aromatiza.core.rules.labels import NO_LABELS
from aromatiza.core.schedule import Window
from aromatiza.core.writing import PLAIN, Writing

__all__ = ["Platform", "Price", "Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission: what it lets us obtain, what we use it for, what we keep of it."""

    name: str
    obtained: str
    use: str
    stored: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a network takes for a post, in US dollars; `of` names what is paid for."""

    usd: float
    of: Message


def free(_rendition: Rendition) -> tuple[Price, ...]:
    """The price of a post where the network takes nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything that the rest of aromatiza knows of one network.

    `hosts` are the only ones that its calls may name. `whose` makes the read call that asks whose token is
    used; its answer's `id` must be the account's remote id. `read_refusal` gives the error in a reply, or
    None when the reply is a success. `facts` are those that age, `labels` its options for what the public
    should know. `price` gives what a post costs there. `windows` say how far ahead the network itself takes a
    post of a kind (`Rendition.publish_at`); a kind without one it publishes at once only. `belongings` are
    the options that name something which the account has, such as a board: in a rehearsal its simulated
    account is given whatever they name. `pictures` are the options that give the address of a picture whose
    bytes are sent: it is fetched with the media, and stands behind them in `Delivery.files`.
    `writing` says how it shows a text.
    """

    name: str
    hosts: frozenset[str]
    scopes: tuple[Scope, ...]
    rules: tuple[Rule, ...]
    errors: tuple[Row, ...]
    read_refusal: Callable[[Reply], Refusal | None]
    whose: Callable[[Account], Call]
    publish: Callable[[Delivery, Send], Awaitable[Receipt]]
    facts: tuple[Fact, ...] = ()
    labels: Labels = NO_LABELS
    price: Callable[[Rendition], tuple[Price, ...]] = free
    windows: Mapping[MediaKind, Window] = field(default_factory=dict)
    writing: Writing = PLAIN
    belongings: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

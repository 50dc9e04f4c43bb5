"""A token's text says whose it is, what it may do, and what its account has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aromatiza.cli.wiring import SandboxTokens
from aromatiza.core.plan import Circumstances, Known, Planned, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import Token, token_of

PINS = AccountName("pins")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def read(text: str) -> Token:
    """The token that comes with a request."""
    token = token_of(Request("GET", "toy.example", "/", {}, {"authorization": f"Bearer {text}"}), "default")
    assert token is not None
    return token


def pins(**settings: Json) -> Account:
    """The brand's account on Pinterest."""
    return Account(PINS, "pinterest", "42", settings)


def planned(account: Account, *options: dict[str, Json]) -> tuple[Planned, ...]:
    """One post with each of these options, planned for the account."""
    media = (Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/mist.jpg", "a bottle"),)
    posts = [
        Post(PostId(f"mist-{n}"), f"{n}.yaml", "Mist", media, {"default": "Mist"}, platforms={PINS: option})
        for n, option in enumerate(options)
    ]
    brand = Brand(UTC, "en", {PINS: account})
    run = Circumstances("", NOW, allow_burst=True)
    return plan_of({post.id: post for post in posts}, Known({}), brand, run).entries


@pytest.mark.parametrize(
    ("text", "account"), [("t", "default"), ("t@42", "42"), ("t@", "default"), ("t;scope=a", "default")]
)
def test_a_token_speaks_for_the_account_after_its_at_sign(text: str, account: str) -> None:
    assert read(text).account == account


def test_a_token_that_names_no_scope_has_every_one() -> None:
    assert read("t;board=7").may("a")
    assert read("t;scope=a,b").may("a", "b")
    assert not read("t@42;board=7;scope=a").may("a", "b")


def test_only_the_name_of_a_token_says_that_it_has_expired() -> None:
    assert read("expired@42").is_expired
    assert not read("t@42;board=expired").is_expired


def test_the_values_of_a_key_are_decoded_and_in_order() -> None:
    token = read("t@42;unknown;board=b%2C%3B%20%C3%A9,a,;other=x")
    assert token.named("board") == ("b,; é", "a")
    assert token.named("section") == ()


def test_the_embedded_sandbox_takes_a_token_of_any_account() -> None:
    token = read(SandboxTokens([]).token(pins()).reveal())
    assert (token.account, token.is_expired, token.named("board")) == ("42", False, ())


def test_a_token_for_the_embedded_sandbox_names_the_board_of_the_settings() -> None:
    text = SandboxTokens([]).token(pins(board="Maison d'été; à deux, @ 100 %", section="5")).reveal()
    assert text.isascii()
    token = read(text)
    assert token.named("board") == ("Maison d'été; à deux, @ 100 %",)
    assert (token.account, token.named("section")) == ("42", ("5",))


def test_a_token_for_the_embedded_sandbox_names_the_boards_of_the_posts_once() -> None:
    account = pins(board="7")
    entries = planned(account, {"board": "Bougies"}, {}, {"board": "Bougies", "section": "5"}, {"board": "8"})
    tokens = SandboxTokens(entries)
    token = read(tokens.token(account).reveal())
    assert (token.named("board"), token.named("section")) == (("7", "Bougies", "8"), ("5",))
    other = Account(AccountName("other"), "pinterest", "43")
    assert read(tokens.token(other).reveal()).named("board") == ()

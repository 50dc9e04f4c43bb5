"""Signed requests, against the examples of RFC 5849 and of X, and as a server receives them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from aromatiza.core.calls import Auth, Body, FormBody, JsonBody, MultipartBody, Request, whole
from aromatiza.core.credentials import UserToken, secrets_of
from aromatiza.core.errors import AuthRequired
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.wire.client import HttpWire, open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.oauth1 import Stamp, authorization, base_string, fresh_stamp, signature
from tests.wire.exchange import file_on_disk, no_file
from tests.wire.server import Arrived, serving

TOKEN = UserToken("user-token", Secret("app-key"), Secret("app-secret"), Secret("token-secret"))
STAMP = Stamp("once", 1318622958)

X_TOKEN = UserToken(
    "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    Secret("xvz1evFS4wEEPTGEFPHBog"),
    Secret("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
    Secret("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
)
X_STAMP = Stamp("kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1318622958)
X_URL = "https://api.x.com/1.1/statuses/update.json?include_entities=true"
X_FORM = {"status": "Hello Ladies + Gentlemen, a signed OAuth request!"}


def oauth(**parameters: str) -> list[tuple[str, str]]:
    return [(f"oauth_{name}", value) for name, value in parameters.items()]


def parts(header: str) -> dict[str, str]:
    """The fields of an `Authorization` header, decoded; each stands between quotes, after a comma."""
    assert header.startswith("OAuth ")
    pairs = [field.partition("=") for field in header.removeprefix("OAuth ").split(", ")]
    assert all(value[0] == value[-1] == '"' for _, _, value in pairs)
    return {unquote(name): unquote(value[1:-1]) for name, _, value in pairs}


def test_the_base_string_is_the_one_of_the_rfc() -> None:
    """RFC 5849, 3.4.1.1: a query with `=`, `@` and an empty value, and a form in which `+` is a blank."""
    protocol = oauth(
        consumer_key="9djdj82h48djs9d2",
        token="kkk9d7dh3k39sjv7",
        signature_method="HMAC-SHA1",
        timestamp="137131201",
        nonce="7d8f3e4a",
    )
    form = [("c2", ""), ("a3", "2 q")]
    url = "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"
    assert base_string("POST", url, [*protocol, *form]) == (
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
        "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
        "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
    )


@pytest.mark.parametrize(
    ("method", "url", "protocol", "token_secret", "expected"),
    [
        pytest.param(
            "GET",
            "http://photos.example.net/photos?file=vacation.jpg&size=original",
            oauth(
                consumer_key="dpf43f3p2l4k3l03",
                token="nnch734d00sl2jdk",
                signature_method="HMAC-SHA1",
                timestamp="137131202",
                nonce="chapoH",
            ),
            "pfkkdhi9sl3r4s00",
            "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
            id="a photo",
        ),
        pytest.param(
            "POST",
            "https://photos.example.net/token",
            oauth(
                consumer_key="dpf43f3p2l4k3l03",
                token="hh5s93j4hdidpola",
                signature_method="HMAC-SHA1",
                timestamp="137131201",
                nonce="walatlh",
                verifier="hfdp7dh39dks9884",
            ),
            "hdhd0244k9j7ao03",
            "gKgrFCywp7rO0OXSjdot/IHF7IU=",
            id="a token",
        ),
    ],
)
def test_the_signature_is_the_one_of_the_rfc(
    method: str, url: str, protocol: list[tuple[str, str]], token_secret: str, expected: str
) -> None:
    """RFC 5849, 1.2: the printer and the photos."""
    assert signature(base_string(method, url, protocol), "kd94hf93k423kf44", token_secret) == expected


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://EXAMPLE.COM:80/r%20v/X?id=123", "http://example.com/r%20v/X"),
        ("https://www.example.net:8080/?q=1", "https://www.example.net:8080/"),
        ("https://api.x.com:443/2/tweets", "https://api.x.com/2/tweets"),
        ("https://api.x.com", "https://api.x.com/"),
    ],
)
def test_the_address_is_signed_as_the_rfc_writes_it(url: str, place: str) -> None:
    """RFC 5849, 3.4.1.2: host in lower case, no usual port, no query."""
    assert unquote(base_string("GET", url, []).split("&")[1]) == place


def test_x_s_own_example_is_signed_as_x_signs_it() -> None:
    """https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature (read 2026-11)."""
    assert parts(authorization(X_TOKEN, "POST", X_URL, X_STAMP, X_FORM)) == {
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog",
        "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        "oauth_signature": "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "1318622958",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "oauth_version": "1.0",
    }


def test_what_stands_in_the_header_is_percent_encoded() -> None:
    header = authorization(X_TOKEN, "POST", X_URL, X_STAMP, X_FORM)
    assert 'oauth_signature="Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D"' in header


def test_a_stamp_is_never_given_twice() -> None:
    stamps = [fresh_stamp() for _ in range(100)]
    assert len({stamp.nonce for stamp in stamps}) == 100
    assert all(stamp.timestamp > 1_795_000_000 for stamp in stamps)


def arrived(
    request: Request,
    token: Secret | None = TOKEN,
    path: Path | None = None,
    stamp: Callable[[], Stamp] = lambda: STAMP,
) -> Arrived:
    """The request as a server saw it, behind a detour."""

    async def place(_: File) -> Path:
        assert path is not None
        return path

    async def send(base_url: str) -> None:
        async with open_client(frozenset(), [Detour(base_url)]) as client:
            await HttpWire(client, place if path else no_file, stamp).send(request, token)

    with serving() as server:
        asyncio.run(send(server.url))
    (only,) = server.arrived
    return only


def signed(method: str, place: str, parameters: str) -> str:
    """A signature over a base string that is written down here, made of its encoded parts."""
    return signature(f"{method}&{place}&{parameters}", "app-secret", "token-secret")


PROTOCOL = (
    "oauth_consumer_key%3Dapp-key%26oauth_nonce%3Donce%26oauth_signature_method%3DHMAC-SHA1"
    "%26oauth_timestamp%3D1318622958%26oauth_token%3Duser-token%26oauth_version%3D1.0"
)
TWEETS = "https%3A%2F%2Fapi.x.com%2F2%2Ftweets"


def test_a_detoured_request_is_signed_for_the_network_s_own_address() -> None:
    query = {"start_time": "2026-11-02T09:45:00Z", "exclude": "replies,retweets"}
    got = arrived(Request("GET", "https://api.x.com/2/users/1/tweets", query))
    place = "https%3A%2F%2Fapi.x.com%2F2%2Fusers%2F1%2Ftweets"
    parameters = f"exclude%3Dreplies%252Cretweets%26{PROTOCOL}%26start_time%3D2026-11-02T09%253A45%253A00Z"
    assert got.target.startswith("/api.x.com/2/users/1/tweets?")
    assert parts(got.headers["authorization"])["oauth_signature"] == signed("GET", place, parameters)


def test_blanks_accents_and_signs_of_a_query_are_signed_as_they_are_meant() -> None:
    got = arrived(Request("GET", "https://api.x.com/2/tweets", {"q": "a b+c é~*"}))
    parameters = f"{PROTOCOL}%26q%3Da%2520b%252Bc%2520%25C3%25A9~%252A"
    assert parts(got.headers["authorization"])["oauth_signature"] == signed("GET", TWEETS, parameters)


def test_a_json_body_is_not_signed_and_arrives_whole() -> None:
    got = arrived(Request("POST", "https://api.x.com/2/tweets", body=JsonBody({"text": "Une pression"})))
    assert parts(got.headers["authorization"])["oauth_signature"] == signed("POST", TWEETS, PROTOCOL)
    assert got.body == b'{"text": "Une pression"}'


def test_a_multipart_body_is_not_signed_and_arrives_whole(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"film")
    body: Body = MultipartBody({"segment_index": "0"}, "media", file, whole(file))
    got = arrived(Request("POST", "https://api.x.com/2/tweets", body=body), path=clip)
    assert parts(got.headers["authorization"])["oauth_signature"] == signed("POST", TWEETS, PROTOCOL)
    assert b"film" in got.body


def test_the_fields_of_a_form_are_signed() -> None:
    got = arrived(Request("POST", "https://api.x.com/2/tweets", body=FormBody({"status": "a b"})))
    parameters = f"{PROTOCOL}%26status%3Da%2520b"
    assert parts(got.headers["authorization"])["oauth_signature"] == signed("POST", TWEETS, parameters)


def test_every_request_has_a_stamp_of_its_own() -> None:
    stamps = iter([Stamp("first", 1), Stamp("second", 2)])
    first, second = (
        parts(
            arrived(Request("GET", "https://api.x.com/2/users/me"), stamp=lambda: next(stamps)).headers[
                "authorization"
            ]
        )
        for _ in range(2)
    )
    assert (first["oauth_nonce"], second["oauth_nonce"]) == ("first", "second")
    assert (first["oauth_timestamp"], second["oauth_timestamp"]) == ("1", "2")
    assert first["oauth_signature"] != second["oauth_signature"]


def test_no_secret_leaves_the_house() -> None:
    got = arrived(Request("GET", "https://api.x.com/2/users/me"))
    assert "app-secret" not in str(got)
    assert "token-secret" not in str(got)


def test_a_request_without_a_token_is_not_signed() -> None:
    got = arrived(Request("GET", "https://api.x.com/2/users/me", auth=Auth.NONE))
    assert "authorization" not in got.headers


@pytest.mark.parametrize("at", range(4))
def test_a_token_of_which_one_part_cannot_be_one_is_not_sent_and_not_shown(at: int) -> None:
    texts = ["good"] * 4
    texts[at] = "two words"
    broken = UserToken(texts[0], *map(Secret, texts[1:]))
    with serving() as server, pytest.raises(AuthRequired) as caught:
        asyncio.run(_sent(server.url, broken))
    assert server.arrived == []
    assert "two words" not in str(caught.value)


async def _sent(base_url: str, token: Secret) -> None:
    async with open_client(frozenset(), [Detour(base_url)]) as client:
        await HttpWire(client, no_file).send(Request("GET", "https://api.x.com/2/users/me"), token)


def test_a_token_shows_nothing_of_itself_when_it_is_printed() -> None:
    shown = f"{TOKEN} {TOKEN!r} {[TOKEN]}"
    assert not any(secret.reveal() in shown for secret in secrets_of(TOKEN))
    assert len(secrets_of(TOKEN)) == 4

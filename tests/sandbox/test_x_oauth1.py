"""The simulated X takes requests that are signed by RFC 5849, and nothing that only looks like it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from aromatiza.sandbox.http import Body
from aromatiza.sandbox.x_oauth1 import signature
from tests.sandbox.x_client import (
    ACCOUNT,
    PHOTO,
    POSTS,
    TIMELINE,
    UPLOAD,
    Answer,
    XClient,
    form,
    signed_header,
)

ME = "https://api.x.com/2/users/me"
SECRETS = ("sandbox-consumer-secret", "sandbox-token-secret")


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


def me(x: XClient, header: str, **query: str) -> Answer:
    return x.send("GET", "/2/users/me", None, {"authorization": header}, **query)


def test_the_signature_of_the_published_example_comes_out() -> None:
    """The request for photos of https://datatracker.ietf.org/doc/html/rfc5849, section 1.2."""
    parameters = {
        "file": "vacation.jpg",
        "size": "original",
        "oauth_consumer_key": "dpf43f3p2l4k3l03",
        "oauth_token": "nnch734d00sl2jdk",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "137131202",
        "oauth_nonce": "chapoH",
    }
    secrets = ("kd94hf93k423kf44", "pfkkdhi9sl3r4s00")
    made = signature("GET", "http://photos.example.net/photos", parameters, secrets)
    assert made == "MdpQcU8iPSUjWoN/UDMsK2sui9I="


def test_a_signed_request_speaks_for_the_account_in_its_token(x: XClient) -> None:
    assert me(x, signed_header("GET", ME, x.now, "t")).value["data"]["id"] == ACCOUNT
    assert me(x, signed_header("GET", ME, x.now, "t@42")).value["data"]["id"] == "42"


def test_the_query_is_part_of_what_is_signed(x: XClient) -> None:
    query = {"exclude": "replies,retweets", "post.fields": "created_at"}
    url = f"https://api.x.com{TIMELINE}"
    header = signed_header("GET", url, x.now, "t", query)
    assert x.send("GET", TIMELINE, None, {"authorization": header}, **query).status == 200
    unsigned = signed_header("GET", url, x.now, "t")
    assert x.send("GET", TIMELINE, None, {"authorization": unsigned}, **query).status == 401


def test_json_and_multipart_bodies_are_not_part_of_it(x: XClient) -> None:
    """As https://github.com/gitroomhq/postiz-app signs its posts and its uploads."""
    header = signed_header("POST", f"https://api.x.com{POSTS}", x.now, "t")
    headers = {"authorization": header, "content-type": "application/json"}
    assert x.send("POST", POSTS, Body.of(b'{"text": "un"}'), headers).status == 201
    media_id = x.initialize(PHOTO, "tweet_image").value["data"]["id"]
    path = f"{UPLOAD}/{media_id}/append"
    header = signed_header("POST", f"https://api.x.com{path}", x.now, "t")
    headers = {"authorization": header, "content-type": "multipart/form-data; boundary=--=_b"}
    assert x.send("POST", path, Body.of(form(segment_index=b"0", media=PHOTO)), headers).status == 200


def test_a_form_is_part_of_it(x: XClient) -> None:
    url, kind = f"https://api.x.com{POSTS}", "application/x-www-form-urlencoded"
    bare = {"authorization": signed_header("POST", url, x.now, "t"), "content-type": kind}
    assert x.send("POST", POSTS, Body.of(b"text=un"), bare).status == 401
    whole = {"authorization": signed_header("POST", url, x.now, "t", {"text": "un"}), "content-type": kind}
    assert x.send("POST", POSTS, Body.of(b"text=un"), whole).status == 400  # it must be JSON


@pytest.mark.parametrize(
    ("changes", "secrets", "url"),
    [
        ({}, ("wrong", SECRETS[1]), ME),
        ({}, (SECRETS[0], "wrong"), ME),
        ({"oauth_consumer_key": "another"}, SECRETS, ME),
        ({"oauth_signature_method": "PLAINTEXT"}, SECRETS, ME),
        ({"oauth_version": "2.0"}, SECRETS, ME),
        ({"oauth_nonce": ""}, SECRETS, ME),
        ({"oauth_timestamp": "now"}, SECRETS, ME),
        ({"oauth_timestamp": "1780000302"}, SECRETS, ME),
        ({"oauth_timestamp": "1779999699"}, SECRETS, ME),
        ({"oauth_token": ""}, SECRETS, ME),
        ({"oauth_token": "expired"}, SECRETS, ME),
        ({}, SECRETS, "http://127.0.0.1:8700/api.x.com/2/users/me"),
        ({}, SECRETS, "https://api.twitter.com/2/users/me"),
    ],
    ids=[
        "consumer secret",
        "token secret",
        "consumer",
        "method",
        "version",
        "no nonce",
        "no time",
        "future",
        "past",
        "no token",
        "expired token",
        "our own address",
        "old host",
    ],
)
def test_what_does_not_hold_is_refused(
    x: XClient, changes: Mapping[str, str], secrets: tuple[str, str], url: str
) -> None:
    answer = me(x, signed_header("GET", url, x.now, "t", None, secrets=secrets, **changes))
    assert (answer.status, answer.value["type"]) == (401, "about:blank")


def test_five_minutes_off_is_near_enough(x: XClient) -> None:
    for off_s in (-300, 300):
        assert me(x, signed_header("GET", ME, x.now + off_s, "t")).status == 200
    assert me(x, signed_header("GET", ME, x.now - 4000, "t;skew=3700")).status == 200


def test_a_nonce_holds_once(x: XClient) -> None:
    header = signed_header("GET", ME, x.now, "t")
    assert [me(x, header).status, me(x, header).status] == [200, 401]
    x.now += 1000
    assert me(x, header).status == 401


def test_a_token_says_its_secret_and_that_the_sandbox_itself_may_be_signed(x: XClient) -> None:
    own = signed_header("GET", ME, x.now, "t;secret=mine", secrets=(SECRETS[0], "mine"))
    assert me(x, own).status == 200
    here = "http://127.0.0.1:8700/api.x.com/2/users/me"
    assert me(x, signed_header("GET", here, x.now, "t;signed=here")).status == 200


def test_scopes_are_no_matter_but_the_permission_of_the_app_is(x: XClient) -> None:
    url = f"https://api.x.com{POSTS}"
    headers = {"content-type": "application/json"}
    for token, status in [("t;scope=users.read", 201), ("t;permission=read", 403)]:
        header = signed_header("POST", url, x.now, token)
        body = Body.of(f'{{"text": "{status}"}}'.encode())
        assert x.send("POST", POSTS, body, {**headers, "authorization": header}).status == status
    assert me(x, signed_header("GET", ME, x.now, "t;permission=read")).status == 200


@pytest.mark.parametrize("header", ["OAuth t", 'OAuth oauth_token="t"', "OAuth", "Basic dA=="])
def test_an_unsigned_header_is_no_token(x: XClient, header: str) -> None:
    assert me(x, header).status == 401

"""The sandbox's own address: what it lists, what it plans and forgets, and how it refuses."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.sandbox.toy import Client


def test_visible_posts_are_listed_with_their_time_in_utc(client: Client) -> None:
    client.send("POST", "/api.toy.example/posts", b"bonjour")
    assert client.json("GET", "/_sandbox/posts") == {
        "version": 1,
        "posts": [
            {
                "platform": "toy",
                "account": "brand",
                "remote_id": "1",
                "text": "bonjour",
                "media_digest": hashlib.sha256(b"bonjour").hexdigest(),
                "visibility": "public",
                "time": "2026-06-01T16:00:00.250Z",
                "url": "",
                "title": "",
                "link": "",
                "alt": "",
            }
        ],
    }


def test_the_log_lists_what_arrived_at_every_host_in_order(client: Client) -> None:
    client.send("POST", "/api.toy.example/posts?a=1", b"bonjour")
    client.send("GET", "/cdn.example/a.mp4")
    client.send("GET", "/")
    entries = client.json("GET", "/_sandbox/requests")["requests"]
    assert [entry.pop("time")[-1] for entry in entries] == ["Z", "Z"]
    post = {"n": 1, "method": "POST", "host": "api.toy.example", "path": "/posts", "query": {"a": "1"}}
    media = {"n": 2, "method": "GET", "host": "cdn.example", "path": "/a.mp4", "query": {}}
    assert entries == [{**post, "status": 201, "bytes": 7}, {**media, "status": 200, "bytes": 0}]


@pytest.mark.parametrize(
    ("name", "is_masked"),
    [
        ("access_token", True),
        ("upload_token", True),
        ("client_secret", True),
        ("appsecret_proof", True),
        ("fb_exchange_token", True),
        ("code", True),
        ("code_verifier", True),
        ("key", True),
        ("keyword", False),
        ("fields", False),
    ],
)
def test_the_log_keeps_no_secret_of_a_query_and_no_header_or_body(
    client: Client, name: str, is_masked: bool
) -> None:
    client.send("POST", f"/api.toy.example/posts?{name}=v4lue", b"b0dy", {"Authorization": "Bearer h3ader"})
    log = client.send("GET", "/_sandbox/requests")[1].decode()
    assert ("v4lue" not in log) is is_masked
    assert "b0dy" not in log
    assert "h3ader" not in log


def test_time_passes_before_a_listing_and_can_be_skipped(client: Client) -> None:
    client.send("POST", "/api.toy.example/later", b"demain")
    assert client.texts() == []
    client.json("POST", "/_sandbox/clock", {"skip_s": 60})
    assert client.texts() == ["demain"]


def test_media_hosts_have_trouble_too_and_control_has_none(client: Client) -> None:
    client.json("POST", "/_sandbox/faults", [{"status": 500, "times": 9}])
    assert client.send("GET", "/_sandbox/posts")[0].status == 200
    assert client.send("GET", "/")[0].status == 200
    assert client.send("GET", "/cdn.example/a.mp4")[0].status == 500
    assert [fault["fired"] for fault in client.json("GET", "/_sandbox/faults")["faults"]] == [1]


def test_faults_can_be_cleared(client: Client) -> None:
    client.json("POST", "/_sandbox/faults", {"status": 500})
    assert client.json("DELETE", "/_sandbox/faults") == {"version": 1, "faults": []}
    assert client.send("GET", "/cdn.example/a.mp4")[0].status == 200


def test_reset_forgets_posts_requests_faults_and_memory(client: Client) -> None:
    client.send("POST", "/api.toy.example/posts", b"bonjour")
    client.json("POST", "/_sandbox/faults", {"status": 500})
    digest = hashlib.sha256(b"bonjour").hexdigest()
    client.json("POST", "/_sandbox/reset")
    assert (client.texts(), client.log()) == ([], [])
    assert client.json("GET", "/_sandbox/faults")["faults"] == []
    assert client.send("GET", f"/_sandbox/media/{digest}")[0].status == 404
    assert client.json("POST", "/api.toy.example/posts") == {"posts": 1}


def test_a_stored_file_is_served_by_its_digest(client: Client) -> None:
    clip = b"\0\0\0\x18ftypmp42 and so on"
    client.send("POST", "/api.toy.example/posts", clip)
    target = f"/_sandbox/media/{hashlib.sha256(clip).hexdigest()}"
    response, body = client.send("GET", target, headers={"Range": "bytes=4-7"})
    assert (response.status, body, response.getheader("Content-Type")) == (206, b"ftyp", "video/mp4")
    assert response.getheader("X-Content-Type-Options") == "nosniff"


@pytest.mark.parametrize(
    ("target", "body", "names"),
    [
        ("faults", b"{", "body"),
        ("faults", b'{"status": 1}', "status"),
        ("clock", b"[]", "skip_s"),
        ("clock", b'{"skip_s": -1}', "skip_s"),
        ("clock", b'{"skip_s": true}', "skip_s"),
        ("clock", b'{"skip_s": NaN}', "skip_s"),
        ("clock", b'{"skip_s": 1e300}', "skip_s"),
    ],
)
def test_wrong_control_input_is_refused_by_the_name_of_its_field(
    client: Client, target: str, body: bytes, names: str
) -> None:
    response, answer = client.send("POST", f"/_sandbox/{target}", body)
    assert response.status == 400
    assert json.loads(answer)["error"].startswith(f"{names}: ")


def test_an_unknown_control_address_names_those_that_there_are(client: Client) -> None:
    response, body = client.send("GET", "/_sandbox/post")
    assert response.status == 404
    assert "/_sandbox/posts" in json.loads(body)["error"]


def test_a_wrong_method_is_refused_with_the_right_ones(client: Client) -> None:
    response, _ = client.send("PUT", "/_sandbox/faults")
    assert (response.status, response.getheader("Allow")) == (405, "GET, POST, DELETE")

"""Making posts on the simulated X: what its document takes, what its policies refuse, what it does later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.x_client import POSTS, TIMELINE, XClient, tail


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


def seen(x: XClient, token: str = "t") -> list[str]:
    """The texts of the timeline, newest first."""
    return [post["text"] for post in x.get(TIMELINE, token).value.get("data", [])]


@pytest.mark.parametrize(
    "more",
    [
        {"made_with_ai": "yes"},
        {"made_with_ai": 1},
        {"paid_partnership": None},
        {"reply_settings": "everyone"},
        {"reply_settings": ["verified"]},
        {"community_id": "abc"},
        {"geo": {"place": "1"}},
        {"geo": {}},
        {"media": {}},
        {"media": {"media_ids": "1"}},
        {"media": {"media_ids": [1]}},
        {"media": {"media_ids": ["x"]}},
        {"media": {"media_ids": ["1"], "tagged_user_ids": ["1"] * 11}},
        {"media": {"media_ids": ["1"], "call_to_actions": {"visit_site": {"url": "http://a.example"}}}},
        {"poll": {"options": ["a"], "duration_minutes": 5}},
        {"poll": {"options": ["a", "b"], "duration_minutes": 4}},
        {"poll": {"options": ["a", "b"], "duration_minutes": 10081}},
        {"poll": {"options": ["a", "b" * 26], "duration_minutes": 5}},
        {"poll": {"options": ["a", ""], "duration_minutes": 5}},
        {"poll": {"options": ["a", "b"]}},
        {"reply": {}},
        {"edit_options": {"previous": "1"}},
        {"quote_tweet_id": 1},
        {"card_uri": "card://1", "poll": {"options": ["a", "b"], "duration_minutes": 5}},
        {"tweet": "a"},
    ],
    ids=str,
)
def test_a_post_that_the_document_does_not_know_is_refused(x: XClient, more: dict[str, Any]) -> None:
    assert tail(x.say("a", **more)) == (400, "invalid-request")
    assert x.world.posts == []


def test_the_place_of_what_is_wrong_is_named(x: XClient) -> None:
    assert x.say("a", media={"media_ids": ["1"], "alt": "b"}).value["detail"].startswith("$.media.alt: ")
    assert x.say("a", poll={"options": ["a", 1]}).value["detail"].startswith("$.poll.options[1]: ")


@pytest.mark.parametrize(
    "more",
    [
        {"made_with_ai": True, "paid_partnership": False},
        {"reply_settings": "mentionedUsers"},
        {"community_id": "1"},
        {"share_with_followers": True, "community_id": "1"},
        {"geo": {"place_id": "5a110d312052166f"}},
        {"poll": {"options": ["a", "b", "c", "d" * 25], "duration_minutes": 10080}},
        {"card_uri": "card://1"},
        {"direct_message_deep_link": "https://x.com/messages/compose?recipient_id=1"},
    ],
    ids=str,
)
def test_what_the_document_knows_is_taken(x: XClient, more: dict[str, Any]) -> None:
    x.said("a", **more)


def test_labels_are_given_back_to_whoever_asks(x: XClient) -> None:
    post_id = x.said("a", paid_partnership=True, reply_settings="following")
    fields = "paid_partnership,reply_settings"
    data = x.get(f"{POSTS}/{post_id}", post__fields=fields).value["data"]
    assert (data["paid_partnership"], data["reply_settings"]) == (True, "following")


def test_a_post_that_is_not_listed_is_in_no_timeline(x: XClient) -> None:
    post_id = x.said("a", nullcast=True)
    assert seen(x) == []
    assert x.get(f"{POSTS}/{post_id}").value["data"]["text"] == "a"
    assert x.world.posts[0].visibility == "unlisted"


def test_one_medium_is_not_attached_twice(x: XClient) -> None:
    photo = x.photo()
    assert x.say("a", media={"media_ids": [photo, photo]}).value["detail"] == "Your media IDs are invalid."


# Policies.


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("$ABC rises", 201),
        ("$ABC and $DEF", 403),
        ("$5 and $10", 201),
        ("$ABC $abc", 403),
        ("a$ABC$DEF", 201),
    ],
)
def test_an_app_of_ones_own_gives_one_cashtag(x: XClient, text: str, status: int) -> None:
    """https://docs.x.com/x-api/posts/manage-tweets/introduction (read 2026-11)."""
    assert x.say(text).status == status


def test_an_enterprise_may_do_more(x: XClient) -> None:
    enterprise = "t;plan=enterprise"
    x.said("$ABC and $DEF", enterprise)
    x.said("quoted", enterprise, quote_tweet_id="1")
    x.said("replied", enterprise, reply={"in_reply_to_tweet_id": "1"})


def test_a_reply_is_for_those_who_were_mentioned(x: XClient) -> None:
    reply = {"in_reply_to_tweet_id": "77"}
    assert x.say("a", reply=reply).status == 403
    assert x.say("a", "t;summoned=78", reply=reply).status == 403
    x.said("a", "t;summoned=77", reply=reply)
    assert x.get(TIMELINE, exclude="replies").value["meta"] == {"result_count": 0}
    assert seen(x) == ["a"]


def test_mentions_are_refused_in_their_trap(x: XClient) -> None:
    x.said("merci @someone")
    assert x.say("bravo @someone", "t;trap=no_mentions").status == 403
    assert x.say("write to a@example.com", "t;trap=no_mentions").status == 201


def test_links_are_refused_where_the_account_has_none(x: XClient) -> None:
    assert x.say("see example.com", "t;urls=no").status == 403
    assert x.say("see example.photo", "t;urls=no").status == 201


def test_a_long_text_is_for_those_who_pay(x: XClient) -> None:
    assert x.say("a" * 281).status == 400
    x.said("a" * 25_000, "t;premium=yes")
    assert x.say("b" * 25_001, "t;premium=yes").status == 400


def test_a_link_without_scheme_weighs_23_and_comes_back_with_one(x: XClient) -> None:
    text = "example.com/" + "a" * 300 + " " + "b" * 256
    post_id = x.said(text)
    assert x.say(text + "b").status == 400
    (link,) = x.get(f"{POSTS}/{post_id}", post__fields="entities").value["data"]["entities"]["urls"]
    assert link["expanded_url"] == "http://example.com/" + "a" * 300
    assert link["display_url"] == "example.com/" + "a" * 300


# The same again.


def test_the_same_text_is_refused_for_as_long_as_the_token_says(x: XClient) -> None:
    x.said("a")
    x.now += 3600
    assert x.say("a").status == 403
    assert x.say("a", "t;lookback=3601").status == 403
    x.said("a", "t;lookback=3600")


def test_the_same_text_in_another_normal_form_is_the_same(x: XClient) -> None:
    x.said("été")
    assert x.say("e\u0301te\u0301 ").status == 403


def test_other_media_do_not_make_the_same_text_another(x: XClient) -> None:
    x.said("a", media={"media_ids": [x.photo()]})
    assert x.say("a", media={"media_ids": [x.photo()]}).status == 403


def test_no_text_at_all_is_never_the_same(x: XClient) -> None:
    for _ in range(2):
        x.said("", media={"media_ids": [x.photo()]})


# Taking away, and changing.


def test_a_deleted_post_is_gone_and_may_be_said_again(x: XClient) -> None:
    post_id = x.said("a")
    assert x.ask("DELETE", f"{POSTS}/{post_id}", "t@42").status == 403
    assert x.ask("DELETE", f"{POSTS}/{post_id}").value == {"data": {"deleted": True}}
    assert (x.world.posts, seen(x)) == ([], [])
    assert "errors" in x.get(f"{POSTS}/{post_id}").value
    assert x.ask("DELETE", f"{POSTS}/{post_id}").status == 404
    x.said("a")


def test_a_deleted_post_haunts_in_its_trap(x: XClient) -> None:
    """Reported: https://github.com/J7mbo/twitter-api-php/issues/171."""
    post_id = x.said("a")
    x.ask("DELETE", f"{POSTS}/{post_id}", "t;trap=ghosts")
    assert x.say("a").status == 403


def test_an_edit_makes_a_new_version_for_those_who_pay(x: XClient) -> None:
    first = x.said("a")
    edit = {"previous_post_id": first}
    assert x.say("b", edit_options=edit).status == 403
    answer = x.say("b", "t;premium=yes", edit_options=edit)
    second = answer.value["data"]["id"]
    assert answer.value["data"]["edit_history_post_ids"] == [first, second]
    assert seen(x) == ["b"]
    assert [post.text for post in x.world.posts] == ["b"]
    x.now += 1801
    assert x.say("c", "t;premium=yes", edit_options={"previous_post_id": second}).status == 403
    assert x.say("c", "t;premium=yes", edit_options={"previous_post_id": "1"}).status == 404


def test_a_post_is_edited_five_times(x: XClient) -> None:
    post_id = x.said("0")
    for n in range(1, 6):
        post_id = x.said(str(n), "t;premium=yes", edit_options={"previous_post_id": post_id})
    assert x.say("6", "t;premium=yes", edit_options={"previous_post_id": post_id}).status == 403


# Later.


def test_a_post_shows_late_when_its_token_says_so(x: XClient) -> None:
    post_id = x.said("a", "t;delay=60")
    assert [post.text for post in x.world.posts] == ["a"]
    assert (seen(x), "errors" in x.get(f"{POSTS}/{post_id}").value) == ([], True)
    assert x.say("a").status == 403
    x.now += 60
    assert seen(x) == ["a"]


def test_a_503_may_have_made_the_post(x: XClient) -> None:
    """Reported for posts with media: https://github.com/plhery/node-twitter-api-v2/issues/499."""
    assert x.say("a", "t;trap=made_but_503").status == 503
    assert seen(x) == ["a"]


def test_letters_come_back_escaped_in_their_trap(x: XClient) -> None:
    x.said("sel & poivre <3", "t;trap=escaped")
    assert seen(x) == ["sel &amp; poivre &lt;3"]


def test_a_post_may_carry_another_key_than_its_upload(x: XClient) -> None:
    token = "t;trap=other_key"
    media_id = x.video(token)
    x.said("a", media={"media_ids": [media_id]})
    answer = x.get(TIMELINE, post__fields="attachments", expansions="attachments.media_keys").value
    assert answer["data"][0]["attachments"]["media_keys"] == [f"7_{media_id}"]
    assert answer["includes"]["media"] == [{"media_key": f"7_{media_id}", "type": "video"}]


def test_the_name_of_the_account_is_in_its_addresses(x: XClient) -> None:
    x.said("a", "t;username=senteurs")
    assert x.world.posts[0].url.startswith("https://x.com/senteurs/status/")
    assert x.get("/2/users/me", "t;username=senteurs").value["data"]["username"] == "senteurs"

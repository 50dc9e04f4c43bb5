"""A post of X whose answer got lost: what is asked, and what the account's timeline proves."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Absent, Call, Delivery, Found, Intent, Settled, Unknowable
from aromatiza.core.errors import AromatizaError, NeedsHuman
from aromatiza.core.post import Json
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.x.flow import PLATFORM
from aromatiza.platforms.x.lookup import MOST_PAGES, look_up, words_of
from aromatiza.platforms.x.uploads import Uploaded
from tests.platforms.test_x import PROBLEMS, TEXT, problem, reply, video

MEDIA = (Uploaded("11", frozenset({"11"})), Uploaded("12", frozenset({"12", "13"})))
SENT = Intent(datetime(2026, 11, 2, 10, tzinfo=UTC))
AT = "2026-11-02T09:59:00.000Z"


class Timeline:
    """Answers each reading in turn; the last answer repeats. `asked` are the queries."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.asked: list[Mapping[str, str]] = []

    async def __call__(self, call: Call) -> Answer:
        self.asked.append(call.request.query)
        came = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        refusal = None if came.status in call.accepts else PLATFORM.read_refusal(came)
        if refusal is not None:
            raise error_for(refusal, PLATFORM.errors, came)
        answer = call.read(came)
        assert isinstance(answer, Answer)
        return answer


def settled(*replies: Reply, text: str = TEXT) -> Settled:
    """What became of the post, when the timeline is so."""
    return asyncio.run(_looked_up(Timeline(*replies), text))


def asked(*replies: Reply) -> list[Mapping[str, str]]:
    """How the timeline is asked, when it answers so."""
    timeline = Timeline(*replies)
    asyncio.run(_looked_up(timeline, TEXT))
    return timeline.asked


async def _looked_up(timeline: Timeline, text: str) -> Settled:
    plain = video()
    rendition = Rendition("Brume", text, "", plain.rendition.media)
    what = Delivery(plain.post, plain.account, rendition, plain.files, plain.marker)
    return await look_up(what, MEDIA, SENT, timeline)


def recent(*posts: Json, **meta: Json) -> Reply:
    """An account's recent posts; without posts there is no data at all."""
    data: dict[str, Json] = {"data": list(posts)} if posts else {}
    return reply({**data, "meta": {"result_count": len(posts), **meta}})


def a_post(text: str, *media_keys: Json, post_id: str = "99") -> Json:
    """A post of a timeline, with the fields that were asked for."""
    attachments: dict[str, Json] = {"attachments": {"media_keys": list(media_keys)}} if media_keys else {}
    return {"id": post_id, "text": text, "created_at": AT, **attachments}


def blind(text: str) -> Json:
    """A post without the fields that were asked for, as of a server that did not heed the question."""
    return {"id": "99", "text": text}


UNKNOWN_PARAMETER = reply(
    {
        "type": f"{PROBLEMS}invalid-request",
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "errors": [{"parameters": {"post.fields": ["attachments,created_at"]}, "message": "unknown"}],
    },
    400,
)


@pytest.mark.parametrize(
    "post",
    [
        a_post("something else", "7_11"),
        a_post("something else", "13_11"),
        a_post(TEXT, "3_5", "7_11"),
        a_post("something else", "3_12"),
        a_post("something else", "3_13"),
    ],
    ids=["same key", "same id of another kind", "among others", "second file", "its other key"],
)
def test_a_post_with_our_media_is_ours(post: Json) -> None:
    assert settled(recent(a_post("older", "7_10", post_id="98"), post)) == Found(Answer({"id": "99"}))


@pytest.mark.parametrize(
    "timeline",
    [recent(), recent(a_post("older", "7_10"), a_post("no media")), recent(a_post("", "7_10"))],
    ids=["no posts", "other posts", "other media without words"],
)
def test_a_timeline_without_our_media_and_words_says_absent(timeline: Reply) -> None:
    assert settled(timeline) == Absent()


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("&", "&amp;"),
        TEXT + " https://t.co/abc",
        TEXT.replace("&", "&amp;") + " https://t.co/abc",
    ],
    ids=["plain", "escaped", "with its media's link", "escaped, with its media's link"],
)
@pytest.mark.parametrize("keys", [(), ("7_5",)], ids=["no media", "other media"])
def test_a_post_of_the_same_words_is_for_a_person_who_sees_which_one(
    text: str, keys: tuple[str, ...]
) -> None:
    found = settled(recent(a_post(text, *keys)))
    assert isinstance(found, Unknowable)
    assert "https://x.com/i/web/status/99" in str(found.looked_for)
    assert "https://x.com/i/user/2244994945 since 2026-11-02 09:45" in str(found.looked_for)


def test_links_are_compared_whatever_x_made_of_them() -> None:
    ours = "Deux liens : https://aromatiza.fr/brume et aromatiza.fr."
    theirs = "Deux liens : https://t.co/abc et https://t.co/def. https://t.co/ghi"
    assert isinstance(settled(recent(a_post(theirs, "7_5")), text=ours), Unknowable)
    assert settled(recent(a_post("Trois liens : https://t.co/abc", "7_5")), text=ours) == Absent()


def test_decomposed_letters_are_the_same_words() -> None:
    assert words_of("é") == words_of("e\u0301")
    assert words_of(" a\n b ") == "a b"


def test_a_post_without_words_could_be_any_post_that_shows_media_alone() -> None:
    assert isinstance(settled(recent(a_post("https://t.co/abc", "7_5")), text=""), Unknowable)
    assert settled(recent(a_post("https://t.co/abc")), text="") == Absent()


def test_our_media_win_over_a_post_of_the_same_words() -> None:
    twin = a_post(TEXT, "7_5", post_id="98")
    assert settled(recent(twin, a_post(TEXT, "7_11"))) == Found(Answer({"id": "99"}))


def test_older_posts_are_read_page_by_page() -> None:
    older = recent(a_post("something else", "7_11"))
    assert settled(recent(a_post("newer"), next_token="b26v"), older) == Found(Answer({"id": "99"}))
    first, second = asked(recent(a_post("newer"), next_token="b26v"), older)
    assert "pagination_token" not in first
    assert second == {**first, "pagination_token": "b26v"}


def test_a_twin_on_one_page_is_remembered_when_the_others_have_nothing() -> None:
    pages = (recent(a_post(TEXT, "7_5"), next_token="b26v"), recent(a_post("older")))
    assert isinstance(settled(*pages), Unknowable)


def test_a_timeline_without_an_end_is_read_as_far_as_x_shows_it_and_proves_nothing() -> None:
    endless = recent(a_post("older"), next_token="b26v")
    assert len(asked(endless)) == MOST_PAGES == 32
    found = settled(endless)
    assert isinstance(found, Unknowable)
    assert "not on the newest 3200" in str(found.looked_for)


def test_an_answer_that_lacks_something_proves_nothing() -> None:
    partial: Json = {
        "data": [a_post("older")],
        "meta": {"result_count": 1},
        "errors": [{"type": f"{PROBLEMS}not-authorized-for-resource", "title": "Authorization Error"}],
    }
    found = settled(reply(partial))
    assert isinstance(found, Unknowable)
    assert "X left something out" in str(found.looked_for)


@pytest.mark.parametrize(
    "timeline",
    [
        reply({}),
        reply("<html>"),
        reply({"data": []}),
        reply({"errors": [{"type": f"{PROBLEMS}resource-unavailable", "title": "No"}]}),
        problem(401, "about:blank"),
        problem(402, f"{PROBLEMS}credits"),
        problem(503, "about:blank"),
    ],
    ids=["empty", "no object", "no count", "only errors", "401", "402", "503"],
)
def test_a_timeline_that_cannot_be_read_never_says_absent(timeline: Reply) -> None:
    with pytest.raises(AromatizaError):
        settled(timeline)


def test_the_timeline_is_asked_from_before_the_sending() -> None:
    assert asked(recent()) == [
        {
            "start_time": "2026-11-02T09:45:00Z",
            "max_results": "100",
            "exclude": "replies,retweets",
            "expansions": "attachments.media_keys",
            "post.fields": "attachments,created_at",
        }
    ]


def test_a_server_that_knows_only_the_older_name_is_asked_by_it() -> None:
    """The parameter was renamed in August 2026; whether both are taken is not known."""
    first, second = asked(UNKNOWN_PARAMETER, recent())
    assert first["post.fields"] == second["tweet.fields"] == "attachments,created_at"
    assert "tweet.fields" not in first
    assert "post.fields" not in second


def test_the_post_is_found_by_either_name() -> None:
    ours = recent(a_post("something else", "7_11"))
    assert settled(ours) == Found(Answer({"id": "99"}))
    assert settled(UNKNOWN_PARAMETER, ours) == Found(Answer({"id": "99"}))
    assert settled(UNKNOWN_PARAMETER, recent()) == Absent()


def test_a_question_that_is_wrong_by_either_name_is_no_absence() -> None:
    with pytest.raises(NeedsHuman, match="invalid-request"):
        settled(UNKNOWN_PARAMETER, UNKNOWN_PARAMETER)


def test_a_server_that_ignores_the_newer_name_is_asked_by_the_older_one() -> None:
    first, second = asked(recent(blind("older")), recent(a_post("older", "7_10")))
    assert ("post.fields" in first, "tweet.fields" in second) == (True, True)
    assert settled(recent(blind("older")), recent(a_post("older", "7_10"))) == Absent()


def test_a_server_that_shows_no_media_by_either_name_proves_nothing() -> None:
    found = settled(recent(blind("older")))
    assert isinstance(found, Unknowable)
    assert "does not say which media" in str(found.looked_for)


def test_what_was_looked_for_is_told_in_both_languages() -> None:
    found = settled(recent(a_post(TEXT)))
    assert isinstance(found, Unknowable)
    assert not isinstance(found.looked_for, str)
    assert "11, 12, 13" in found.looked_for.text("en")
    assert "aucun post ne les porte" in found.looked_for.text("fr")

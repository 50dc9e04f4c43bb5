"""A post whose answer got lost is looked for in the account's own timeline, by the media that it carries.

X names no existing post when it refuses a second one, and knows no idempotency key. An upload belongs to one
attempt, so a post that carries it is ours. Absence is claimed only of a timeline that was read whole, with
the media of its posts, and that has no post of the same words.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    Request,
    Role,
    Send,
    Settled,
    Unknowable,
)
from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import error_for
from aromatiza.platforms.x.api import API, read_refusal
from aromatiza.platforms.x.errors import ERRORS
from aromatiza.platforms.x.links import without_links
from aromatiza.platforms.x.rules import FIELDS, OLD_FIELDS, REACH_POSTS
from aromatiza.platforms.x.uploads import Uploaded, numeral

__all__ = ["QUIET_S", "look_up"]

# No freshness of timelines is promised: a minute, and a quarter of an hour for clocks that differ, are ours.
QUIET_S = 60.0
CLOCK_MARGIN = timedelta(minutes=15)

PAGE_POSTS = 100
"""The most that one page holds; source: SPEC of `rules.py`."""
MOST_PAGES = REACH_POSTS // PAGE_POSTS


@dataclass(frozen=True, slots=True)
class Lost:
    """A post that is looked for: whose, since when, with which media and words."""

    account_id: str
    since: datetime
    numerals: frozenset[str]
    words: str

    def evidence(self) -> dict[str, str]:
        """What a person needs to know who looks for it."""
        return {
            "keys": ", ".join(sorted(self.numerals)),
            "account": f"https://x.com/i/user/{self.account_id}",
            "since": f"{self.since:%Y-%m-%d %H:%M}",
        }


def words_of(text: str) -> str:
    """A text as it can be compared: X escapes it, shortens its links, and adds one for the media.

    Whether X escapes is not known; unescaped on both sides, it does not matter.
    """
    plain = unicodedata.normalize("NFC", html.unescape(text))
    return " ".join(without_links(plain).split())


def carries(post: Tree, lost: Lost) -> bool:
    """Whether a post has one of the media."""
    return any(numeral(key.text()) in lost.numerals for key in media_keys(post))


def media_keys(post: Tree) -> tuple[Tree, ...]:
    """The keys of a post's media."""
    return post.items("attachments", "media_keys")


def is_alike(post: Tree, lost: Lost) -> bool:
    """Whether a post has the same words; two posts without any are alike if this one shows something."""
    return words_of(post.text("text")) == lost.words and bool(lost.words or media_keys(post))


def read_page(lost: Lost, timeline: Tree) -> Answer:
    """What one page says: the post's `id`, else the ids of posts `alike`, and where it goes on `after`.

    `is_blind`: X did not heed which fields were asked for. `is_partial`: X left something out.
    """
    posts = timeline.items("data")
    if not posts:
        timeline.required("meta", "result_count")
    return Answer(
        {
            "id": next((post.required("id") for post in posts if carries(post, lost)), ""),
            "alike": " ".join(post.required("id") for post in posts if is_alike(post, lost)),
            "after": timeline.text("meta", "next_token"),
            "is_blind": any(not post.text("created_at") for post in posts),
            "is_partial": bool(timeline.items("errors")),
        }
    )


BLIND = Answer({"id": "", "alike": "", "after": "", "is_blind": True, "is_partial": False})


def recent_posts(lost: Lost, after: str, fields: str) -> Call:
    """Read a page of the account's own posts; `fields` is the parameter's name, as this X may know it.

    An X that does not know the newer name answers 400, and is asked again by the older one.
    """

    def read(reply: Reply) -> Answer:
        refusal = read_refusal(reply)
        if refusal is None:
            return read_page(lost, reply.json())
        if fields == FIELDS:
            return BLIND
        raise error_for(refusal, ERRORS, reply)

    query = {
        "start_time": f"{lost.since:%Y-%m-%dT%H:%M:%SZ}",
        "max_results": str(PAGE_POSTS),
        "exclude": "replies,retweets",
        "expansions": "attachments.media_keys",
        fields: "attachments,created_at",
    }
    if after:
        query["pagination_token"] = after
    request = Request("GET", f"{API}/users/{lost.account_id}/tweets", query=query)
    return Call("recent posts read", Role.READ, request, read, accepts=frozenset({400}))


async def seeing_page(lost: Lost, after: str, send: Send) -> Answer:
    """Read a page by the newer name of the parameter; by the older one, if X does not heed that."""
    page = await send(recent_posts(lost, after, FIELDS))
    if page.values["is_blind"] and not page.text("id"):
        page = await send(recent_posts(lost, after, OLD_FIELDS))
    return page


async def look_up(delivery: Delivery, media: Iterable[Uploaded], intent: Intent, send: Send) -> Settled:
    """Look for a post whose answer was lost among the account's own, page by page."""
    lost = Lost(
        delivery.account.remote_id,
        intent.sent_at - CLOCK_MARGIN,
        frozenset[str]().union(*(one.numerals for one in media)),
        words_of(delivery.rendition.text),
    )
    alike: list[str] = []
    doubts: list[Message] = []
    after = ""
    for _ in range(MOST_PAGES):
        page = await seeing_page(lost, after, send)
        if page.text("id"):
            return Found(Answer({"id": page.text("id")}))
        alike += page.text("alike").split()
        doubts += doubts_of(page, lost)
        after = page.text("after")
        if not after:
            break
    else:
        doubts.append(msg("x.too_many", read=MOST_PAGES * PAGE_POSTS, **lost.evidence()))
    if alike:
        posts = ", ".join(f"https://x.com/i/web/status/{post}" for post in alike)
        return Unknowable(msg("x.alike", posts=posts, **lost.evidence()))
    return Unknowable(doubts[0]) if doubts else Absent()


def doubts_of(page: Answer, lost: Lost) -> Iterable[Message]:
    """Why a page without the post does not prove that it is absent."""
    if page.values["is_blind"]:
        yield msg("x.blind", **lost.evidence())
    if page.values["is_partial"]:
        yield msg("x.partial", **lost.evidence())

"""What Facebook and Instagram share: one Graph API, its errors, and how a lost post is looked for.

Repeating a call is harmless unless it publishes, so an error that may hide a live post is `UNSURE` here: the
engine then looks before it sends again. The codes are read from the envelope, never from the HTTP status,
which is 400 for nearly everything, rate limits included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import Call, Intent, Request, Role, Send
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import Next, Refusal, Row
from aromatiza.core.rules import Fact, Source

__all__ = [
    "ANY_STATUS",
    "DATA_ACCESS",
    "GENERAL_ERRORS",
    "GRAPH",
    "GRAPH_FACTS",
    "HOST",
    "LIMIT_ERRORS",
    "RATE_LIMITS",
    "VERSION",
    "LostPost",
    "by_code",
    "matching_ids",
    "page_of",
    "read_id",
    "read_refusal",
    "regained_after_s",
    "since_of",
]

VERSION = "v25.0"
"""How long it lives is among `GRAPH_FACTS`."""

HOST = "graph.facebook.com"
GRAPH = f"https://{HOST}/{VERSION}"

ANY_STATUS = frozenset(range(200, 600))
"""For a call whose reader judges refusals itself."""

RATE_WINDOW_S = 3600
"""Limits count over a rolling hour; source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting/
(read 2026-11)."""

CLOCK_SKEW = timedelta(minutes=2)
"""How far the network's clock may be behind ours when a post is looked for by its time."""

USAGE_HEADER = "x-business-use-case-usage"
OUR_USES = frozenset({"instagram", "pages"})
"""The kinds of use that our calls are counted as; others, such as advertising, do not limit them."""

PAGE_ITEMS = 100
"""The most that one page of a list holds; source:
https://developers.facebook.com/docs/graph-api/reference/page/feed/ (read 2026-11)."""

LIMIT_ERRORS: tuple[Row, ...] = tuple(
    Row(Next.UNSURE, code=code, after_s=RATE_WINDOW_S)
    # of the app, of a user, of a Page, of the application, of our own calls, of a Page, of Instagram
    for code in ("4", "17", "32", "341", "613", "80001", "80002")
)
"""Limits; whoever goes on calling prolongs them. Source: `RATE_LIMITS`."""

GENERAL_ERRORS: tuple[Row, ...] = (
    # a person must clear a check on facebook.com (459, 464) or give the role on the Page back (492)
    *(Row(Next.HUMAN, code="190", subcode=code, advice=msg("meta.advice.check")) for code in ("459", "464")),
    Row(Next.HUMAN, code="190", subcode="492", advice=msg("meta.advice.role")),
    *(Row(Next.AUTH, code=code, advice=msg("meta.advice.token")) for code in ("102", "190")),
    # an unknown error and "service down": duplicates were seen after a blind second try
    *(Row(Next.UNSURE, code=code) for code in ("1", "2")),
    *LIMIT_ERRORS,
    # the user is not visible; all other codes of that range are permissions
    Row(Next.HUMAN, code="210"),
    *(
        Row(Next.AUTH, code=str(code), advice=msg("meta.advice.permission"))
        for code in (10, *range(200, 300))
    ),
    # missing or merely not visible: never a proof that nothing was published
    Row(Next.UNSURE, code="100", subcode="33"),
    Row(Next.HUMAN, code="100", advice=msg("meta.advice.ours")),
    Row(Next.HUMAN, code="3", advice=msg("meta.advice.capability")),
    Row(Next.HUMAN, code="368", advice=msg("meta.advice.blocked")),
)
"""Source: https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11)."""


READ_ON = "2026-11-22"
DOCS = "https://developers.facebook.com/docs"
VERSIONS = Source(f"{DOCS}/graph-api/changelog", READ_ON)
RATE_LIMITS = Source(f"{DOCS}/graph-api/overview/rate-limiting/", READ_ON)
ACCESS_LEVELS = Source(f"{DOCS}/graph-api/overview/access-levels", READ_ON)
APP_MODES = Source(
    "https://developers.facebook.com/documentation/development/build-and-test/app-modes", READ_ON
)
LONG_LIVED = Source(
    "https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived",
    READ_ON,
)
DATA_ACCESS = Source("https://developers.facebook.com/documentation/facebook-login/auth-vs-data", READ_ON)

GRAPH_FACTS: tuple[Fact, ...] = (
    Fact(msg("graph.fact.version"), f"{VERSION}, 2028-07-29", VERSIONS, "2027-11-22"),
    Fact(msg("graph.fact.calls_of_user"), "200", RATE_LIMITS, "2027-05-22"),
    Fact(msg("graph.fact.user_token"), "60", LONG_LIVED, "2027-05-22"),
    Fact(msg("graph.fact.unused_permission"), "90", DATA_ACCESS, "2027-05-22"),
    Fact(msg("graph.fact.access"), "Standard Access", ACCESS_LEVELS, "2027-05-22"),
    Fact(msg("graph.fact.app_mode"), "Live", APP_MODES, "2027-05-22"),
)
"""What ages for both networks: the version with its last day, limits, lifetimes, what an app must be."""


def by_code(then: Next, *codes: str, advice: Message | None = None) -> tuple[Row, ...]:
    """Lines for codes that come alone, or as the subcode of a general code."""
    return (
        *(Row(then, subcode=code, advice=advice) for code in codes),
        *(Row(then, code=code, advice=advice) for code in codes),
    )


def read_id(reply: Reply) -> Answer:
    """The id of what was created or asked for."""
    return Answer({"id": reply.json().required("id")})


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply of the Graph API, or of its upload host, which wraps it as `debug_info`."""
    error, upload = reply.json().at("error"), reply.json().at("debug_info")
    if reply.status < 400 and not error.fields() and not upload.fields():
        return None
    return Refusal(
        status=reply.status,
        code=error.text("code") or upload.text("type"),
        subcode=error.text("error_subcode"),
        text=error.text("error_user_msg") or error.text("message") or upload.text("message"),
        trace=error.text("fbtrace_id"),
        after_s=regained_after_s(reply),
    )


def regained_after_s(reply: Reply) -> float | None:
    """After how many seconds a limited account may call again, as the header of its usage states it.

    None when it states no wait, or cannot be read. It counts minutes, for each object of the business and
    each kind of use; the longest of ours is taken. `X-App-Usage` states percentages only, never a wait.
    Source: `RATE_LIMITS`.
    """
    usage = Reply(reply.status, body=reply.headers.get(USAGE_HEADER, "").encode()).json()
    minutes = [
        entry.number("estimated_time_to_regain_access") or 0
        for name in usage.fields()
        for entry in usage.items(name)
        if entry.text("type") in OUR_USES
    ]
    longest = max(minutes, default=0)
    return longest * 60.0 if longest > 0 else None


@dataclass(frozen=True, slots=True)
class LostPost:
    """What is known of a post whose answer was lost: the list it would stand in, its text and its time.

    `text_field` and `time_field` are the list's names for the two; `marks` are other fields that must
    be equal. `is_dated`: the list can be asked for what is not older than `since`.
    """

    url: str
    text_field: str
    time_field: str
    text: str
    since: datetime
    marks: Mapping[str, str] = field(default_factory=dict)
    is_dated: bool = True

    def is_at(self, item: Tree) -> bool:
        """Whether a listed item can be this post; white space may have been changed on the way.

        The times of the Graph API are ISO 8601 in UTC to the second, so that texts compare like times.
        """
        time = item.text(self.time_field)[: len("2026-11-01T12:00:00")]
        return (
            item.text(self.text_field).split() == self.text.split()
            and (not time or time >= self.since.strftime("%Y-%m-%dT%H:%M:%S"))
            and all(item.text(name) == value for name, value in self.marks.items())
        )


def since_of(intent: Intent) -> datetime:
    """The earliest time, in UTC, that a post sent then can carry on the network."""
    return intent.sent_at - CLOCK_SKEW


async def matching_ids(lost: LostPost, send: Send) -> tuple[str, ...]:
    """The ids of everything listed that can be the lost post, over all pages of the list."""
    page = await send(page_of(lost))
    ids = page.text("ids").split()
    while page.text("after"):
        page = await send(page_of(lost, page.text("after")))
        ids += page.text("ids").split()
    return tuple(ids)


def page_of(lost: LostPost, after: str = "") -> Call:
    """Read one page of a list; of what it says, the ids that match and the next page's cursor are kept."""

    def read(reply: Reply) -> Answer:
        listed = reply.json()
        if "data" not in listed.fields():
            # an answer that is no list must not look like an empty one: the post would be sent again
            raise Retryable(msg("network.unreadable", place="data"), may_have_acted=True)
        ids = [item.required("id") for item in listed.items("data") if lost.is_at(item)]
        cursor = listed.required("paging", "cursors", "after") if listed.text("paging", "next") else ""
        return Answer({"ids": " ".join(ids), "after": cursor})

    query = {
        "fields": ",".join(("id", lost.text_field, lost.time_field, *lost.marks)),
        "limit": str(PAGE_ITEMS),
    }
    if lost.is_dated:
        query["since"] = str(int(lost.since.timestamp()))
    if after:
        query["after"] = after
    return Call("posts listed", Role.READ, Request("GET", lost.url, query), read)

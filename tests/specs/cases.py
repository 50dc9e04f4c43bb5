"""Posts to Pinterest, X and YouTube that together use every option, and every call that the flows know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from aromatiza.core.delivery import State
from aromatiza.core.post import Json, Media, MediaKind

__all__ = ["CASES", "HOST", "LONG_VIDEO", "Case"]

HOST = "res.cloudinary.com"
LONG_VIDEO = "long.mp4"
"""A video of more than one of X's segments; every other one is short."""

NOTHING: Mapping[str, Json] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery: what the post says, `faults` that the sandbox is to have, how it must end.

    `token` is what the token says besides its account; its text is its `name`, unless it has
    a `text` of its own. `due_in_s`: so many seconds later it is to be published; None is at once.
    """

    name: str
    media: Sequence[Media]
    options: Mapping[str, Json] = field(default_factory=dict)
    faults: Sequence[Mapping[str, Json]] = ()
    token: str = ""
    token_name: str = "sandbox"
    text: str = ""
    link: str = "https://example.com/brume"
    ends: State = State.PUBLISHED
    due_in_s: float | None = None


def video(file: str = "brume.mp4", alt: str = "Une brume") -> tuple[Media, ...]:
    """A video of the brand."""
    return (Media(MediaKind.VIDEO, f"https://{HOST}/demo/{file}", alt),)


def photos(*alts: str) -> tuple[Media, ...]:
    """As many photos as there are descriptions."""
    return tuple(
        Media(MediaKind.PHOTO, f"https://{HOST}/demo/brume-{number}.jpg", alt)
        for number, alt in enumerate(alts, 1)
    )


def lost(method: str, host: str, path: str, nth: int = 1, drop: str = "after") -> Mapping[str, Json]:
    """The sandbox's trouble for one request."""
    return {"method": method, "host": host, "path": path, "nth": nth, "drop": drop}


PINTEREST, X, YOUTUBE = "api.pinterest.com", "api.x.com", "www.googleapis.com"
BOARD, OTHER_BOARD, SECTION = "1022106077902810180", "1022106077902810181", "1022106077902810182"
IN_SECTION: Mapping[str, Json] = {"board": OTHER_BOARD, "section": SECTION}
COVER = f"https://{HOST}/demo/cover.jpg"
MANY_BOARDS = ";board=" + ",".join(f"Atelier{number}" for number in range(300))

PINTEREST_CASES = (
    Case("video", video(), {"board": BOARD}),
    Case(
        "video, own title and cover of its second", video(), {"board": BOARD, "title": "Brume", "cover_at": 1}
    ),
    Case("video in a section with a cover of its own", video(), {**IN_SECTION, "cover_url": COVER}),
    Case("photo on a board by name", photos("Un flacon"), {"board": "Senteurs"}),
    Case("photo on the last of many boards", photos("Un flacon"), {"board": "Atelier299"}, token=MANY_BOARDS),
    Case("photo without link or description", photos(""), {"board": BOARD}, link=""),
    Case("lost pin", photos("Un flacon"), {"board": BOARD}, [lost("POST", PINTEREST, "/v5/pins")]),
    Case("lost pin in a section", photos("Un flacon"), IN_SECTION, [lost("POST", PINTEREST, "/v5/pins")]),
    Case("no such board", photos("Un flacon"), {"board": "404"}, ends=State.BLOCKED),
    Case("no such section", photos(""), {"board": BOARD, "section": "404"}, ends=State.BLOCKED),
    Case("old token", photos(""), {"board": BOARD}, token_name="expired", ends=State.BLOCKED),
    Case("no scope", photos(""), {"board": BOARD}, token=";scope=user_accounts:read", ends=State.BLOCKED),
)

X_CASES = (
    Case("video in segments", video(LONG_VIDEO)),
    Case("one photo", photos("Un flacon")),
    Case(
        "four photos with every label",
        photos("1", "2", "", "4"),
        {"ai_generated": True, "paid_partnership": True},
    ),
    *(
        Case(f"photo, replies of {who}", photos(""), {"reply_settings": who})
        for who in ("following", "mentionedUsers", "subscribers", "verified")
    ),
    Case("lost post", video(), faults=[lost("POST", X, "/2/tweets")]),
    Case("the same words", photos("")),
    Case("the same words again", photos(""), text="the same words", ends=State.BLOCKED),
    Case("old token", photos(""), token_name="expired", ends=State.BLOCKED),
    Case("no scope", photos(""), token=";scope=users.read,tweet.read", ends=State.BLOCKED),
)

EVERY_OPTION: Mapping[str, Json] = {
    "title": "Brume de lavande",
    "privacy": "public",
    "made_for_kids": True,
    "synthetic": True,
    "category": "26",
    "tags": ["lavande", "parfum d'intérieur"],
    "notify": False,
    "paid_partnership": True,
    "thumbnail_url": COVER,
    "schedule": "aromatiza",
}
UPLOAD_PATH = "/upload/youtube/v3/videos"
YOUTUBE_CASES = (
    Case("video", video()),
    Case("video with every option", video(), EVERY_OPTION),
    Case("unlisted", video(), {"privacy": "unlisted"}),
    Case("private", video(), {"privacy": "private"}),
    Case("handed over before its hour", video(), {"schedule": "network"}, due_in_s=3 * 3600),
    Case("lost upload", video(), faults=[lost("PUT", YOUTUBE, UPLOAD_PATH, nth=2)]),
    Case("bytes that never came", video(), faults=[lost("PUT", YOUTUBE, UPLOAD_PATH, nth=2, drop="before")]),
    Case("old token", video(), token_name="expired", ends=State.BLOCKED),
)

CASES: Mapping[str, Sequence[Case]] = {"pinterest": PINTEREST_CASES, "x": X_CASES, "youtube": YOUTUBE_CASES}
"""By network. The order counts: what was published before may be found later."""

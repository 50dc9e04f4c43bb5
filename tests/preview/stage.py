"""Posts and rehearsed deliveries with fixed ids and times, for tests of previews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aromatiza.core.answers import Answer
from aromatiza.core.calls import (
    Auth,
    Body,
    Call,
    FileBody,
    FormBody,
    Intent,
    JsonBody,
    MultipartBody,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Span,
    Unknowable,
    Visibility,
    whole,
)
from aromatiza.core.delivery import Block, Record, State
from aromatiza.core.messages import msg
from aromatiza.core.post import Account, AccountName, Brand, Media, MediaKind, Post, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.core.rendition import File, rendition_of
from aromatiza.core.secret import Secret
from aromatiza.preview.rehearsal import Rehearsed

__all__ = [
    "BRAND",
    "DIGEST",
    "FILE",
    "NOW",
    "POSTS",
    "PROBLEMS",
    "REHEARSED",
    "call",
    "post_of",
    "rehearsed",
    "says",
]

NOW = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
PLATFORMS = ("facebook", "instagram", "pinterest", "tiktok", "x", "youtube")
BRAND = Brand(
    ZoneInfo("Europe/Paris"),
    "fr",
    {AccountName(name): Account(AccountName(name), name, "1") for name in PLATFORMS},
)
FILE = File(
    MediaKind.VIDEO, "https://res.cloudinary.com/demo/brume.mp4", "", "d" * 64, 12_345_678, "video/mp4"
)
RECEIPT = Receipt("1", "https://example.com/1", Visibility.PUBLIC)


def post_of(name: str, text: str, **changes: object) -> Post:
    """A post with a film."""
    media = (Media(MediaKind.VIDEO, FILE.url),)
    post = Post(PostId(name), f"content/posts/{name}.yaml", "Brume de lavande", media, {"default": text})
    return replace(post, **changes)  # type: ignore[arg-type] # the fields of a post, by name


def says(post: Post) -> Call:
    """The call that sends a post's text and nothing else."""
    return call(
        "text sent",
        Role.PREPARE,
        "POST",
        "https://api.example/v1",
        FormBody({"text": post.captions["default"]}),
    )


async def never(_intent: Intent, _send: Send) -> Settled:
    return Unknowable("nothing")


def call(name: str, role: Role, method: str, url: str | Secret, body: Body = None, **query: str) -> Call:
    """A call that nobody sends."""
    request = Request(method, url, query, {}, body, Auth.BEARER)
    settle = Settle(never, 0) if role is Role.PUBLISH else None
    return Call(name, role, request, lambda _: Answer(), settle)


def rehearsed(
    post: Post, account: str, *calls: Call, visibility: Visibility | None = Visibility.PUBLIC
) -> Rehearsed:
    """A delivery that ended with that visibility, or was blocked by its network."""
    owner = BRAND.accounts[AccountName(account)]
    record = Record(
        post.id,
        owner.name,
        owner.platform,
        State.BLOCKED,
        post.path,
        "",
        rendition_of(post, owner, BRAND),
        NOW,
        files=tuple(replace(FILE, kind=media.kind, url=media.url, alt=media.alt) for media in post.media),
    )
    if visibility is None:
        reason = msg("network.failed", reason="media", detail="the film has no sound")
        return Rehearsed(replace(record, reason=reason, block=Block.CONTENT), calls)
    receipt = replace(RECEIPT, visibility=visibility)
    return Rehearsed(replace(record, state=State.PUBLISHED, receipt=receipt), calls)


BRUME = post_of(
    "brume-lavande",
    "Une pression, et le linge sent la Provence 💜",
    hashtags=("lavande", "maison"),
    link="https://example.com/brume?a=1",
    publish_at=datetime(2026, 6, 1, 16, 0, tzinfo=UTC),
)
BOUGIE = post_of(
    "bougie",
    "Une bougie, deux photos.",
    media=tuple(
        Media(MediaKind.PHOTO, f"https://res.cloudinary.com/demo/{n}.jpg", f"la bougie, vue {n}")
        for n in (1, 2)
    ),
    publish_at=NOW - timedelta(minutes=1),
)
BROUILLON = post_of("coffret", "À finir", is_draft=True)
VIDE = post_of("vide", "Personne")
POSTS: Mapping[PostId, Post] = {post.id: post for post in (BRUME, BOUGIE, BROUILLON, VIDE)}

TEXT = f"{BRUME.captions['default']}\n\n#lavande #maison"
OWNER = call("token owner read", Role.READ, "GET", "https://api.example/me", fields="id")
CREATED = call(
    "pin created",
    Role.PUBLISH,
    "POST",
    "https://api.pinterest.com/v5/pins",
    JsonBody({"link": f"{BRUME.link}&utm_content=m", "title": BRUME.title, "n": [1, True, TEXT]}),
)
UPLOADED = call(
    "video uploaded",
    Role.PREPARE,
    "POST",
    Secret("https://upload.example/swordfish"),
    MultipartBody({"policy": Secret("swordfish"), "key": "uploads/1"}, "file", FILE, whole(FILE)),
)
CHUNK = call(
    "chunk 2 sent", Role.PREPARE, "PUT", "https://up.example/v1", FileBody(FILE, Span(5, 10)), b="2", a="1"
)
PUBLISHED = call(
    "media published",
    Role.PUBLISH,
    "POST",
    "https://graph.example/1/media_publish",
    FormBody({"caption": f"{BOUGIE.captions['default']}\nid: 2", "alt": "la bougie, vue 1"}),
)

REHEARSED = (
    rehearsed(BOUGIE, "facebook", says(BOUGIE)),
    rehearsed(BOUGIE, "instagram", OWNER, PUBLISHED, visibility=Visibility.ACCEPTED),
    rehearsed(BRUME, "pinterest", OWNER, UPLOADED, CREATED),
    rehearsed(BRUME, "tiktok", CHUNK, visibility=Visibility.INBOX),
    rehearsed(BRUME, "x", visibility=None),
    rehearsed(BROUILLON, "youtube", says(BROUILLON), visibility=Visibility.UNLISTED),
)
PROBLEMS = (
    Problem(
        "brand",
        Severity.ERROR,
        "content/brand.yaml",
        3,
        1,
        "",
        msg("rule.required", part="timezone"),
        msg("rule.required.fix", name="timezone"),
    ),
    Problem(
        "text-too-long",
        Severity.WARNING,
        BRUME.path,
        9,
        3,
        "captions.x",
        msg("rule.length", part=msg("part.text"), found=300, limit=280, unit=msg("unit.x_weight")),
        msg("rule.length.fix", over=20, unit=msg("unit.x_weight")),
    ),
)

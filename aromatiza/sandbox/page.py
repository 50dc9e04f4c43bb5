"""The feeds as a person would see them: one HTML page, a column for each network.

Whatever came from a post is escaped and stays text: it never becomes markup, and never a live link. The
page loads nothing from anywhere: its own policy forbids all but this sandbox and what is written into it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from aromatiza.sandbox.world import VisiblePost

__all__ = ["Shown", "feeds_page", "language_of"]

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Sandbox – simulated feeds",
        "lead": "Every network is simulated on this machine, nothing here is public. Times are in UTC.",
        "none": "no post",
        "one": "1 post",
        "many": "{} posts",
        "empty": "Nothing has been published here yet.",
        "too_large": "The file is too large for this page.",
        "lost": "No file to show.",
        "no_alt": "Photo without a description",
        "video": "Video",
        "link": "Link",
        "id": "Id",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "public": "Public",
        "private": "Private",
        "unlisted": "Unlisted",
        "inbox": "Inbox draft",
        "draft": "Draft",
        "scheduled": "Scheduled",
    },
    "fr": {
        "title": "Sandbox – fils simulés",
        "lead": "Chaque réseau est simulé sur cette machine, rien de ceci n’est public. Heures en UTC.",
        "none": "aucune publication",
        "one": "1 publication",
        "many": "{} publications",
        "empty": "Rien n’a encore été publié ici.",
        "too_large": "Le fichier est trop lourd pour cette page.",
        "lost": "Pas de fichier à montrer.",
        "no_alt": "Photo sans description",
        "video": "Vidéo",
        "link": "Lien",
        "id": "Id",
        "months": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "public": "Public",
        "private": "Privé",
        "unlisted": "Non répertorié",
        "inbox": "Boîte de réception",
        "draft": "Brouillon",
        "scheduled": "Programmé",
    },
}
NAMES = {
    "tiktok": "TikTok",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "youtube": "YouTube",
    "x": "X",
}
GLYPHS = {
    "tiktok": '<path d="M13 4v10.8a3.4 3.4 0 1 1-3-3.4M13 4c.3 2.6 2 4.3 4.6 4.5"/>',
    "facebook": '<path d="M15.5 5H14c-1.6 0-2.6 1-2.6 2.7V20M8.3 11.6h6.4"/>',
    "instagram": '<rect x="4.5" y="4.5" width="15" height="15" rx="4.5"/><circle cx="12" cy="12" r="3.4"/>'
    '<path d="M16.3 7.7h.01"/>',
    "pinterest": '<path d="m9.2 20 2.6-10.4M8.3 12.9c-1.9-3.3.3-7.6 4.3-7.6 3.1 0 5 2.2 4.6 5'
    '-.4 3-2.3 4.9-4.4 4.9-1.2 0-2-.5-2.4-1.4"/>',
    "youtube": '<path class="solid" d="M9 6.8v10.4l8.6-5.2z"/>',
    "x": '<path d="m6 5.5 12 13M18 5.5l-12 13"/>',
}
OTHER_GLYPH = '<circle cx="12" cy="12" r="6.5"/>'
TEXT_FIRST = frozenset({"facebook", "x"})
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; media-src 'self' data:"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of a post: its content type, and where the page finds it; `src` is "" when it is too large."""

    kind: str
    src: str


def feeds_page(
    posts: Sequence[VisiblePost],
    media: Callable[[str], Shown | None],
    *,
    lang: str = "en",
    is_live: bool = False,
) -> str:
    """The page in `lang` ("en" or "fr"): a column for each network, its newest post first.

    `media` finds the file of a digest. A live page follows what happens, except while a video plays.
    """
    words = WORDS[lang]
    platforms = dict.fromkeys([*NAMES, *(post.platform for post in posts)])
    columns = [_column(name, [p for p in posts if p.platform == name], media, words) for name in platforms]
    script = f"<script>{SCRIPT}</script>\n" if is_live else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(is_live)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<link rel="icon" href="data:,">\n<title>{words["title"]}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n"
        '<header class="top"><p class="brand">aromatiza</p><h1>Sandbox</h1>'
        f'<p class="lead">{words["lead"]}</p></header>\n'
        f"<main>\n{''.join(columns)}</main>\n{script}</body>\n</html>\n"
    )


def language_of(accept_language: str) -> str:
    """The page's language for an `Accept-Language` header: whichever of the two it prefers, else "en"."""
    liked: list[tuple[float, str]] = []
    for choice in accept_language.lower().split(","):
        tag, _, rest = choice.strip().partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d+)?)\s*", rest)
        if tag[:2] in WORDS:
            liked.append((float(weight[1]) if weight else 1.0, tag[:2]))
    return max(liked, key=lambda pair: pair[0], default=(1.0, "en"))[1]


def _policy(is_live: bool) -> str:
    if not is_live:
        return POLICY
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    return POLICY + f"; connect-src 'self'; script-src 'sha256-{digest}'"


def _column(
    platform: str,
    posts: Sequence[VisiblePost],
    media: Callable[[str], Shown | None],
    words: Mapping[str, str],
) -> str:
    name = escape(NAMES.get(platform, platform.capitalize()))
    newest_first = sorted(posts, key=lambda post: post.at, reverse=True)
    accounts = list(dict.fromkeys(post.account for post in newest_first))
    owners = f'<p class="accounts">{escape(", ".join(accounts))}</p>' if accounts else ""
    feed = "".join(
        _article(post, media(post.media_digest), words, is_signed=len(accounts) > 1) for post in newest_first
    )
    count = words["one" if len(posts) == 1 else "many"].format(len(posts)) if posts else words["none"]
    glyph = _glyph(platform)
    empty = f'<div class="empty">{glyph}<p>{words["empty"]}</p></div>'
    return (
        f'<section class="phone {escape(platform)}" aria-labelledby="feed-{escape(platform)}">\n'
        f'<header>{glyph}<div class="who"><h2 id="feed-{escape(platform)}">{name}</h2>'
        f'{owners}<p class="count">{count}</p></div></header>\n'
        f'<div class="feed" tabindex="0" role="group" aria-label="{name}">\n'
        f"{feed or empty}</div>\n</section>\n"
    )


def _article(post: VisiblePost, shown: Shown | None, words: Mapping[str, str], *, is_signed: bool) -> str:
    account = f'<span class="account">{escape(post.account)}</span>' if is_signed else ""
    visibility = escape(words.get(post.visibility, post.visibility))
    title = f'<h3 dir="auto">{escape(post.title)}</h3>' if post.title else ""
    text = f'<p class="text" dir="auto">{escape(post.text)}</p>' if post.text else ""
    link = f'<p class="link"><span>{words["link"]}</span> {escape(post.link)}</p>' if post.link else ""
    poster = _poster(post, shown, words)
    said = f'<div class="said">{title}{text}</div>' if title or text else ""
    order = f"{said}{poster}" if post.platform in TEXT_FIRST else f"{poster}{said}"
    at = datetime.fromtimestamp(post.at, UTC)
    return (
        f'<article><div class="byline">{account}'
        f'<span class="badge {escape(post.visibility)}">{visibility}</span>'
        f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{_date(at, words)}</time></div>{order}{link}'
        f"<footer><span>{words['id']}</span> <code>{escape(post.remote_id)}</code></footer></article>\n"
    )


def _poster(post: VisiblePost, shown: Shown | None, words: Mapping[str, str]) -> str:
    if shown is None:
        return "" if not post.media_digest else f'<p class="poster missing">{words["lost"]}</p>'
    if not shown.src:
        return f'<p class="poster missing">{words["too_large"]}</p>'
    src = escape(shown.src)
    if shown.kind.startswith("image/"):
        return f'<img class="poster" src="{src}" alt="{escape(post.alt or words["no_alt"])}">'
    label = escape(": ".join(filter(None, [words["video"], post.title or post.text[:60]])))
    controls = 'preload="metadata" muted playsinline controls'
    return f'<video class="poster" src="{src}" aria-label="{label}" {controls}></video>'


def _glyph(platform: str) -> str:
    drawn = GLYPHS.get(platform, OTHER_GLYPH)
    return f'<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>'


def _date(at: datetime, words: Mapping[str, str]) -> str:
    month = words["months"].split()[at.month - 1]
    return f"{at.day} {month} {at.year}, {at:%H:%M}"

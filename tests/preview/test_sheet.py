"""What a preview says of a delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aromatiza.core.calls import Call, JsonBody, MultipartBody, Role, Span
from aromatiza.core.messages import Locale
from aromatiza.core.post import Json, Media, MediaKind, Post
from aromatiza.core.secret import Secret
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.preview.sheet import Sheet, sheet_of
from tests.preview.stage import BRAND, FILE, NOW, call, post_of, rehearsed, says


def sheet(*shown: Rehearsed, post: Post, locale: Locale = "en") -> Sheet:
    return sheet_of(shown, {post.id: post}, (), BRAND, locale)


def cells(post: Post, account: str = "x", locale: Locale = "en") -> tuple[str, ...]:
    (row,) = sheet(rehearsed(post, account), post=post, locale=locale).rows
    return row


@pytest.mark.parametrize(
    ("publish_at", "shown"),
    [
        pytest.param(None, "at merge", id="no date"),
        pytest.param(NOW, "at merge", id="now"),
        pytest.param(NOW - timedelta(days=1), "at merge", id="past"),
        pytest.param(
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            "2027-01-01 00:30 Europe/Paris (2026-12-31 23:30 UTC)",
            id="winter",
        ),
        pytest.param(
            datetime(2026, 7, 1, 10, 0, tzinfo=UTC),
            "2026-07-01 12:00 Europe/Paris (2026-07-01 10:00 UTC)",
            id="summer",
        ),
    ],
)
def test_when_a_delivery_goes_out(publish_at: datetime | None, shown: str) -> None:
    assert cells(post_of("brume", "Bonjour", publish_at=publish_at))[2] == shown


def test_a_draft_never_goes_out_whatever_its_date() -> None:
    post = post_of("brume", "Bonjour", is_draft=True, publish_at=NOW + timedelta(days=9))
    assert cells(post)[2] == "draft, never published"


@pytest.mark.parametrize(
    ("account", "shown"),
    [("x", "3/280"), ("instagram", "3/2200"), ("pinterest", "2/500"), ("youtube", "6/5000")],
)
def test_the_length_is_counted_as_each_network_counts(account: str, shown: str) -> None:
    """A letter with an accent and an emoji: three weighted characters for X, six bytes for YouTube."""
    assert cells(post_of("brume", "é💜"), account)[3] == shown


@pytest.mark.parametrize(
    ("size_bytes", "locale", "shown"),
    [
        (1, "en", "video, 1 kB"),
        (999_999, "en", "video, 1000 kB"),
        (12_345_678, "en", "video, 12.3 MB"),
        (12_345_678, "fr", "vidéo, 12,3 Mo"),
    ],
)
def test_media_are_shown_with_their_size(size_bytes: int, locale: Locale, shown: str) -> None:
    post = post_of("brume", "Bonjour")
    one = rehearsed(post, "x")
    one = replace(one, record=replace(one.record, files=(replace(FILE, size_bytes=size_bytes),)))
    assert sheet(one, post=post, locale=locale).rows[0][4] == shown


def test_media_that_were_not_fetched_have_no_size() -> None:
    post = post_of("brume", "Bonjour")
    one = rehearsed(post, "x", visibility=None)
    one = replace(one, record=replace(one.record, files=()))
    assert sheet(one, post=post).rows[0][4] == "video"


def test_one_photo_is_not_counted() -> None:
    post = post_of("brume", "Bonjour", media=(Media(MediaKind.PHOTO, "https://res.cloudinary.com/1.jpg"),))
    assert cells(post)[4] == "1 photo, 12.3 MB"


def texts(*shown: Rehearsed, post: Post) -> dict[str, tuple[str, ...]]:
    """What is shown, and by whom."""
    return dict(sheet(*shown, post=post).posts[0].texts)


def sends(value: Json) -> Call:
    """A call that sends this."""
    return call("sent", Role.READ, "POST", "https://api.example/", JsonBody(value))


def test_accounts_that_show_the_same_text_share_it() -> None:
    post = post_of("brume", "Bonjour")
    with_title = sends({"snippet": {"title": post.title}, "texts": ["Bonjour", 7, None]})
    shown = (
        rehearsed(post, "tiktok", says(post)),
        rehearsed(post, "x", says(post)),
        rehearsed(post, "youtube", with_title),
    )
    assert texts(*shown, post=post) == {
        "Bonjour": ("tiktok", "x"),
        "Brume de lavande\n\nBonjour": ("youtube",),
    }


def test_a_link_is_shown_where_it_is_sent_and_only_once() -> None:
    link = "https://example.com/brume"
    both = sends({"link": f"{link}?utm_content=m", "text": "Bonjour"})
    apart = post_of("brume", "Bonjour", link=link)
    within = post_of("brume", f"Voyez {link}", link=link)
    assert texts(rehearsed(apart, "x", both), post=apart) == {f"Bonjour\n\n{link}": ("x",)}
    assert texts(rehearsed(apart, "x", says(apart)), post=apart) == {"Bonjour": ("x",)}
    assert texts(rehearsed(within, "x", says(within)), post=within) == {f"Voyez {link}": ("x",)}


def test_an_account_to_which_no_text_is_sent_shows_none() -> None:
    """A film for the inbox of TikTok: its owner writes the text there."""
    post = post_of("brume", "Bonjour")
    secret = MultipartBody({"text": Secret("Bonjour")}, "file", FILE, Span(0, 1))
    delivery = rehearsed(post, "tiktok", call("sent", Role.READ, "POST", "https://api.example/", secret))
    assert texts(delivery, post=post) == {"[no text is sent]": ("tiktok",)}


def test_a_rehearsal_that_failed_shows_all_texts_that_there_are() -> None:
    media = (Media(MediaKind.PHOTO, "https://res.cloudinary.com/1.jpg", "une photo"),)
    post = post_of("brume", "Bonjour", link="https://example.com/brume", media=media)
    expected = "Brume de lavande\n\nBonjour\n\nhttps://example.com/brume\n\n[alternative text] une photo"
    assert texts(rehearsed(post, "x", visibility=None), post=post) == {expected: ("x",)}


def test_what_a_feed_hides_behind_more_is_said_account_by_account() -> None:
    words = " ".join(["lavande"] * 20)
    shown = rehearsed(post_of("long", words), "instagram", says(post_of("long", words)))
    (sheet,) = sheet_of([shown], {shown.record.post: post_of("long", words)}, (), BRAND, "en").posts
    assert sheet.notes == (f"instagram: “{' '.join(['lavande'] * 15)} … more” (behind it: 39 characters)",)


def test_a_text_that_the_feed_shows_whole_needs_no_note() -> None:
    shown = rehearsed(post_of("short", "One spray"), "instagram", says(post_of("short", "One spray")))
    (sheet,) = sheet_of([shown], {shown.record.post: post_of("short", "One spray")}, (), BRAND, "en").posts
    assert sheet.notes == ()

"""Findings become problems: with the account's own place, the very word, and a fix that can be pasted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aromatiza.core.media_facts import MediaFacts, Trouble
from aromatiza.core.messages import msg
from aromatiza.core.problems import Problem, Severity
from aromatiza.loader.checks import check_links, check_media, check_posts, stale_facts
from aromatiza.loader.content import load_brand
from aromatiza.platforms import REGISTRY
from tests.loader.builders import BRAND, POST, VIDEO, brand, load
from tests.samples import photo_facts, video_facts

PNG = "https://res.cloudinary.com/demo/image/upload/v1/a.png"
PHOTOS = f"photos: [{{url: {PNG}, alt: A}}]\n"


def media_problems(text: str, facts: Mapping[str, MediaFacts | Trouble]) -> tuple[Problem, ...]:
    return check_media([load(text)], brand(), REGISTRY, facts)


def test_a_good_video_has_no_problem_on_any_account() -> None:
    text = f"{POST}title: A\ncaptions: B\nlink: https://a.example/b\nplatforms: [instagram, pinterest, x]\n"

    assert media_problems(text, {VIDEO: video_facts()}) == ()


def test_a_file_that_was_not_measured_is_not_judged() -> None:
    text = f"{POST}captions: {'b' * 400}\nplatforms: [x]\n"  # too long: but that is no matter of the file

    assert media_problems(text, {}) == ()


def test_a_long_video_gets_the_address_of_a_shorter_one() -> None:
    (problem,) = media_problems(POST, {VIDEO: video_facts(duration_s=15.1)})

    assert (problem.code, problem.key, problem.line, problem.column) == ("video-duration", "video", 1, 8)
    assert problem.message.text("fr") == "la durée : 15,1 s ; accepté : de 8 s à 15 s"
    assert "video: https://res.cloudinary.com/demo/video/upload/du_15/v1/brume-lavande.mp4" in str(
        problem.fix
    )
    assert problem.source == "content/brand.yaml"
    assert problem.account == ""


def test_one_address_mends_everything_that_cloudinary_can_mend() -> None:
    wrong = video_facts(duration_s=16.0, width=1920, height=1080, video_codec="hevc")
    problems = media_problems(f"{POST}platforms: [x]\n", {VIDEO: wrong})
    addresses = {str(problem.fix).rpartition(" ")[2] for problem in problems if "upload/" in str(problem.fix)}

    (address,) = addresses
    assert "ar_9:16,c_fill" in address
    assert "du_15" in address
    assert "vc_h264" in address


def test_what_cloudinary_cannot_mend_gets_no_address() -> None:
    (problem,) = media_problems(POST, {VIDEO: video_facts(duration_s=7.9)})

    assert "upload/" not in str(problem.fix)


def test_a_video_that_breaks_a_networks_rule_is_wrong_for_that_account_only() -> None:
    problems = media_problems(
        f"{POST}platforms: [instagram, x]\n", {VIDEO: video_facts(size_bytes=400 * 10**6)}
    )

    assert {(problem.code, problem.account) for problem in problems} == {("file-size", "instagram")}
    assert all(problem.source.startswith("https://") for problem in problems)


def test_a_png_gets_the_address_of_the_same_photo_as_jpeg() -> None:
    problems = media_problems(f"{PHOTOS}captions: B\n", {PNG: photo_facts(format="png")})
    (problem,) = (problem for problem in problems if problem.code == "photo-format")

    assert problem.key == "photos.0.url"
    assert "url: https://res.cloudinary.com/demo/image/upload/v1/a.jpg" in str(problem.fix)


def test_a_file_that_cannot_be_had_is_a_problem_at_its_address() -> None:
    trouble = Trouble("media-missing", msg("rule.needed"), msg("rule.not_taken.fix"))
    (problem,) = media_problems(PHOTOS, {PNG: trouble})

    assert (problem.code, problem.key, problem.severity) == ("media-missing", "photos.0.url", Severity.ERROR)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("captions: |\n  Un\n  Deux $A $B $C\nplatforms: [x]\n", (4, 11)),
        ('captions: "Un $A $B $C"\nplatforms: [x]\n', (2, 18)),
    ],
    ids=["block", "quoted"],
)
def test_the_very_word_is_pointed_at(text: str, place: tuple[int, int]) -> None:
    problems = check_posts([load(f"{POST}{text}")], brand(), REGISTRY)

    assert place in {(problem.line, problem.column) for problem in problems}


def test_an_account_s_own_caption_is_where_its_problem_stands() -> None:
    text = f"{POST}captions:\n  default: A\n  x: {'b' * 281}\nplatforms:\n  x:\n  instagram:\n"
    (problem,) = check_posts([load(text)], brand(), REGISTRY)

    assert (problem.code, problem.key, problem.account) == ("text-too-long", "captions.x", "x")


def test_a_dead_link_is_as_bad_as_the_brand_finds_it() -> None:
    text = f"{POST}link: https://a.example/gone\n"
    dead = {"https://a.example/gone": Trouble("dead-link", msg("rule.needed"), msg("rule.not_taken.fix"))}
    found, _ = load_brand(f"{BRAND}lints: {{dead_link: error}}\n".encode(), "content/brand.yaml")
    assert found is not None

    (usual,) = check_links([load(text)], brand(), dead)
    (strict,) = check_links([load(text)], found, dead)
    assert (usual.severity, usual.key, usual.line) == (Severity.WARNING, "link", 2)
    assert strict.severity is Severity.ERROR


def test_a_stale_fact_is_a_warning_at_the_first_account_of_its_platform() -> None:
    fresh = list(stale_facts(brand(), BRAND.encode(), "content/brand.yaml", REGISTRY, "2026-11-23"))
    stale = list(stale_facts(brand(), BRAND.encode(), "content/brand.yaml", REGISTRY, "2199-01-01"))

    assert fresh == []
    assert {problem.code for problem in stale} == {"stale-fact"}
    assert {problem.severity for problem in stale} == {Severity.WARNING}
    at_instagram = {(found.key, found.line) for found in stale if "instagram" in found.key}
    assert at_instagram == {("accounts.instagram", 5)}


def test_two_accounts_that_would_share_a_token_are_refused() -> None:
    text = (
        "timezone: UTC\nlocale: en\naccounts:\n  a-b: {platform: x, id: '1'}\n  a_b: {platform: x, id: '2'}\n"
    )
    _, (problem,) = load_brand(text.encode(), "content/brand.yaml")

    assert (problem.code, problem.key, problem.line) == ("shared-token-name", "accounts.a_b", 5)

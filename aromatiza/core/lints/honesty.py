"""What the public should be told: that somebody pays for a post, and that a machine made its pictures.

Words are a weak sign. So these lints ask only where a network has a switch for it, and an author who wrote
the switch into the post, on or off, has answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from aromatiza.core.lints.passages import Draft, Passage, excerpt, folded, unfolded, words_of
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Account, AccountName, Json
from aromatiza.core.rules.labels import Labels
from aromatiza.core.rules.rule import Finding

__all__ = ["ai_labels", "disclosures"]

OptionOf = Callable[[Labels], str]
"""Which of a platform's options is meant."""

CLOUDINARY_AI = "https://cloudinary.com/documentation/generative_ai_transformations"

CLEAR = re.compile(
    r"\b(?:publicite|collaboration commerciale"
    r"|(?:collaboration|collab|partenariat) (?:remuneree?|sponsorisee?)"
    r"|partenariat commercial|(?:contenu|post|video|publication) sponsorisee?|sponsorise(?:e|s|es)? par"
    r"|paid (?:partnership|promotion|collaboration)|sponsored|advertisement|advertorial)\b"
    r"|#(?:ad|pub|publicite|sponsored|collaborationcommerciale|partenariatremunere|paidpartnership)\b"
)
"""In folded text: what tells a reader without a doubt that somebody pays."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What words mean something, in folded text; one of the `hints` is in whatever the pattern finds."""

    pattern: re.Pattern[str]
    hints: frozenset[str]


PAID = Sign(
    re.compile(
        r"\b(?:sponsorise(?:e|s|es)?|(?<!#)sponsored|collaboration commerciale|paid partnership)\b"
        r"|\b(?:partenariat|collaboration) remuneree?\b"
        r"|\b(?:en (?:partenariat|collaboration)|collab|in (?:partnership|collaboration)) (?:avec|with)\b"
        r"(?! (?:nous|notre|nos|votre|vos|vous|our|us|your|you)\b)"
        r"|\b(?:offert(?:e|s|es)? par|gifted by)\b"
        r"(?! (?:nous|notre|nos|votre|la maison|la marque|l'equipe|us|our|the house)\b)"
        r"|#(?:ad|pub|publicite|sponso|sponsored|gifted|collab|partenariat|collaborationcommerciale)\b"
    ),
    words_of(
        "sponsorise sponsorisee sponsorises sponsorisees sponsored sponso partenariat partnership "
        "collaboration collab collaborationcommerciale offert offerte offerts offertes gifted ad "
        "pub publicite"
    ),
)
"""What speaks of somebody else who pays or gives."""
MADE_BY_AI = Sign(
    re.compile(
        r"\b(?:genere|cree|realise|concu|produit)(?:e|s|es)? (?:par|avec|grace a|a l'aide d(?:e|'une)) ?"
        r"(?:une |l'|d')?(?:ia|ai|intelligence artificielle)\b"
        r"|\b(?:images?|photos?|videos?|visuels?|illustrations?) (?:par |d'|de l')?"
        r"(?:ia|intelligence artificielle)\b"
        r"|\b(?:generated|made|created) (?:by|with|using) (?:an )?(?:ai|artificial intelligence)\b"
        r"|\b(?:ai|ia)[- ](?:generated|made|genere(?:e|s|es)?)\b|(?<!')\bai (?:image|photo|video|art)s?\b"
        r"|\b(?:midjourney|dall[-·•]e|stable diffusion|adobe firefly)\b"
        r"|#(?:aiart|iaart|aigenerated|madewithai|midjourney|imageia|videoia)\b"
    ),
    words_of(
        "ia ai intelligence midjourney dall diffusion firefly aiart iaart aigenerated madewithai "
        "imageia videoia"
    ),
)
"""What says that a machine made the pictures."""
DENIED = re.compile(
    r"(?:\b(?:pas|non|jamais|ni|sans|not|never|no|without|aucune?)|n't)[\s-](?:ete |une? |an? )?$"
)
GENERATIVE = re.compile(r"[/,](e_gen_[a-z_]{1,40}|b_gen_fill)")
"""A generative transformation in an address of Cloudinary."""


def disclosures(draft: Draft) -> Iterator[Finding]:
    """A partnership that the caption hides, or that the caption tells but the network's switch does not."""
    yield from _hidden_partnerships(draft)
    for (words, key, option), names in _unlabelled(PAID, _paid, draft).items():
        message = msg(
            "lint.disclosure.switch", words=excerpt(words), option=option, accounts=", ".join(names)
        )
        fix = msg("lint.disclosure.switch.fix", lines=_pasteable(names, option))
        yield Finding("disclosure", key, message, fix, needle=words)


def _hidden_partnerships(draft: Draft) -> Iterator[Finding]:
    """Captions of accounts that show a paid partnership, without a word of it."""
    silent: dict[str, list[str]] = {}
    for account in draft.accounts:
        option = draft.labels_of(account).paid
        if {**account.settings, **draft.own(account)}.get(option) is True:
            shown = draft.shown_on(account)
            if not CLEAR.search(folded(f"{shown.title}\n{shown.text}")):
                silent.setdefault(shown.text_key, []).append(account.name)
    for key, names in silent.items():
        message = msg("lint.disclosure", accounts=", ".join(names))
        yield Finding("disclosure", key, message, msg("lint.disclosure.fix"))


def ai_labels(draft: Draft) -> Iterator[Finding]:
    """Pictures that the text or their own address call made by a machine, without the network's label."""
    for (words, key, option), names in _unlabelled(MADE_BY_AI, _made_by_ai, draft).items():
        message = msg("lint.ai", words=excerpt(words), option=option, accounts=", ".join(names))
        yield Finding("ai-label", key, message, _label(names, option), needle=words)
    for key, media in draft.post.media_by_key.items():
        for effect in GENERATIVE.findall(media.url)[:1]:
            for option, names in _unanswered(_made_by_ai, draft).items():
                message = msg("lint.ai.effect", effect=effect, option=option, accounts=", ".join(names))
                yield Finding("ai-label", key, message, _label(names, option), CLOUDINARY_AI, needle=effect)


def _label(names: Iterable[AccountName], option: str) -> Message:
    return msg("lint.ai.fix", lines=_pasteable(names, option))


def _unlabelled(
    sign: Sign, option_of: OptionOf, draft: Draft
) -> Mapping[tuple[str, str, str], list[AccountName]]:
    """The accounts that show words which ask for an option, by words, their key and the option."""
    asked: dict[tuple[str, str, str], list[AccountName]] = {}
    said = list(_said(sign, draft)) if not sign.hints.isdisjoint(draft.words) else []
    for option, names in _unanswered(option_of, draft).items() if said else ():
        for name in names:
            shown = ((words, passage.key) for passage, words in said if _shows(name, passage, draft))
            for words, key in islice(shown, 1):
                asked.setdefault((words, key, option), []).append(name)
    return asked


def _shows(name: AccountName, passage: Passage, draft: Draft) -> bool:
    """Whether an account shows that passage: others have captions and titles of their own."""
    if not passage.key.startswith(("captions.", "platforms.")):
        return True
    text_key = draft.shown_on(draft.brand.accounts[name]).text_key
    return passage.key in {text_key, f"platforms.{name}.title"}


def _said(sign: Sign, draft: Draft) -> Iterator[tuple[Passage, str]]:
    """In each passage, the first words that mean it: not denied, and not of the brand itself."""
    own = tuple(folded(name) for account in draft.brand.accounts.values() for name in _names_of(account))
    for passage in (*draft.prose, *draft.tags):
        hash_sign = "#" if passage.key == "hashtags" else ""
        for match, words in unfolded(sign.pattern, f"{hash_sign}{passage.text}"):
            before = match.string[max(0, match.start() - 20) : match.start()]
            after = match.string[match.end() : match.end() + 60].lstrip(' @«"')
            if not DENIED.search(before) and not after.startswith(own):
                yield passage, words.removeprefix(hash_sign)
                break


def _names_of(account: Account) -> Iterator[str]:
    """The names by which texts may call the brand itself."""
    username = account.settings.get("username")
    if isinstance(username, str) and username:
        yield username


def _unanswered(option_of: OptionOf, draft: Draft) -> Mapping[str, list[AccountName]]:
    """For each option, the accounts of the post that have it, not set and not answered by the post itself."""
    asked: dict[str, list[AccountName]] = {}
    for account in draft.accounts:
        labels, own = draft.labels_of(account), draft.own(account)
        option = option_of(labels)
        is_answered = option in own or account.settings.get(option) is True
        if option and not is_answered and not _is_by_hand(labels, {**account.settings, **own}):
            asked.setdefault(option, []).append(account.name)
    return asked


def _is_by_hand(labels: Labels, options: Mapping[str, Json]) -> bool:
    """Whether a person finishes the post, labels included."""
    return bool(labels.by_hand) and labels.by_hand.items() <= options.items()


def _paid(labels: Labels) -> str:
    return labels.paid


def _made_by_ai(labels: Labels) -> str:
    return labels.ai


def _pasteable(names: Iterable[AccountName], option: str) -> str:
    """The options of these accounts, as they are typed."""
    return ", ".join(f"{name}: {{{option}: true}}" for name in names)

"""What platforms accept, and what was found instead."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "rule.kind": (
        "this network takes {accepted}, not {found}",
        "ce réseau accepte {accepted}, pas {found}",
    ),
    "rule.kind.fix": (
        "remove the account from platforms, or give a file of that kind",
        "retirez ce compte de platforms, ou donnez un fichier de ce type",
    ),
    "rule.takes_video": (
        "one video",
        "une vidéo",
    ),
    "rule.takes_both": (
        "one video, or photos (at most {limit})",
        "une vidéo, ou des photos ({limit} au plus)",
    ),
    "rule.photos": (
        "{found} photos; at most {limit} accepted",
        "{found} photos ; {limit} au plus",
    ),
    "rule.photos.fix": (
        "keep the best ones, {limit} at most",
        "gardez les meilleures, {limit} au plus",
    ),
    "rule.at_most": (
        "at most {limit} {unit}",
        "{limit} {unit} au plus",
    ),
    "rule.at_most_count": (
        "at most {limit}",
        "{limit} au plus",
    ),
    "rule.length": (
        "{part} has {found} {unit}; at most {limit} accepted",
        "{part} : {found} {unit} ; {limit} au plus",
    ),
    "rule.length.fix": (
        "shorten it by {over} {unit}, or give this account a text of its own",
        "raccourcissez de {over} {unit}, ou donnez à ce compte son propre texte",
    ),
    "rule.needed": (
        "needed",
        "obligatoire",
    ),
    "rule.required": (
        "{part} is missing",
        "{part} manque",
    ),
    "rule.required.fix": (
        "write {name}: …",
        "écrivez {name}: …",
    ),
    "rule.entities": (
        "{entity} in {part}",
        "{entity} ({part})",
    ),
    "rule.count": (
        "too many {entity} in {part}: {found}; at most {limit} accepted",
        "trop de {entity} ({part}) : {found} ; {limit} au plus",
    ),
    "rule.count.fix": (
        "remove {over}",
        "retirez-en {over}",
    ),
    "rule.without": (
        "without {characters}",
        "sans {characters}",
    ),
    "rule.forbidden": (
        "{part} has {character}, which this network refuses",
        "{part} : {character} est refusé par ce réseau",
    ),
    "rule.forbidden.fix": (
        "remove it, or use words",
        "retirez-le, ou écrivez-le en toutes lettres",
    ),
    "rule.option": (
        "{option} is {found}; accepted: {accepted}",
        "{option} vaut {found} ; valeurs acceptées : {accepted}",
    ),
    "rule.option.fix": (
        "write {option}: {example}",
        "écrivez {option}: {example}",
    ),
    "rule.option_missing": (
        "{option} is missing",
        "{option} manque",
    ),
    "rule.option_missing.choose": (
        "choose one of {accepted} and write {option}: … in the post, or in the account's settings",
        "choisissez parmi {accepted} et écrivez {option}: … dans le post, ou dans les réglages du compte",
    ),
    "rule.option_missing.fix": (
        "write {option}: {example} in the post, or in the account's settings",
        "écrivez {option}: {example} dans le post, ou dans les réglages du compte",
    ),
    "rule.not_together": (
        "not together: {why}",
        "pas ensemble : {why}",
    ),
    "rule.conflict": (
        "{first} and {second} exclude each other: {why}",
        "{first} et {second} s'excluent : {why}",
    ),
    "rule.conflict.fix": (
        "change {first} or {second}",
        "changez {first} ou {second}",
    ),
    "rule.not_taken_when": (
        "not taken: {why}",
        "sans effet : {why}",
    ),
    "rule.not_taken": (
        "{option} would have no effect: {why}",
        "{option} serait sans effet : {why}",
    ),
    "rule.not_taken.fix": (
        "remove it",
        "retirez cette option",
    ),
    "rule.up_to": (
        "at most {high}",
        "{high} au plus",
    ),
    "rule.from": (
        "at least {low}",
        "{low} au moins",
    ),
    "rule.between": (
        "{low} to {high}",
        "de {low} à {high}",
    ),
    "rule.measured": (
        "{quantity}: {found}; accepted: {accepted}",
        "{quantity} : {found} ; accepté : {accepted}",
    ),
    "rule.shape": (
        "the shape is {found}; accepted: {accepted}",
        "le format d'image est {found} ; accepté : {accepted}",
    ),
    "rule.quality": (
        "{quality}: {found}; accepted: {accepted}",
        "{quality} : {found} ; accepté : {accepted}",
    ),
    "rule.within_video": (
        "a moment within the video",
        "un instant de la vidéo",
    ),
    "rule.cover": (
        "{option} is {found}, but the video ends after {seconds} s",
        "{option} vaut {found}, mais la vidéo finit au bout de {seconds} s",
    ),
    "rule.cover.fix": (
        "write {option}: {example}",
        "écrivez {option}: {example}",
    ),
    "rule.paste": (
        "{fix}; Cloudinary can do it, write: {url}",
        "{fix} ; Cloudinary peut le faire, écrivez : {url}",
    ),
}

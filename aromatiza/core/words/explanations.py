"""The tables of rules, the catalogue of problems, and the commands that show them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "rules.unknown": (
        "no platform is called {found}. There are: {known}",
        "aucune plateforme ne s'appelle {found}. Il y a : {known}",
    ),
    "rules.about": ("WHAT", "QUOI"),
    "rules.accepted": ("ACCEPTED", "ACCEPTÉ"),
    "rules.for": ("FOR", "POUR"),
    "rules.basis": ("BASIS", "FONDEMENT"),
    "rules.source": ("SOURCE", "SOURCE"),
    "rules.fact": ("THIS AGES", "CECI VIEILLIT"),
    "rules.value": ("VALUE", "VALEUR"),
    "rules.again": ("READ AGAIN", "À RELIRE"),
    "rules.read_on": ("{url} (read {day})", "{url} (lu le {day})"),
    "rules.kind.video": ("video", "vidéo"),
    "rules.kind.photo": ("photos", "photos"),
    "rules.kind.both": ("all", "tout"),
    "rules.warning": ("{accepted} (warning)", "{accepted} (avertissement)"),
    "rules.with": ("{option}: {value}", "{option} : {value}"),
    "rules.with_any": ("with {option}", "avec {option}"),
    "rules.without": ("without {option}", "sans {option}"),
    "rules.basis.documented": ("documented", "documenté"),
    "rules.basis.reported": ("reported", "rapporté"),
    "rules.basis.cautious": ("our caution", "notre prudence"),
    "explain.unknown": (
        "no problem has the code {found}. {fix}",
        "aucun problème n'a le code {found}. {fix}",
    ),
    "explain.all": (
        "`aromatiza explain` without a code lists them all",
        "`aromatiza explain` sans code les énumère tous",
    ),
    "explain.similar": (
        "Did you mean {suggestion}?",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "explain.why": ("Why it matters: {text}", "Pourquoi : {text}"),
    "explain.fix": ("How to mend it: {text}", "Comment corriger : {text}"),
    "explain.example": ("For example: {text}", "Par exemple : {text}"),
    "explain.lint": (
        "In content/brand.yaml, `lints: {{{name}: off}}` switches it off; the levels are off, warning and error, usually {level}.",
        "Dans content/brand.yaml, `lints: {{{name}: off}}` le désactive ; les niveaux sont off, warning et error, d'ordinaire {level}.",
    ),
    "explain.rules": ("What the networks accept:", "Ce que les réseaux acceptent :"),
    "explain.for_kind": ("{about} ({kind})", "{about} ({kind})"),
    "explain.source": ("Source: {url}", "Source : {url}"),
    "explain.rule": (
        "{platform}: {about}, {accepted} ({basis}; {source})",
        "{platform} : {about}, {accepted} ({basis} ; {source})",
    ),
    "catalogue.title": ("Problems", "Problèmes"),
    "catalogue.intro": (
        "Every problem that `aromatiza validate` can report, by its code: what it means, why it matters, how to mend it. `aromatiza explain CODE` prints the same. This page is made from the rules: `make golden` writes it.",
        "Tous les problèmes que `aromatiza validate` peut signaler, par leur code : ce qu'ils veulent dire, pourquoi ils comptent, comment les corriger. `aromatiza explain CODE` affiche la même chose. Cette page est faite à partir des règles : `make golden` l'écrit.",
    ),
    "validate.measuring": ("files looked at:", "fichiers examinés :"),
    "validate.offline": (
        "offline: no file and no link was looked at; run it without --offline before a merge",
        "hors ligne : aucun fichier ni lien n'a été examiné ; relancez sans --offline avant la fusion",
    ),
    "measured.file": ("FILE", "FICHIER"),
    "measured.facts": ("MEASURED", "MESURÉ"),
    "measured.read": ("BYTES READ", "OCTETS LUS"),
    "measured.video": (
        "{seconds} s, {width}x{height}, {rate}/s, {codec}/{audio}, {size} MB",
        "{seconds} s, {width}x{height}, {rate}/s, {codec}/{audio}, {size} Mo",
    ),
    "measured.photo": ("{format}, {width}x{height}, {size} MB", "{format}, {width}x{height}, {size} Mo"),
    "measured.brand": ("BRAND", "MARQUE"),
    "new.todo_caption": ("TODO: write the caption", "À COMPLÉTER : écrivez la légende"),
    "new.todo_alt": ("TODO: say what the photo shows", "À COMPLÉTER : dites ce que montre la photo"),
    "new.mixed": (
        "a post has one video, or photos: give one video's address, or only photos",
        "un post a une vidéo, ou des photos : donnez l'adresse d'une seule vidéo, ou seulement des photos",
    ),
    "new.no_file": (
        "there is no file {name}; give a file of this machine, or an address that begins with https://",
        "il n'y a pas de fichier {name} ; donnez un fichier de cette machine, ou une adresse qui commence par https://",
    ),
    "new.exists": (
        "{path} is there already and stays as it is; edit it, or rename the file that you gave",
        "{path} existe déjà et reste tel quel ; modifiez-le, ou renommez le fichier donné",
    ),
    "new.next": (
        "Write its caption in {path}, then remove `draft: true`.",
        "Écrivez sa légende dans {path}, puis retirez `draft: true`.",
    ),
    "validate.summary": (
        "the summary {path} cannot be written ({why}); GITHUB_STEP_SUMMARY must name a file",
        "le résumé {path} ne peut pas être écrit ({why}) ; GITHUB_STEP_SUMMARY doit nommer un fichier",
    ),
    "screen.unwritable": (
        "the output cannot be written ({why})",
        "la sortie ne peut pas être écrite ({why})",
    ),
    "new.bad_address": (
        "{name} is no address that can be used: it begins with https://, and blanks and other signs are written as %20 and so on",
        "{name} n'est pas une adresse utilisable : elle commence par https://, et les espaces et autres signes s'y écrivent %20, etc.",
    ),
    "new.unwritable": (
        "{path} cannot be written ({why})",
        "{path} ne peut pas être écrit ({why})",
    ),
}

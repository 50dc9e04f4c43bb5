"""The preview of a pull request."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "preview.no_post": (
        "{path} is no post of this work tree; posts are YAML files below content/posts",
        "{path} n'est pas une publication de cet espace de travail ; ce sont des fichiers YAML sous content/posts",
    ),
    "preview.title": (
        "What this change would publish",
        "Ce que ce changement publierait",
    ),
    "preview.nothing": (
        "No delivery would go out.",
        "Aucun envoi ne partirait.",
    ),
    "preview.summary": (
        "Rehearsed on simulated networks: {good} of {count} deliveries succeed. Nothing was published.",
        "Répété sur des réseaux simulés : {good} envois sur {count} aboutissent. Rien n'a été publié.",
    ),
    "preview.expect": (
        "To publish exactly this: {command}",
        "Pour publier exactement ceci : {command}",
    ),
    "preview.post": (
        "Post",
        "Publication",
    ),
    "preview.account": (
        "Account",
        "Compte",
    ),
    "preview.when": (
        "Goes out",
        "Part",
    ),
    "preview.length": (
        "Length",
        "Longueur",
    ),
    "preview.media": (
        "Media",
        "Média",
    ),
    "preview.rehearsal": (
        "Rehearsal",
        "Répétition",
    ),
    "preview.draft": (
        "draft, never published",
        "brouillon, jamais publié",
    ),
    "preview.at_merge": (
        "at merge",
        "à la fusion",
    ),
    "preview.at": (
        "{local} {zone} ({utc} UTC)",
        "{local} {zone} ({utc} UTC)",
    ),
    "preview.video": (
        "video",
        "vidéo",
    ),
    "preview.photo": (
        "1 photo",
        "1 photo",
    ),
    "preview.photos": (
        "{count} photos",
        "{count} photos",
    ),
    "preview.sized": (
        "{media}, {size}",
        "{media}, {size}",
    ),
    "preview.megabytes": (
        "{size} MB",
        "{size} Mo",
    ),
    "preview.kilobytes": (
        "{size} kB",
        "{size} ko",
    ),
    "preview.alt": (
        "[alternative text] {text}",
        "[texte de remplacement] {text}",
    ),
    "preview.no_text": (
        "[no text is sent]",
        "[aucun texte n'est envoyé]",
    ),
    "preview.fold": (
        "{account}: “{shown} … more” (behind it: {hidden} characters)",
        "{account} : « {shown} … plus » (derrière : {hidden} caractères)",
    ),
    "preview.price": (
        "{account}: ${usd}, {of}",
        "{account} : {usd} $, {of}",
    ),
    "preview.problems": (
        "Problems",
        "Problèmes",
    ),
    "preview.no_account": (
        "It goes to no account.",
        "Elle ne va sur aucun compte.",
    ),
    "preview.requests": (
        "Requests of {account}: {count}",
        "Requêtes de {account} : {count}",
    ),
    "preview.file_bytes": (
        "file bytes {first}-{last} of {size} ({type})",
        "octets {first} à {last} d'un fichier de {size} ({type})",
    ),
    "preview.left_out": (
        "Left out, since a comment holds {limit} characters: the requests of {requests} deliveries, the texts of {posts} posts, {rows} lines of the table.",
        "Omis, car un commentaire tient en {limit} caractères : les requêtes de {requests} envois, les textes de {posts} publications, {rows} lignes du tableau.",
    ),
    "preview.withheld": (
        "Not rehearsed: see its problems.",
        "Pas répété : voyez ses problèmes.",
    ),
}

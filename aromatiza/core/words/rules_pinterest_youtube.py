"""What only the rules and facts of Pinterest and YouTube say."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "pinterest.sent_link": (
        "the link with the marker that is added to it",
        "le lien avec le repère qui lui est ajouté",
    ),
    "pinterest.section_of_board": (
        "a section of the same board",
        "une section du même tableau",
    ),
    "pinterest.foreign_section": (
        "the post names a board, but section {section} comes from the account's settings, for their own board",
        "le post nomme un tableau, mais la section {section} vient des réglages du compte, pour leur tableau",
    ),
    "pinterest.foreign_section.fix": (
        "write section: … of this board too, or remove section from the account's settings",
        "écrivez aussi section: … de ce tableau, ou retirez section des réglages du compte",
    ),
    "pinterest.videos_only": (
        "only videos have a cover, photos do not",
        "seules les vidéos ont une couverture, pas les photos",
    ),
    "pinterest.cover_url_wins": (
        "cover_url is given too, and wins",
        "cover_url est donné aussi, et l'emporte",
    ),
    "pinterest.whole_seconds": (
        "whole seconds",
        "des secondes entières",
    ),
    "pinterest.fraction": (
        "cover_at is {found}; Pinterest takes whole seconds, so {sent} would be sent",
        "cover_at vaut {found} ; Pinterest prend des secondes entières, {sent} serait envoyé",
    ),
    "pinterest.cover_format": (
        "the cover's address ends in .{found}; accepted: JPEG, PNG",
        "l'adresse de la couverture finit par .{found} ; accepté : JPEG, PNG",
    ),
    "pinterest.cover_format.fix": (
        "give the cover as JPEG or PNG",
        "donnez la couverture en JPEG ou en PNG",
    ),
    "pinterest.fact.version": (
        "version of the API's description that the limits come from",
        "version de la description de l'API d'où viennent les limites",
    ),
    "pinterest.fact.changes": (
        "last version whose changes were read",
        "dernière version dont les changements ont été lus",
    ),
    "pinterest.fact.tier": (
        "access tier that an app needs for Pins that others see",
        "niveau d'accès dont une application a besoin pour des épingles que d'autres voient",
    ),
    "pinterest.fact.sandbox": (
        "media source that Pinterest's own sandbox does not take",
        "source de média que le bac à sable de Pinterest n'accepte pas",
    ),
    "pinterest.fact.access_token": (
        "life of an access token, in days",
        "durée de vie d'un jeton d'accès, en jours",
    ),
    "pinterest.fact.refresh_token": (
        "life of a refresh token, in days (each renewal gives a new one)",
        "durée de vie d'un jeton de renouvellement, en jours (chaque renouvellement en donne un nouveau)",
    ),
    "pinterest.fact.trial_calls": (
        "calls in a day of an app with Trial access",
        "appels par jour d'une application en accès Trial",
    ),
    "pinterest.fact.trial_writes": (
        "calls in a day, of an app with Trial access, that write media, Pins or boards",
        "appels par jour, d'une application en accès Trial, qui écrivent médias, épingles ou tableaux",
    ),
    "pinterest.fact.calls": (
        "calls in a second, for each user, of an app with Standard access",
        "appels par seconde, pour chaque utilisateur, d'une application en accès Standard",
    ),
    "pinterest.fact.reads": (
        "calls in a minute, for each user, that read media, Pins or boards",
        "appels par minute, pour chaque utilisateur, qui lisent médias, épingles ou tableaux",
    ),
    "pinterest.fact.writes": (
        "calls in a minute, for each user, that write media, Pins or boards",
        "appels par minute, pour chaque utilisateur, qui écrivent médias, épingles ou tableaux",
    ),
    "pinterest.fact.pins": (
        "Pins that an account may have",
        "épingles qu'un compte peut avoir",
    ),
    "pinterest.fact.carousel": (
        "photos of a carousel (not confirmed for every app, so a Pin has one photo here)",
        "photos d'un carrousel (non confirmé pour toute application, donc une épingle a ici une photo)",
    ),
    "pinterest.fact.feed": (
        "characters of a title that feeds show",
        "caractères d'un titre que montrent les fils",
    ),
    "youtube.description": (
        "the description (the caption with its hashtags, and the link)",
        "la description (la légende avec ses hashtags, et le lien)",
    ),
    "youtube.all_text": (
        "the title and the description",
        "le titre et la description",
    ),
    "youtube.tags": (
        "the tags cost {found} characters together; at most {limit} accepted",
        "les mots-clés coûtent ensemble {found} caractères ; {limit} au plus",
    ),
    "youtube.tags.limit": (
        "at most {limit} characters together, commas between them included, two more for each with a space",
        "{limit} caractères au plus ensemble, virgules entre eux comprises, deux de plus pour chacun avec une espace",
    ),
    "youtube.tags.fix": (
        "remove tags that cost {over} or more",
        "retirez des mots-clés qui en coûtent au moins {over}",
    ),
    "youtube.private": (
        "subscribers cannot see a private video",
        "les abonnés ne peuvent pas voir une vidéo privée",
    ),
    "youtube.short.duration": (
        "the duration of a Short",
        "la durée d'un Short",
    ),
    "youtube.short.duration.fix": (
        "cut the video to that length, or leave it so if it shall be an ordinary video",
        "coupez la vidéo à cette durée, ou laissez-la ainsi si elle doit être une vidéo ordinaire",
    ),
    "youtube.short.shape": (
        "the shape of a Short (width : height)",
        "le format d'image d'un Short (largeur : hauteur)",
    ),
    "youtube.short.shape.fix": (
        "crop it to a square or upright shape, or leave it so if it shall be an ordinary video",
        "recadrez-la en carré ou en hauteur, ou laissez-la ainsi si elle doit être une vidéo ordinaire",
    ),
    "youtube.fact.revision": (
        "version and revision of the API's description that was read",
        "version et révision de la description de l'API qui a été lue",
    ),
    "youtube.fact.unlocked": (
        "day since which uploads of unverified projects are not locked as private any more",
        "jour depuis lequel les vidéos de projets non vérifiés ne sont plus bloquées en privé",
    ),
    "youtube.fact.uploads": (
        "uploads in a day, for the whole project",
        "envois de vidéo par jour, pour tout le projet",
    ),
    "youtube.fact.units": (
        "quota units in a day for everything else (a list costs 1)",
        "unités de quota par jour pour tout le reste (une liste en coûte 1)",
    ),
    "youtube.fact.reset": (
        "time at which the quotas are filled again",
        "heure à laquelle les quotas sont remis à neuf",
    ),
    "youtube.fact.testing": (
        "days after which a refresh token ends while the consent screen is in testing",
        "jours après lesquels un jeton de renouvellement finit tant que l'écran de consentement est en test",
    ),
    "youtube.fact.unused": (
        "months after which a refresh token ends that is not used",
        "mois après lesquels un jeton de renouvellement inutilisé finit",
    ),
    "youtube.fact.tokens": (
        "refresh tokens of one Google account for one app; the oldest ends without a word",
        "jetons de renouvellement d'un compte Google pour une application ; le plus ancien finit sans un mot",
    ),
    "youtube.fact.unverified": (
        "users that an app may have without verification",
        "utilisateurs qu'une application peut avoir sans vérification",
    ),
}

"""What YouTube's flow says: who mends a refusal and how, and what a person should know of a video."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "youtube.advice.title": (
        "Nothing was published. The author of the post changes its title; `aromatiza rules youtube` says what YouTube takes",
        "Rien n'a été publié. L'auteur de la publication change son titre ; `aromatiza rules youtube` dit ce que YouTube accepte",
    ),
    "youtube.advice.description": (
        "Nothing was published. The author of the post changes its caption, its hashtags or its link, which together are the description",
        "Rien n'a été publié. L'auteur de la publication change sa légende, ses hashtags ou son lien, qui forment ensemble la description",
    ),
    "youtube.advice.tags": (
        "Nothing was published. The author of the post shortens its tags, or removes some",
        "Rien n'a été publié. L'auteur de la publication raccourcit ses mots-clés, ou en retire",
    ),
    "youtube.advice.category": (
        "Nothing was published. The author of the post names another category: which ones there are depends on the channel's region",
        "Rien n'a été publié. L'auteur de la publication choisit une autre catégorie : elles dépendent de la région de la chaîne",
    ),
    "youtube.advice.publish_at": (
        "Nothing was published. The author of the post gives it another publish_at, or writes schedule: aromatiza",
        "Rien n'a été publié. L'auteur de la publication lui donne un autre publish_at, ou écrit schedule: aromatiza",
    ),
    "youtube.advice.metadata": (
        "Nothing was published. The author of the post compares title, caption, tags and category with `aromatiza rules youtube`",
        "Rien n'a été publié. L'auteur de la publication compare titre, légende, mots-clés et catégorie avec `aromatiza rules youtube`",
    ),
    "youtube.advice.privacy": (
        "Nothing was published. The author of the post chooses another privacy, or the channel's owner finds out why this channel may not have that one",
        "Rien n'a été publié. L'auteur de la publication choisit une autre valeur de privacy, ou le propriétaire de la chaîne cherche pourquoi elle n'a pas droit à celle-là",
    ),
    "youtube.advice.size": (
        "Nothing was published. The author of the post gives a smaller file",
        "Rien n'a été publié. L'auteur de la publication donne un fichier plus petit",
    ),
    "youtube.advice.ours": (
        "No post can cause or mend this. An administrator reports it, with this whole line, to whoever develops aromatiza",
        "Aucune publication ne peut causer ni réparer cela. Un administrateur le signale, avec toute cette ligne, à qui développe aromatiza",
    ),
    "youtube.advice.forbidden": (
        "An administrator of the channel connects it again, and chooses this very channel when Google asks which one. If YouTube still refuses, the channel itself lacks the right: its owner looks in YouTube Studio",
        "Un administrateur de la chaîne la reconnecte, et choisit exactement cette chaîne quand Google demande laquelle. Si YouTube refuse encore, c'est la chaîne qui n'a pas le droit : son propriétaire regarde dans YouTube Studio",
    ),
    "youtube.advice.permissions": (
        "An administrator of the channel connects it again, and leaves both permissions ticked: to upload videos and to see the account",
        "Un administrateur de la chaîne la reconnecte, et laisse cochées les deux autorisations : mettre des vidéos en ligne et voir le compte",
    ),
    "youtube.advice.no_channel": (
        "The login has no channel. Its owner creates one on YouTube, or an administrator connects the account again with a login that has one",
        "Cet identifiant n'a pas de chaîne. Son propriétaire en crée une sur YouTube, ou un administrateur reconnecte le compte avec un identifiant qui en a une",
    ),
    "youtube.advice.not_enabled": (
        "The app's developer enables the YouTube Data API v3 for the project in the Google Cloud console",
        "Le développeur de l'application active YouTube Data API v3 pour le projet dans la console Google Cloud",
    ),
    "youtube.advice.account": (
        "The Google account or the channel is closed or suspended. Its owner settles that with Google; no new attempt helps before",
        "Le compte Google ou la chaîne est fermé ou suspendu. Son propriétaire règle cela avec Google ; aucun nouvel essai n'aide avant",
    ),
    "youtube.advice.not_found": (
        "An administrator of the channel looks in YouTube Studio whether the channel and the video are still there",
        "Un administrateur de la chaîne regarde dans YouTube Studio si la chaîne et la vidéo existent encore",
    ),
    "youtube.advice.uploads": (
        "Nothing was published: the channel has reached its own limit of uploads, whatever the app's quota. It is tried again a day later; if it lasts, the channel's owner asks YouTube",
        "Rien n'a été publié : la chaîne a atteint sa propre limite de mises en ligne, quel que soit le quota de l'application. Un nouvel essai suit un jour plus tard ; si cela dure, le propriétaire de la chaîne interroge YouTube",
    ),
    "youtube.advice.quota": (
        "Nobody need do anything: it is tried again when Google has filled the quota, at midnight in California. If it happens often, the app's developer asks Google for a larger one",
        "Personne n'a rien à faire : un nouvel essai suit quand Google a renouvelé le quota, à minuit en Californie. Si cela arrive souvent, le développeur de l'application en demande un plus grand à Google",
    ),
    "youtube.advice.permanent": (
        "Trying again does not help, as YouTube says it. The app's developer compares the request with YouTube's documentation",
        "Réessayer ne sert à rien, d'après YouTube. Le développeur de l'application compare la requête avec la documentation de YouTube",
    ),
    "youtube.advice.file": (
        "Nobody can watch the video. The author of the post exports the file anew and gives its new address; then it is sent again. An administrator deletes the failed video in YouTube Studio",
        "Personne ne peut voir la vidéo. L'auteur de la publication exporte à nouveau le fichier et donne sa nouvelle adresse ; il est alors renvoyé. Un administrateur supprime la vidéo en échec dans YouTube Studio",
    ),
    "youtube.advice.processing": (
        "YouTube has the video and did not process it to the end. An administrator of the channel looks at it in YouTube Studio, and deletes it there if nobody can watch it",
        "YouTube a la vidéo et ne l'a pas traitée jusqu'au bout. Un administrateur de la chaîne la regarde dans YouTube Studio, et l'y supprime si personne ne peut la voir",
    ),
    "youtube.advice.rights": (
        "It is about somebody's rights. An administrator of the channel reads in YouTube Studio who claims what, and clears it; it is never sent again by itself",
        "Il s'agit des droits de quelqu'un. Un administrateur de la chaîne lit dans YouTube Studio qui réclame quoi, et règle la question ; rien n'est renvoyé automatiquement",
    ),
    "youtube.advice.policy": (
        "YouTube does not want the video. An administrator of the channel reads why in YouTube Studio, and appeals or gives up; it is never sent again by itself",
        "YouTube ne veut pas de la vidéo. Un administrateur de la chaîne lit pourquoi dans YouTube Studio, et fait appel ou renonce ; rien n'est renvoyé automatiquement",
    ),
    "youtube.advice.duplicate": (
        "The channel has this video already, perhaps from an earlier attempt. An administrator looks for it among the uploads in YouTube Studio; it is never sent again by itself",
        "La chaîne a déjà cette vidéo, peut-être d'un essai précédent. Un administrateur la cherche parmi les mises en ligne dans YouTube Studio ; rien n'est renvoyé automatiquement",
    ),
    "youtube.advice.length": (
        "The video is longer than this channel may publish. The author of the post shortens it, or the channel's owner asks YouTube for more",
        "La vidéo est plus longue que ce que cette chaîne peut publier. L'auteur de la publication la raccourcit, ou le propriétaire de la chaîne demande davantage à YouTube",
    ),
    "youtube.advice.deleted": (
        "Somebody deleted the video, or YouTube did. An administrator of the channel looks in YouTube Studio, and decides",
        "Quelqu'un a supprimé la vidéo, ou YouTube l'a fait. Un administrateur de la chaîne regarde dans YouTube Studio, puis décide",
    ),
    "youtube.unfinished": (
        "YouTube does not have the whole file yet (HTTP {status})",
        "YouTube n'a pas encore tout le fichier (HTTP {status})",
    ),
    "youtube.alike": (
        "one upload of the channel whose file is named {file}; found: {found}",
        "une seule vidéo de la chaîne dont le fichier s'appelle {file} ; trouvé : {found}",
    ),
    "youtube.other_channel": (
        "the video {video} went to the channel {found}, which is not the account's. An administrator deletes it there, then connects the account again and chooses the right channel",
        "la vidéo {video} est partie sur la chaîne {found}, qui n'est pas celle du compte. Un administrateur l'y supprime, puis reconnecte le compte en choisissant la bonne chaîne",
    ),
    "youtube.unscheduled": (
        "YouTube has the video and keeps it private, but not for the hour {wanted}; it says: {found}. An administrator sets the hour in YouTube Studio, or publishes the video there",
        "YouTube a la vidéo et la garde privée, mais pas pour l'heure {wanted} ; il dit : {found}. Un administrateur règle l'heure dans YouTube Studio, ou y publie la vidéo",
    ),
    "youtube.other_privacy": (
        "the post wants privacy: {wanted}, YouTube has {found}. An administrator looks in YouTube Studio why, and changes it there",
        "la publication demande privacy: {wanted}, YouTube a {found}. Un administrateur regarde pourquoi dans YouTube Studio, et l'y change",
    ),
    "youtube.hour_is_public": (
        "YouTube makes a scheduled video public at its hour",
        "YouTube rend publique à son heure une vidéo programmée",
    ),
    "youtube.thumbnail.type": (
        "the file of thumbnail_url is {found}; accepted: {accepted}",
        "le fichier de thumbnail_url est {found} ; accepté : {accepted}",
    ),
    "youtube.thumbnail.size": (
        "the file of thumbnail_url has {found} bytes; at most {limit} accepted",
        "le fichier de thumbnail_url compte {found} octets ; {limit} au plus",
    ),
    "youtube.thumbnail.ending": (
        "the address of thumbnail_url ends in .{found}; accepted: JPEG, PNG",
        "l'adresse de thumbnail_url finit par .{found} ; accepté : JPEG, PNG",
    ),
    "youtube.thumbnail.fix": (
        "give the thumbnail as JPEG or PNG",
        "donnez la miniature en JPEG ou en PNG",
    ),
    "youtube.thumbnail.refused": (
        "without the post's thumbnail, which YouTube refused (HTTP {status}, code {code}): {text}. The author checks the picture, an administrator whether the channel may set thumbnails; one of them sets it in YouTube Studio",
        "sans la miniature de la publication, que YouTube a refusée (HTTP {status}, code {code}) : {text}. L'auteur vérifie l'image, un administrateur si la chaîne a droit aux miniatures ; l'un d'eux la met dans YouTube Studio",
    ),
    "youtube.notes": (
        "{first}; {second}",
        "{first} ; {second}",
    ),
}

"""What X's flow says, and what the tokens of OAuth 1.0a need, which are X's alone."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "auth.no_token_secret": (
        "{account}: the access_token_secret in {variable} is empty. Set it to the secret that X gave with the access token, or leave the key out for a token of OAuth 2.0",
        "{account} : l'access_token_secret de {variable} est vide. Donnez-lui le secret que X a fourni avec le jeton d'accès, ou retirez la clé pour un jeton OAuth 2.0",
    ),
    "auth.no_app": (
        "{account}: its token is one of OAuth 1.0a, which is used with the app's own key and secret. Set {variable} to them, as key:secret",
        "{account} : son jeton est un jeton OAuth 1.0a, qui s'utilise avec la clé et le secret de l'application. Donnez-les à {variable}, sous la forme clé:secret",
    ),
    "x.advice.credits": (
        "Nothing was published. The owner of the app's developer account buys credits at console.x.com, or raises the spending limit there",
        "Rien n'a été publié. Le titulaire du compte développeur de l'application achète des crédits sur console.x.com, ou y relève la limite de dépenses",
    ),
    "x.advice.capped": (
        "Nothing was published. The owner of the app's developer account looks at the usage and the spending limit at console.x.com; without a higher one, posts can go out again in the next billing cycle",
        "Rien n'a été publié. Le titulaire du compte développeur de l'application regarde la consommation et la limite de dépenses sur console.x.com ; sans limite plus haute, les posts ne repartiront qu'au cycle de facturation suivant",
    ),
    "x.advice.token": (
        "An administrator of the account connects it again. With a token of OAuth 1.0a, the app's developer compares all four keys with those at console.x.com, and the machine's clock with the time",
        "Un administrateur du compte le reconnecte. Avec un jeton OAuth 1.0a, le développeur de l'application compare les quatre clés avec celles de console.x.com, et l'horloge de la machine avec l'heure",
    ),
    "x.advice.user_token": (
        "The app's developer gives a token that was made for the account (OAuth 2.0 with the account's consent, or OAuth 1.0a): X takes none that stands for the app alone",
        "Le développeur de l'application donne un jeton établi pour le compte (OAuth 2.0 avec l'accord du compte, ou OAuth 1.0a) : X n'en accepte aucun qui ne représente que l'application",
    ),
    "x.advice.enrolled": (
        "The app's developer puts the app into a project with access to the API v2, at console.x.com",
        "Le développeur de l'application la place dans un projet qui a accès à l'API v2, sur console.x.com",
    ),
    "x.advice.read_and_write": (
        "The app's developer sets the app's permissions to “Read and write” at console.x.com, then makes the account's token anew: an older one keeps its permissions",
        "Le développeur de l'application règle ses droits sur « Read and write » sur console.x.com, puis refait le jeton du compte : un ancien jeton garde ses anciens droits",
    ),
    "x.advice.scopes": (
        "An administrator of the account connects it again with all scopes of docs/platforms/x.md; if X still refuses, the app's developer looks at what the app may do at console.x.com",
        "Un administrateur du compte le reconnecte avec tous les scopes de docs/plateformes/x.md ; si X refuse encore, le développeur de l'application regarde ses droits sur console.x.com",
    ),
    "x.advice.forbidden": (
        "An administrator of the account looks at x.com whether it is locked or limited; the app's developer looks at the app's permissions at console.x.com",
        "Un administrateur du compte regarde sur x.com s'il est bloqué ou limité ; le développeur de l'application regarde ses droits sur console.x.com",
    ),
    "x.advice.post_forbidden": (
        "The account is looked at first, for the post may be there. If X goes on refusing, the author changes the post (no text that was posted before, one cashtag at most, no video that is too long for the account), or an administrator looks at x.com whether the account is limited",
        "Le compte est d'abord consulté, car le post y est peut-être. Si X refuse encore, l'auteur modifie le post (pas de texte déjà publié, un seul cashtag au plus, pas de vidéo trop longue pour le compte), ou un administrateur regarde sur x.com si le compte est limité",
    ),
    "x.advice.missing": (
        "The operator compares the account's id in content/brand.yaml with the real one, and an administrator looks at x.com whether the account is still there",
        "L'exploitant compare l'id du compte dans content/brand.yaml avec le vrai, et un administrateur regarde sur x.com si le compte existe encore",
    ),
    "x.advice.request": (
        "The developers of aromatiza mend it: X did not understand a request of ours. Send them this message",
        "Les développeurs d'aromatiza le corrigent : X n'a pas compris une de nos requêtes. Envoyez-leur ce message",
    ),
    "x.advice.option": (
        "Nothing was published. The author changes the text or the option that X names",
        "Rien n'a été publié. L'auteur modifie le texte ou l'option que X nomme",
    ),
    "x.advice.media": (
        "Nothing was published. The author exports the file again, a video as MP4 with H.264 and AAC, and gives it a new address; `aromatiza rules x` has the limits",
        "Rien n'a été publié. L'auteur exporte à nouveau le fichier, une vidéo en MP4 avec H.264 et AAC, et lui donne une nouvelle adresse ; `aromatiza rules x` donne les limites",
    ),
    "x.media_expired": (
        "the uploaded media expired before they were posted; they are uploaded again",
        "les médias envoyés ont expiré avant d'être publiés ; ils sont envoyés à nouveau",
    ),
    "x.alike": (
        "the media {keys} on the posts of {account} since {since} (UTC): no post has them, but these have the same words: {posts}",
        "les médias {keys} dans les posts de {account} depuis {since} (UTC) : aucun post ne les porte, mais ceux-ci ont les mêmes mots : {posts}",
    ),
    "x.too_many": (
        "the media {keys} on the posts of {account} since {since} (UTC): not on the newest {read}, and X shows no older ones",
        "les médias {keys} dans les posts de {account} depuis {since} (UTC) : pas dans les {read} plus récents, et X n'en montre pas de plus anciens",
    ),
    "x.partial": (
        "the media {keys} on the posts of {account} since {since} (UTC): not found, but X left something out of its answer",
        "les médias {keys} dans les posts de {account} depuis {since} (UTC) : introuvables, mais X a omis quelque chose dans sa réponse",
    ),
    "x.blind": (
        "the media {keys} on the posts of {account} since {since} (UTC): X does not say which media its posts have",
        "les médias {keys} dans les posts de {account} depuis {since} (UTC) : X ne dit pas quels médias ses posts portent",
    ),
    "x.price.post": (
        "the post",
        "le post",
    ),
    "x.price.linked": (
        "the post, with a link in its text",
        "le post, avec un lien dans son texte",
    ),
    "x.price.alts": (
        "alternative texts: {count}",
        "textes alternatifs : {count}",
    ),
    "x.price.read": (
        "reading the post back",
        "la relecture du post",
    ),
    "x.fact.read_price": (
        "price of reading a post by its id, in US dollars",
        "prix de la lecture d'un post par son id, en dollars américains",
    ),
    "x.fact.reach": (
        "posts that an account's timeline reaches back",
        "posts que le fil d'un compte permet de remonter",
    ),
}

"""What the lints ask about."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "lint.placeholder": (
        "this only stands for a text to be written: {words}",
        "ce n'est qu'un texte provisoire : {words}",
    ),
    "lint.placeholder.fix": (
        "write the real text instead; until then the post must not be merged",
        "écrivez le vrai texte à la place ; en attendant, ce post ne doit pas être fusionné",
    ),
    "lint.banned": (
        "the brand does not say: {words}",
        "la marque ne dit pas : {words}",
    ),
    "lint.banned.fix": (
        "say it with other words, or take it off banned_words in content/brand.yaml",
        "dites-le autrement, ou retirez-le de banned_words dans content/brand.yaml",
    ),
    "lint.hidden": (
        "there is a hidden character, {character}: it {effect}",
        "il y a un caractère caché, {character} : il {effect}",
    ),
    "lint.hidden.fix": (
        "delete it; without it there is: {text}",
        "supprimez-le ; sans lui, il reste : {text}",
    ),
    "lint.hidden.direction": (
        "changes the direction of reading, so that the text is not what it seems",
        "change le sens de lecture, si bien que le texte n'est pas ce qu'il paraît",
    ),
    "lint.hidden.hyphen": (
        "is a soft hyphen, which splits the word for searches and hashtags",
        "est un tiret conditionnel, qui coupe le mot pour les recherches et les hashtags",
    ),
    "lint.hidden.line": (
        "breaks the line on some screens only",
        "coupe la ligne sur certains écrans seulement",
    ),
    "lint.hidden.annotation": (
        "begins or ends a note that most screens do not show",
        "commence ou termine une note que la plupart des écrans n'affichent pas",
    ),
    "lint.hidden.tag": (
        "is an invisible letter, in which a text can be hidden",
        "est une lettre invisible, dans laquelle un texte peut se cacher",
    ),
    "lint.hidden.half": (
        "is one half of a character",
        "est la moitié d'un caractère",
    ),
    "lint.hidden.control": (
        "is a command to a machine, not a sign",
        "est un ordre pour une machine, pas un signe",
    ),
    "lint.hidden.room": (
        "takes no room, and splits words for searches and hashtags",
        "ne prend aucune place, et coupe les mots pour les recherches et les hashtags",
    ),
    "lint.alt": (
        "photo {number} has no alternative text: those who cannot see it learn nothing",
        "la photo {number} n'a pas de texte alternatif : qui ne peut pas la voir n'en saura rien",
    ),
    "lint.alt.fix": (
        'below its url, write what it shows, such as alt: "A lit amber candle on a wooden table"',
        'sous son url, écrivez ce qu\'elle montre, par exemple alt: "Une bougie ambrée allumée sur une table en bois"',
    ),
    "lint.hashtag": (
        "{words}: {reason}; {read}",
        "{words} : {reason} ; {read}",
    ),
    "lint.hashtag.read": (
        "networks read #{name}",
        "les réseaux lisent #{name}",
    ),
    "lint.hashtag.nothing": (
        "networks read no hashtag there",
        "les réseaux n'y lisent aucun hashtag",
    ),
    "lint.hashtag.signs": (
        "there is more than one #",
        "il y a plus d'un #",
    ),
    "lint.hashtag.alone": (
        "nothing follows the #",
        "rien ne suit le #",
    ),
    "lint.hashtag.wide": (
        "this is the wide sign of Asian keyboards, which few networks take for #",
        "c'est le signe large des claviers asiatiques, que peu de réseaux prennent pour #",
    ),
    "lint.hashtag.glued": (
        "no space parts it from the next one",
        "aucune espace ne le sépare du suivant",
    ),
    "lint.hashtag.glued.fix": (
        "write a space before the second #",
        "mettez une espace avant le second #",
    ),
    "lint.hashtag.ends": (
        "{sign} ends a hashtag",
        "{sign} termine un hashtag",
    ),
    "lint.hashtag.number": (
        "without a letter it is none",
        "sans lettre, ce n'en est pas un",
    ),
    "lint.hashtag.fix": (
        "write #{name}",
        "écrivez #{name}",
    ),
    "lint.hashtag.remove": (
        "remove the #, or add a letter",
        "retirez le #, ou ajoutez une lettre",
    ),
    "lint.hashtag.repeated": (
        "{tag} stands in the caption, and will follow it once more with the hashtags",
        "{tag} est dans la légende, et la suivra une seconde fois avec les hashtags",
    ),
    "lint.hashtag.repeated.fix": (
        "remove {tag} from the caption, or from hashtags",
        "retirez {tag} de la légende, ou de hashtags",
    ),
    "lint.hashtag.twice": (
        "{tag} and {other} are the same hashtag for the networks",
        "{tag} et {other} sont le même hashtag pour les réseaux",
    ),
    "lint.hashtag.twice.fix": (
        "remove {tag}",
        "retirez {tag}",
    ),
    "lint.typography": (
        "{about}: {words}",
        "{about} : {words}",
    ),
    "lint.typography.fix": (
        "write: {text}",
        "écrivez : {text}",
    ),
    "lint.typography.before_sign": (
        "in French a space comes before : ; ! and ?",
        "il faut une espace avant : ; ! et ?",
    ),
    "lint.typography.after_quote": (
        "in French a space comes after «",
        "il faut une espace après «",
    ),
    "lint.typography.before_quote": (
        "in French a space comes before »",
        "il faut une espace avant »",
    ),
    "lint.typography.dots": (
        "three full stops instead of an ellipsis",
        "trois points à la place des points de suspension",
    ),
    "lint.typography.quotes": (
        "straight quotation marks instead of « »",
        "guillemets droits à la place de « »",
    ),
    "lint.typography.double_space": (
        "more than one space",
        "plus d'une espace",
    ),
    "lint.typography.before_comma": (
        "a space before a comma or a full stop",
        "une espace avant une virgule ou un point",
    ),
    "lint.typography.after_comma": (
        "no space after a comma",
        "pas d'espace après une virgule",
    ),
    "lint.disclosure": (
        "paid_partnership is true on {accounts}, but nothing in the caption says so",
        "paid_partnership vaut true sur {accounts}, mais rien ne le dit dans la légende",
    ),
    "lint.disclosure.fix": (
        'put it first in the caption: "Paid partnership", in French "Collaboration commerciale" or "Publicité"',
        "mettez-le au début de la légende : « Collaboration commerciale » ou « Publicité »",
    ),
    "lint.disclosure.switch": (
        "this speaks of somebody who pays or gives ({words}), but {option} is not set on {accounts}",
        "ceci parle de quelqu'un qui paie ou qui offre ({words}), mais {option} n'est pas réglé sur {accounts}",
    ),
    "lint.disclosure.switch.fix": (
        "if so, write under platforms: {lines}; if not, write false there",
        "si c'est le cas, écrivez sous platforms : {lines} ; sinon, écrivez-y false",
    ),
    "lint.ai": (
        "this says that a machine made the pictures ({words}), but {option} is not set on {accounts}",
        "ceci dit qu'une machine a fait les images ({words}), mais {option} n'est pas réglé sur {accounts}",
    ),
    "lint.ai.effect": (
        "Cloudinary generates a part of this picture ({effect}), but {option} is not set on {accounts}",
        "Cloudinary génère une partie de cette image ({effect}), mais {option} n'est pas réglé sur {accounts}",
    ),
    "lint.ai.fix": (
        "if they look real, write under platforms: {lines}; if not, write false there",
        "si elles ont l'air vraies, écrivez sous platforms : {lines} ; sinon, écrivez-y false",
    ),
    "lint.repeated_media": (
        "{other} already shows this file on {accounts}",
        "{other} montre déjà ce fichier sur {accounts}",
    ),
    "lint.repeated_media.fix": (
        "give another file; if it is meant, write repeat: true",
        "donnez un autre fichier ; si c'est voulu, écrivez repeat: true",
    ),
    "lint.repeated_caption": (
        "{percent} % of this caption is that of {other}, on {accounts} too",
        "cette légende est à {percent} % celle de {other}, aussi sur {accounts}",
    ),
    "lint.repeated_caption.fix": (
        "write another caption; if it is meant, write repeat: true",
        "écrivez une autre légende ; si c'est voulu, écrivez repeat: true",
    ),
}

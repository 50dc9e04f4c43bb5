"""What YAML's own grammar, and our limits on it, have to say."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "yaml.syntax": (
        "YAML cannot be read from here on",
        "le YAML est illisible à partir d'ici",
    ),
    "yaml.syntax.fix": (
        "look at the indentation, quotes and colons here and in the line above; put a text with special signs in quotes",
        "vérifiez le retrait, les guillemets et les deux-points ici et à la ligne précédente ; mettez entre guillemets un texte qui contient des signes spéciaux",
    ),
    "yaml.tab": (
        "a tab stands where YAML accepts only spaces",
        "une tabulation se trouve là où YAML n'accepte que des espaces",
    ),
    "yaml.tab.fix": (
        "indent with spaces",
        "faites le retrait avec des espaces",
    ),
    "yaml.escape": (
        "this \\ sequence is unknown in double quotes",
        "cette séquence \\ est inconnue entre guillemets doubles",
    ),
    "yaml.escape.fix": (
        "use single quotes, write \\\\ for one \\, and write emoji as they are",
        "utilisez des guillemets simples, écrivez \\\\ pour un \\, et les émojis tels quels",
    ),
    "yaml.pair.fix": (
        "write {emoji} itself",
        "écrivez {emoji} tel quel",
    ),
    "yaml.bracket": (
        "what opens here is not closed, or a comma is missing in it",
        "ce qui s'ouvre ici n'est pas fermé, ou il y manque une virgule",
    ),
    "yaml.bracket.fix": (
        "close it with ] or }}, put commas between its parts, and put words with # or special signs in quotes",
        "fermez par ] ou }}, séparez les éléments par des virgules, et mettez entre guillemets les mots qui contiennent # ou des signes spéciaux",
    ),
    "yaml.quote": (
        "the quote that opens here is never closed",
        "le guillemet qui s'ouvre ici n'est jamais fermé",
    ),
    "yaml.quote.fix": (
        "close it; in single quotes an apostrophe is written twice",
        "fermez-le ; entre guillemets simples, une apostrophe s'écrit deux fois",
    ),
    "yaml.sign": (
        "a text that is not in quotes cannot begin with {sign}",
        "un texte sans guillemets ne peut pas commencer par {sign}",
    ),
    "yaml.sign.fix": (
        "put the text in quotes",
        "mettez le texte entre guillemets",
    ),
    "yaml.colon": (
        "there is a second colon in this text, or this line is indented wrongly",
        "ce texte contient un second deux-points, ou cette ligne est mal mise en retrait",
    ),
    "yaml.colon.fix": (
        "put the text in quotes, or write this key below the others in the same column",
        "mettez le texte entre guillemets, ou écrivez cette clé sous les autres, dans la même colonne",
    ),
    "yaml.dash": (
        "a list cannot begin on the line of its key",
        "une liste ne peut pas commencer sur la ligne de sa clé",
    ),
    "yaml.dash.fix": (
        "begin the list on a line of its own, or put the text in quotes",
        "commencez la liste à la ligne suivante, ou mettez le texte entre guillemets",
    ),
    "yaml.too_large": (
        "the file is larger than {limit} KiB, the most that is read",
        "le fichier dépasse {limit} Kio, le maximum lu",
    ),
    "yaml.too_large.fix": (
        "keep texts and addresses in it; videos and photos stay on their host",
        "n'y laissez que des textes et des adresses ; vidéos et photos restent sur leur hébergeur",
    ),
    "yaml.encoding": (
        "this is not UTF-8: the byte {byte} stands here, which is {character} in Windows-1252",
        "ceci n'est pas de l'UTF-8 : l'octet {byte} se trouve ici, c'est-à-dire {character} en Windows-1252",
    ),
    "yaml.other_encoding": (
        "the file is in {encoding}, not in UTF-8",
        "le fichier est en {encoding}, et non en UTF-8",
    ),
    "yaml.directive": (
        "directives (lines that begin with %) are not accepted: all files are read as YAML 1.2",
        "les directives (lignes qui commencent par %) ne sont pas acceptées : tous les fichiers sont lus en YAML 1.2",
    ),
    "yaml.directive.fix": (
        "delete the line",
        "effacez la ligne",
    ),
    "yaml.encoding.fix": (
        "save the file as UTF-8 in your editor",
        "enregistrez le fichier en UTF-8 dans votre éditeur",
    ),
    "yaml.control": (
        "the invisible character {character} stands here",
        "le caractère invisible {character} se trouve ici",
    ),
    "yaml.control.fix": (
        "delete it, or write a space or a line break instead",
        "effacez-le, ou remplacez-le par une espace ou un saut de ligne",
    ),
    "yaml.anchor": (
        "anchors (&{name}) are not accepted",
        "les ancres (&{name}) ne sont pas acceptées",
    ),
    "yaml.anchor.fix": (
        "delete the anchor; put a text that begins with & in quotes",
        "effacez l'ancre ; mettez entre guillemets un texte qui commence par &",
    ),
    "yaml.alias": (
        "references (*{name}) are not accepted",
        "les renvois (*{name}) ne sont pas acceptés",
    ),
    "yaml.alias.fix": (
        "write what is meant in full; put a text that begins with * in quotes",
        "écrivez ce qui est voulu en toutes lettres ; mettez entre guillemets un texte qui commence par *",
    ),
    "yaml.merge": (
        "merge keys (<<) are not accepted",
        "les clés de fusion (<<) ne sont pas acceptées",
    ),
    "yaml.tag": (
        "tags ({tag}) are not accepted",
        "les étiquettes ({tag}) ne sont pas acceptées",
    ),
    "yaml.tag.fix": (
        "delete the tag; put a text that begins with ! in quotes",
        "effacez l'étiquette ; mettez entre guillemets un texte qui commence par !",
    ),
    "yaml.documents": (
        "a second document begins here; a file holds one",
        "un second document commence ici ; un fichier n'en contient qu'un",
    ),
    "yaml.documents.fix": (
        "delete the line ---, or put what follows into a file of its own",
        "effacez la ligne ---, ou placez la suite dans un fichier à part",
    ),
    "yaml.duplicate": (
        "{name} is there twice, first in line {line}",
        "{name} s'y trouve deux fois, d'abord à la ligne {line}",
    ),
    "yaml.duplicate.fix": (
        "keep one of the two",
        "gardez l'une des deux",
    ),
    "yaml.key": (
        "a list or a mapping cannot be a key",
        "une liste ou un tableau de clés ne peut pas servir de clé",
    ),
    "yaml.key.fix": (
        "write a word before the colon; put a text that begins with [ or {{ in quotes",
        "écrivez un mot devant les deux-points ; mettez entre guillemets un texte qui commence par [ ou {{",
    ),
    "yaml.depth": (
        "this is nested more than {limit} deep",
        "l'imbrication dépasse {limit} niveaux",
    ),
    "yaml.depth.fix": (
        "see the examples in content/posts: a post needs three levels",
        "voyez les exemples dans content/posts : trois niveaux suffisent à une publication",
    ),
    "yaml.too_many": (
        "there are more than {limit} values in the file",
        "le fichier contient plus de {limit} valeurs",
    ),
}

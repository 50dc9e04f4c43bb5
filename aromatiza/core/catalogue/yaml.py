"""The file cannot be read: the pages of these problems."""

from __future__ import annotations

from aromatiza.core.catalogue.page import Chapter, Page, both

__all__ = ["CHAPTER"]

CHAPTER = Chapter(
    title=both("The file cannot be read", "Le fichier ne peut pas être lu"),
    pages={
        "yaml-too-large": Page(
            meaning=both(
                "The file is larger than any post needs to be.",
                "Le fichier est plus gros qu'aucun post n'en a besoin.",
            ),
            why=both(
                "Reading must stay quick whatever is in a file.",
                "La lecture doit rester rapide quel que soit le fichier.",
            ),
            fix=both(
                "Look whether something else than a post was put into it.",
                "Vérifiez qu'on n'y a pas mis autre chose qu'un post.",
            ),
        ),
        "yaml-too-many-values": Page(
            meaning=both(
                "The file has more values than any post needs.",
                "Le fichier contient plus de valeurs qu'aucun post n'en a besoin.",
            ),
            why=both(
                "Reading must stay quick whatever is in a file.",
                "La lecture doit rester rapide quel que soit le fichier.",
            ),
            fix=both(
                "Look whether something else than a post was put into it.",
                "Vérifiez qu'on n'y a pas mis autre chose qu'un post.",
            ),
        ),
        "yaml-encoding": Page(
            meaning=both("The file is not UTF-8.", "Le fichier n'est pas en UTF-8."),
            why=both(
                "Accents and emoji would arrive as other characters on the networks.",
                "Accents et emoji arriveraient déformés sur les réseaux.",
            ),
            fix=both(
                "Save the file as UTF-8 in your editor.",
                "Enregistrez le fichier en UTF-8 dans votre éditeur.",
            ),
        ),
        "yaml-control-character": Page(
            meaning=both(
                "The file has a character that cannot be seen and that no text needs.",
                "Le fichier contient un caractère invisible dont aucun texte n'a besoin.",
            ),
            why=both(
                "It comes from a copy, and could hide something from a reviewer.",
                "Il vient d'un copier-coller, et pourrait cacher quelque chose à la relecture.",
            ),
            fix=both(
                "Delete it at the place that is named; type the text anew if need be.",
                "Supprimez-le à l'endroit indiqué ; au besoin, retapez le texte.",
            ),
        ),
        "yaml-syntax": Page(
            meaning=both(
                "The file is not well-formed YAML from this place on.",
                "À partir d'ici, le fichier n'est pas du YAML bien formé.",
            ),
            why=both(
                "What cannot be read cannot be published.",
                "Ce qui ne peut pas être lu ne peut pas être publié.",
            ),
            fix=both(
                "Most often a quote, a bracket or an indentation is missing; text with a colon needs quotes.",
                "Le plus souvent il manque un guillemet, un crochet ou un retrait ; un texte avec deux-points se met entre guillemets.",
            ),
            example='title: "Nouveau : la brume"',
        ),
        "yaml-tab": Page(
            meaning=both("A line is indented with a tab.", "Une ligne est indentée avec une tabulation."),
            why=both("YAML takes spaces only.", "YAML n'accepte que des espaces."),
            fix=both("Replace the tab by spaces.", "Remplacez la tabulation par des espaces."),
        ),
        "yaml-anchor": Page(
            meaning=both(
                "The file names a value with & to use it again.",
                "Le fichier nomme une valeur avec & pour la réutiliser.",
            ),
            why=both(
                "A few lines of such names can grow to gigabytes, so they are refused.",
                "Quelques lignes de ce genre peuvent devenir des gigaoctets : elles sont refusées.",
            ),
            fix=both("Write the value out where it is needed.", "Écrivez la valeur là où elle sert."),
        ),
        "yaml-alias": Page(
            meaning=both("The file uses a named value with *.", "Le fichier réutilise une valeur avec *."),
            why=both(
                "A few lines of such names can grow to gigabytes, so they are refused.",
                "Quelques lignes de ce genre peuvent devenir des gigaoctets : elles sont refusées.",
            ),
            fix=both(
                "Write the value out where it is needed; put text that begins with * in quotes.",
                "Écrivez la valeur là où elle sert ; mettez entre guillemets un texte qui commence par *.",
            ),
            example='captions: "*nouveau* : la brume"',
        ),
        "yaml-merge-key": Page(
            meaning=both(
                "The file merges another mapping with <<.", "Le fichier fusionne un autre bloc avec <<."
            ),
            why=both(
                "A reviewer could not see what the post says.",
                "La relecture ne verrait pas ce que dit le post.",
            ),
            fix=both("Write the keys out.", "Écrivez les clés."),
        ),
        "yaml-documents": Page(
            meaning=both(
                "The file holds several documents, separated by ---.",
                "Le fichier contient plusieurs documents, séparés par ---.",
            ),
            why=both(
                "One file is one post: only one of them would be published.",
                "Un fichier est un post : un seul serait publié.",
            ),
            fix=both("Put each post into a file of its own.", "Mettez chaque post dans son propre fichier."),
        ),
        "yaml-tag": Page(
            meaning=both(
                "A value carries a tag, such as !!str or !secret.",
                "Une valeur porte une étiquette, comme !!str ou !secret.",
            ),
            why=both(
                "Tags make programs do things; posts are text.",
                "Les étiquettes font agir des programmes ; les posts sont du texte.",
            ),
            fix=both(
                "Remove it; put text that begins with ! in quotes.",
                "Retirez-la ; mettez entre guillemets un texte qui commence par !.",
            ),
        ),
        "yaml-duplicate-key": Page(
            meaning=both("The same key stands twice.", "La même clé figure deux fois."),
            why=both(
                "Only one of the two would count, and nobody could say which was meant.",
                "Une seule des deux compterait, et personne ne saurait laquelle.",
            ),
            fix=both("Keep one of the two.", "Gardez-en une."),
        ),
        "yaml-key": Page(
            meaning=both("A key is a list or a mapping.", "Une clé est une liste ou un bloc."),
            why=both("Keys are words.", "Les clés sont des mots."),
            fix=both(
                "Put the text in quotes, if it begins with a bracket.",
                "Mettez le texte entre guillemets s'il commence par un crochet.",
            ),
        ),
        "yaml-depth": Page(
            meaning=both(
                "Values are nested deeper than any post needs.",
                "Les valeurs sont imbriquées plus profondément qu'aucun post n'en a besoin.",
            ),
            why=both(
                "Such files can crash programs that read them.",
                "De tels fichiers font tomber des programmes qui les lisent.",
            ),
            fix=both("Look for brackets that were not closed.", "Cherchez des crochets non fermés."),
        ),
        "yaml-directive": Page(
            meaning=both(
                "The file begins with a directive: another version of YAML than 1.2, or %TAG.",
                "Le fichier commence par une directive : une autre version de YAML que 1.2, ou %TAG.",
            ),
            why=both(
                "All files are read as YAML 1.2, whatever they say: `no` is a word, not false.",
                "Tous les fichiers sont lus comme du YAML 1.2, quoi qu'ils disent : `no` est un mot, pas faux.",
            ),
            fix=both("Remove the line.", "Retirez la ligne."),
        ),
    },
)

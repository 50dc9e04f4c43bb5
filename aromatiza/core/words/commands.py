"""The commands that write, tidy and explain."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "fmt.doubt": (
        "tidying would change what it says",
        "le mettre en ordre changerait ce qu'il dit",
    ),
    "fmt.unreadable": (
        "mend the problems above first",
        "corrigez d'abord les problèmes ci-dessus",
    ),
    "fmt.left": (
        "{path} was left as it is: {why}",
        "{path} est resté tel quel : {why}",
    ),
    "fmt.no_post": (
        "{path} holds no post and is no brand.yaml: nothing to tidy there",
        "{path} ne contient aucune publication et n'est pas brand.yaml : rien à mettre en ordre",
    ),
    "fmt.outside": (
        "{path} is not there, or not below content/, the only folder that is tidied",
        "{path} n'existe pas, ou n'est pas sous content/, le seul dossier mis en ordre",
    ),
    "fmt.unwritable": (
        "{path} cannot be written ({why}); it stays as it was",
        "{path} ne peut pas être écrit ({why}) ; il reste tel quel",
    ),
}

"""The repository and the ledger in it."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "git.no_repository": (
        "{folder} is not in a git repository; run this inside a clone ({why})",
        "{folder} n'est pas dans un dépôt git ; lancez cette commande dans un clone ({why})",
    ),
    "git.missing": (
        "git is not installed, or not on the PATH. Install git",
        "git n'est pas installé, ou pas dans le PATH. Installez git",
    ),
    "git.no_remote": (
        "there is no remote {remote} here; `git remote` lists those there are",
        "il n'y a pas de dépôt distant {remote} ici ; `git remote` les liste",
    ),
    "git.no_write": (
        "the branch {branch} cannot be written, so nothing more is published: {why}",
        "la branche {branch} ne peut pas être écrite, donc plus rien n'est publié : {why}",
    ),
    "git.no_read": (
        "the remote {remote} cannot be read: {why}",
        "le dépôt distant {remote} ne peut pas être lu : {why}",
    ),
    "git.no_commit": (
        "there is no commit yet; commit your content first",
        "il n'y a pas encore de commit ; commencez par enregistrer votre contenu",
    ),
    "ledger.exists": (
        "the ledger exists already; nothing was changed",
        "le registre existe déjà ; rien n'a été changé",
    ),
    "ledger.other_networks": (
        "this ledger holds receipts of {found} networks, and this run would publish on {asked} ones; nothing was sent. Rehearse with `aromatiza preview` or in another repository. To go live after a rehearsal, delete the branch aromatiza/state here and on the remote, then run `aromatiza init`",
        "ce registre contient des reçus de réseaux {found}, et cette exécution publierait sur des réseaux {asked} ; rien n'a été envoyé. Répétez avec `aromatiza preview` ou dans un autre dépôt. Pour publier vraiment après une répétition, supprimez la branche aromatiza/state ici et sur le dépôt distant, puis lancez `aromatiza init`",
    ),
    "ledger.missing": (
        "there is no ledger on the branch aromatiza/state. In a new repository run `aromatiza init`; if it was there before, restore the branch, or push the one of the clone that has it: it alone knows what was published",
        "il n'y a pas de registre sur la branche aromatiza/state. Dans un dépôt neuf, lancez `aromatiza init` ; s'il existait, restaurez la branche, ou poussez celle du clone qui l'a : elle seule sait ce qui a été publié",
    ),
    "ledger.truncated": (
        "the branch aromatiza/state has no ledger.json. Restore it from an earlier commit: it alone knows what was published",
        "la branche aromatiza/state n'a pas de ledger.json. Restaurez-le depuis un commit antérieur : lui seul sait ce qui a été publié",
    ),
    "ledger.version": (
        "the ledger has format version {found}; this aromatiza reads version {known}",
        "le registre est au format {found} ; cet aromatiza lit le format {known}",
    ),
    "ledger.unreadable": (
        "a record of the ledger cannot be read: {why}",
        "un enregistrement du registre est illisible : {why}",
    ),
    "ledger.contended": (
        "other runs moved the ledger {tries} times in a row; run again later",
        "d'autres exécutions ont déplacé le registre {tries} fois de suite ; relancez plus tard",
    ),
    "ledger.said": (
        "{text}",
        "{text}",
    ),
    "git.shallow": (
        "this clone lacks old history, without which the ledger cannot be compared, and it cannot be fetched: {why}. In CI, check out with fetch-depth: 0",
        "ce clone n'a pas l'ancien historique, sans lequel le registre ne peut être comparé, et il ne peut être récupéré : {why}. En CI, utilisez fetch-depth: 0",
    ),
    "git.unknown": (
        "{name} is no commit that shares history with this one",
        "{name} n'est pas un commit qui partage l'histoire de celui-ci",
    ),
}

"""Reports of problems: terminal, annotations, SARIF."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "report.summary": (
        "files: {files}, errors: {errors}, warnings: {warnings}",
        "fichiers : {files}, erreurs : {errors}, avertissements : {warnings}",
    ),
    "report.nothing_wrong": (
        "files: {files}, nothing is wrong",
        "fichiers : {files}, rien à redire",
    ),
    "report.error": (
        "error",
        "erreur",
    ),
    "report.warning": (
        "warning",
        "avertissement",
    ),
    "report.title": (
        "What aromatiza found",
        "Ce qu'aromatiza a trouvé",
    ),
    "report.head.level": (
        "Level",
        "Niveau",
    ),
    "report.head.place": (
        "Place",
        "Endroit",
    ),
    "report.head.problem": (
        "Problem",
        "Problème",
    ),
    "report.head.fix": (
        "Fix",
        "Remède",
    ),
    "report.head.source": (
        "Source",
        "Source",
    ),
    "report.more.title": (
        "More of the same level",
        "D'autres du même niveau",
    ),
    "report.more": (
        "Not shown here, because GitHub shows at most {shown} of each level: {count}. The log of this step has them all, its summary as many as it may hold.",
        "Non affichés ici, car GitHub en montre au plus {shown} par niveau : {count}. Le journal de cette étape les contient tous, son résumé autant qu'il peut en contenir.",
    ),
    "report.rows_left_out": (
        "Rows left out, because GitHub takes no longer summary: {count}. The log of this step has them all.",
        "Lignes omises, car GitHub n'accepte pas de résumé plus long : {count}. Le journal de cette étape les contient toutes.",
    ),
}

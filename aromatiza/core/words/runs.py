"""Plans, runs and the commands that show them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "sandbox.state": (
        "{file} is no state of a sandbox. Give another file with --state, or delete it",
        "{file} n'est pas l'état d'un bac à sable. Donnez un autre fichier avec --state, ou supprimez-le",
    ),
    "sandbox.bad_url": (
        "{url} is not a sandbox address; write for example http://127.0.0.1:8700",
        "{url} n'est pas une adresse de bac à sable ; écrivez par exemple http://127.0.0.1:8700",
    ),
    "plan.other_history": (
        "{path} is missing or changed its mind in this commit, which does not follow the one that was taken in last. Run on the newest main, or cancel it there",
        "{path} manque ou a changé dans ce commit, qui ne suit pas le dernier pris en compte. Lancez sur la dernière version de main, ou annulez là-bas",
    ),
    "plan.was_cancelled": (
        "was cancelled, for good. To publish it after all, give the post a new id",
        "a été annulé, définitivement. Pour publier quand même, donnez un nouvel id à la publication",
    ),
    "engine.lease_over": (
        "the lease of this run was nearly over, so nothing was sent",
        "le bail de cette exécution touchait à sa fin, donc rien n'a été envoyé",
    ),
    "engine.run_over": (
        "the time of this run is over; the next one begins with it",
        "le temps de cette exécution est écoulé ; la suivante commencera par là",
    ),
    "engine.sibling": (
        "the only post that matches, {id}, belongs to {delivery}",
        "la seule publication qui corresponde, {id}, appartient à {delivery}",
    ),
    "plan.publish": (
        "due now",
        "à publier maintenant",
    ),
    "seen.public": (
        "public",
        "public",
    ),
    "seen.accepted": (
        "accepted, not public yet",
        "accepté, pas encore public",
    ),
    "seen.inbox": (
        "in the inbox, to be finished by hand",
        "dans la boîte de réception, à terminer à la main",
    ),
    "seen.private": (
        "private",
        "privé",
    ),
    "seen.unlisted": (
        "unlisted",
        "non répertorié",
    ),
    "seen.scheduled": (
        "scheduled by the network",
        "programmé par le réseau",
    ),
    "seen.inbox.next": (
        "In the inbox: whoever holds the account opens the notification in the network's app and publishes it there",
        "Dans la boîte de réception : la personne qui tient le compte ouvre la notification dans l'application du réseau et y publie",
    ),
    "seen.accepted.next": (
        "Accepted, not public yet: the network is still looking at it, and nobody need do anything. Look at the account if it does not appear",
        "Accepté, pas encore public : le réseau l'examine encore, et personne n'a rien à faire. Regardez le compte s'il n'apparaît pas",
    ),
    "seen.scheduled.next": (
        "Scheduled by the network: it publishes at the hour that the post names; to change that, use the network's own planner",
        "Programmé par le réseau : il publie à l'heure que donne la publication ; pour en changer, passez par le planificateur du réseau",
    ),
    "plan.hand_over": (
        "handed over now; the network publishes it at {at}",
        "confié maintenant au réseau, qui publiera le {at}",
    ),
    "plan.resume": (
        "was begun; goes on where it stopped",
        "commencé ; reprend là où il s'est arrêté",
    ),
    "plan.changed_since": (
        "published; the post changed since, which changes nothing online",
        "publié ; le fichier a changé depuis, sans effet en ligne",
    ),
    "plan.leased": (
        "another run works on it until {until}",
        "une autre exécution s'en occupe jusqu'à {until}",
    ),
    "plan.deleted": (
        "{path} is gone",
        "{path} n'existe plus",
    ),
    "plan.draft": (
        "it is a draft now",
        "c'est maintenant un brouillon",
    ),
    "plan.removed": (
        "{account} was removed from the post",
        "{account} a été retiré de la publication",
    ),
    "plan.no_account": (
        "{account} is not declared in content/brand.yaml any more. Declare it again, or remove it from the post",
        "{account} n'est plus déclaré dans content/brand.yaml. Déclarez-le à nouveau, ou retirez-le de la publication",
    ),
    "plan.blocked": (
        "blocked: {block}",
        "bloqué : {block}",
    ),
    "plan.retry_at": (
        "tried again after {at}",
        "nouvel essai après {at}",
    ),
    "plan.due_at": (
        "due at {at}",
        "prévu pour {at}",
    ),
    "plan.late": (
        "was due at {at} and is out of season now. Give it a new publish_at",
        "était prévu pour {at} et n'est plus de saison. Donnez-lui un nouveau publish_at",
    ),
    "plan.paused": (
        "content/PAUSE is there. Delete it to go on",
        "content/PAUSE est présent. Supprimez-le pour continuer",
    ),
    "plan.burst": (
        "{count} publications at once, at most {limit}. Run with --allow-burst if they are meant",
        "{count} publications d'un coup, {limit} au plus. Relancez avec --allow-burst si c'est voulu",
    ),
    "engine.in_doubt": (
        'it is not known whether "{step}" happened; looked for {looked_for}. Look at the network: it is not sent again',
        "on ne sait pas si « {step} » a eu lieu ; cherché : {looked_for}. Regardez sur le réseau : rien n'est renvoyé",
    ),
    "engine.settling": (
        'the answer to "{step}" was lost; the network is asked what became of it',
        "la réponse à « {step} » s'est perdue ; on demande au réseau ce qu'il en est",
    ),
    "engine.prepared_gone": (
        '"{step}" did not happen and what was prepared for it is gone',
        "« {step} » n'a pas eu lieu et ce qui était préparé n'existe plus",
    ),
    "engine.polling": (
        "the network is still at it: {step}",
        "le réseau y travaille encore : {step}",
    ),
    "engine.gave_up": (
        "prepared {tries} times without success: {why}",
        "préparé {tries} fois sans succès : {why}",
    ),
    "engine.bug": (
        "a bug in aromatiza: {what}",
        "une anomalie dans aromatiza : {what}",
    ),
    "engine.unanswered": (
        "sent {rounds} times without effect: {why}",
        "envoyé {rounds} fois sans effet : {why}",
    ),
    "plan.nothing": (
        "nothing to do",
        "rien à faire",
    ),
    "plan.digest": (
        "digest {digest}",
        "empreinte {digest}",
    ),
    "plan.unexpected": (
        "the plan is not the expected one: expected {expected}, found {found}. Look at the preview again",
        "le plan n'est pas celui attendu : attendu {expected}, trouvé {found}. Regardez à nouveau l'aperçu",
    ),
    "publish.lost": (
        "another run took it over",
        "une autre exécution s'en est chargée",
    ),
    "publish.unwritten": (
        "{delivery}: what happened could not be saved ({receipt}). Keep this line: the next run asks the network before it sends anything, and stops for a person where the network cannot tell",
        "{delivery} : ce qui s'est passé n'a pas pu être enregistré ({receipt}). Gardez cette ligne : la prochaine exécution interroge le réseau avant d'envoyer quoi que ce soit, et attend une personne si le réseau ne sait pas",
    ),
    "status.nothing": (
        "no delivery yet",
        "aucun envoi pour l'instant",
    ),
    "sandbox.port": (
        "port {port} cannot be used: {why}. Give another with --port",
        "le port {port} n'est pas utilisable : {why}. Donnez-en un autre avec --port",
    ),
    "sandbox.serving": (
        "six simulated networks at {url}; stop with Ctrl-C",
        "six réseaux simulés sur {url} ; arrêtez avec Ctrl-C",
    ),
    "init.done": (
        "the ledger begins on the branch {branch}; {count} deliveries of earlier posts count as done. Edit content/brand.yaml, then commit content and schemas",
        "le registre commence sur la branche {branch} ; {count} envois de publications antérieures sont tenus pour faits. Modifiez content/brand.yaml, puis enregistrez content et schemas",
    ),
    "init.ledger_exists": (
        "the ledger is there already and stays as it is",
        "le registre existe déjà et reste tel quel",
    ),
    "head.post": (
        "POST",
        "PUBLICATION",
    ),
    "head.account": (
        "ACCOUNT",
        "COMPTE",
    ),
    "head.state": (
        "STATE",
        "ÉTAT",
    ),
    "head.action": (
        "ACTION",
        "ACTION",
    ),
    "head.reason": (
        "WHY",
        "POURQUOI",
    ),
    "head.about": (
        "ABOUT",
        "À SAVOIR",
    ),
    "head.at": (
        "SINCE (UTC)",
        "DEPUIS (UTC)",
    ),
    "head.remote_id": (
        "REMOTE ID",
        "ID DISTANT",
    ),
    "demo.repository": (
        "1. A repository of posts, with its remote",
        "1. Un dépôt de publications, avec son dépôt distant",
    ),
    "demo.pull_request": (
        "2. A pull request with three posts, and the preview that it gets",
        "2. Une pull request avec trois publications, et l'aperçu qu'elle reçoit",
    ),
    "demo.merge": (
        "3. It is merged, and CI publishes",
        "3. Elle est fusionnée, et la CI publie",
    ),
    "demo.again": (
        "4. CI runs again: nothing is sent twice",
        "4. La CI repasse : rien n'est envoyé deux fois",
    ),
    "demo.trail": (
        "5. The trail that is left, on the branch aromatiza/state",
        "5. La trace qui reste, sur la branche aromatiza/state",
    ),
    "demo.receipts": (
        "Receipts",
        "Reçus",
    ),
    "demo.where": (
        "The six feeds as a person sees them: {feeds}\nThe repository to play with: {folder}",
        "Les six fils tels qu'une personne les voit : {feeds}\nLe dépôt pour essayer : {folder}",
    ),
}

"""Every route and who may take it: one table, enforced before each request, tested role by role.

An endpoint that is not in the table is closed to everybody. `holder` means "whoever's session
holds the dossier": the view then opens it through `access`, which decides.
"""

from collections.abc import Mapping

from flask import request, url_for
from werkzeug.exceptions import NotFound as UnknownRoute

from app.core.account import Account
from app.core.errors import NotAllowed
from app.web.access import SendElsewhere, current_account

ANYONE = frozenset({"nobody"})
HOLDER = frozenset({"holder"})
SIGNED_IN = frozenset({"adviser", "agent", "expert", "designer", "manager", "auditor", "operator"})
DESIGNER = frozenset({"designer"})
ADVISER = frozenset({"adviser"})
AGENT = frozenset({"agent", "manager"})
MANAGER = frozenset({"manager"})

# endpoint → who. One line a route, by blueprint; views repeat their line in their docstring.
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "static": ANYONE,
    "module": ANYONE,
    # public: citizens
    "public.catalogue": ANYONE,
    "public.start_page": ANYONE,
    "public.start": ANYONE,
    "public.receive": ANYONE,
    "public.published": ANYONE,
    "public.blank_form": ANYONE,
    "public.speak": ANYONE,
    "public.speak_on": HOLDER,
    "public.step": HOLDER,
    "public.save": HOLDER,
    "public.row": HOLDER,
    "public.save_row": HOLDER,
    "public.autosave": HOLDER,
    "public.recap": HOLDER,
    "public.task_list": HOLDER,
    "public.not_eligible": HOLDER,
    "public.send": HOLDER,
    "public.renewed": HOLDER,
    "public.read_news": HOLDER,
    "public.later": HOLDER,
    "public.write": HOLDER,
    "public.send_link": HOLDER,
    "public.draft": HOLDER,
    "public.sent": HOLDER,
    "public.follow_entry": ANYONE,
    "public.follow_open": ANYONE,
    "public.follow_link": ANYONE,
    "public.follow": HOLDER,
    "public.end_mandate": HOLDER,
    "public.opinion_link": ANYONE,
    "public.opinion": HOLDER,  # by the link of the mail: no account, no dossier
    "public.give_opinion": HOLDER,
    "public.answer_amendment": HOLDER,
    "public.document": HOLDER | AGENT,
    "public.piece": HOLDER | AGENT,
    "public.thumbnail": HOLDER | AGENT,
    "public.begin_upload": HOLDER,
    "public.upload": HOLDER,
    "public.finish_upload": HOLDER,
    "public.shared_trial": ANYONE,
    "public.begin_shared": ANYONE,
    "public.communes": ANYONE,
    "public.sources": ANYONE,
    "public.verification": ANYONE,
    "public.verify": ANYONE,
    "public.verified": ANYONE,
    "public.keys": ANYONE,
    "public.logo": ANYONE,
    "public.help_page": ANYONE,
    "public.accessibility": ANYONE,
    "public.personal_data": ANYONE,
    "public.outbox": ANYONE,  # demonstration only, else NotFound
    "public.health": ANYONE,
    # account, assist, desk: people who sign in
    "account.sign_in": ANYONE,
    "account.check": ANYONE,
    "account.sign_out": ANYONE,
    "assist.space": ADVISER,
    "assist.new": ADVISER,
    "assist.begin": ADVISER,
    "assist.resume": ADVISER,
    "assist.mandate": ADVISER,
    "assist.end_mandate": ADVISER,
    "assist.hand_over": ADVISER,
    "assist.give": ADVISER,
    "assist.handed": ADVISER,
    "assist.leave": ADVISER,
    "desk.queue": AGENT,
    "desk.word_filter": AGENT,
    "desk.views": AGENT,
    "desk.keep_view": AGENT,
    "desk.rename_view": AGENT,
    "desk.delete_view": AGENT,
    "desk.case": AGENT,
    "desk.follow": AGENT,
    "desk.unfollow": AGENT,
    "desk.assign": AGENT,
    "desk.choose_agent": AGENT,
    "desk.put_in_group": AGENT,
    "desk.put_labels": AGENT,
    "desk.service_labels": MANAGER,
    "desk.make_label": MANAGER,
    "desk.change_label": MANAGER,
    "desk.delete_label": MANAGER,
    "desk.confirm": AGENT,
    "desk.act": AGENT,
    "desk.annotate": AGENT,
    "desk.look": AGENT,
    "desk.drawn": AGENT,
    "desk.exports": AGENT,
    "desk.export": AGENT,
    "desk.download": AGENT,
    "desk.columns": AGENT,
    "desk.keep_columns": AGENT,
    "desk.forget_columns": AGENT,
    "desk.write_note": AGENT,
    "desk.summarise": AGENT,
    "desk.service_templates": MANAGER,
    "desk.make_template": MANAGER,
    "desk.change_template": MANAGER,
    "desk.delete_template": MANAGER,
    "desk.mail_list": MANAGER,
    "desk.mail_text": MANAGER,
    "desk.change_mail_text": MANAGER,
    "desk.standard_mail_text": MANAGER,
    "desk.letter_list": MANAGER,
    "desk.letter_text": MANAGER,
    "desk.change_letter_text": MANAGER,
    "desk.standard_letter_text": MANAGER,
    "desk.notices_page": AGENT,
    "desk.choose_notices": AGENT,
    "desk.strike_note": AGENT,
    "desk.write_message": AGENT,
    "desk.ask_opinion": AGENT,
    "desk.choose_amendment": AGENT,
    "desk.propose_amendment": AGENT,
    "desk.withdraw_amendment": AGENT,
    "desk.resend_opinion": AGENT,
    "desk.withdraw_opinion": AGENT,
    "desk.pick": AGENT,
    "desk.batch_list": AGENT,
    "desk.batch": AGENT,
    "desk.launch": AGENT,
    "desk.cancel": AGENT,
    "desk.retry": AGENT,
    "desk.absences": AGENT,
    "desk.say_absence": AGENT,
    "desk.unsay_absence": AGENT,
    "desk.team": MANAGER,
    "desk.settle": MANAGER,
    "desk.service_groups": MANAGER,
    "desk.make_group": MANAGER,
    "desk.change_group": MANAGER,
    "desk.delete_group": MANAGER,
    "desk.default_group": MANAGER,
    "desk.routing": MANAGER,
    "desk.rules": MANAGER,
    "desk.add_rule": MANAGER,
    "desk.change_rule": MANAGER,
    "desk.batch_files": AGENT,
    "desk.statistics": MANAGER,
    "desk.statistics_csv": MANAGER,
    # studio: designers
    "studio.forms": DESIGNER,
    "studio.tour": DESIGNER,
    "studio.begin": DESIGNER,
    "studio.revise": DESIGNER,
    "studio.starts": DESIGNER,
    "studio.start_from": DESIGNER,
    "studio.start_report": DESIGNER,
    "studio.draft": DESIGNER,
    "studio.change": DESIGNER,
    "studio.undo": DESIGNER,
    "studio.redo": DESIGNER,
    "studio.correct": DESIGNER,
    "studio.condition": DESIGNER,
    "studio.formula": DESIGNER,
    "studio.carry": DESIGNER,
    "studio.together": DESIGNER,
    "studio.history": DESIGNER,
    "studio.go_back": DESIGNER,
    "studio.review": DESIGNER,
    "studio.publish": DESIGNER,
    "studio.trial": DESIGNER,
    "studio.begin_trial": DESIGNER,
    "studio.share": DESIGNER,
    "studio.drop_scenario": DESIGNER,
    "studio.specimen": DESIGNER,
    "studio.messages": DESIGNER,
    "studio.trial_case": DESIGNER,
    "studio.act_on_trial": DESIGNER,
    "studio.resume_trial": DESIGNER,
    "studio.write_in_trial": DESIGNER,
    "studio.ask_in_trial": DESIGNER,
    "studio.trial_screens": DESIGNER,
    "studio.keep_scenario": DESIGNER,
    "studio.forget_trial": DESIGNER,
    "studio.trial_document": DESIGNER,
    "studio.end_help": DESIGNER,
    "studio.sheet": DESIGNER,
    "studio.keep_sheet": DESIGNER,
    "studio.versions": DESIGNER,
    "studio.version": DESIGNER,
    "studio.set_opening": DESIGNER,
    "studio.text": DESIGNER,
    "studio.write": DESIGNER,
    "studio.texts": DESIGNER,
    "studio.one_text": DESIGNER,
    "studio.write_text": DESIGNER,
    "studio.languages": DESIGNER,
    "studio.language": DESIGNER,
    "studio.translate": DESIGNER,
    "studio.forget_language": DESIGNER,
    "studio.circuit": DESIGNER,
    "studio.choose_circuit": DESIGNER,
    "studio.export_form": DESIGNER,
    "studio.import_form": DESIGNER,
    "studio.meta_schema": ANYONE,
}


def enforce() -> None:
    """Before each request: let through, send to sign-in, or refuse."""
    if _unreadable():
        raise UnknownRoute
    endpoint = request.endpoint
    if endpoint is None:
        return  # no such route: Flask answers 404 or 405 by itself
    allowed = PERMISSIONS.get(endpoint)
    if allowed is None:
        raise UnknownRoute
    if not allowed.isdisjoint(ANYONE | HOLDER):
        return
    account = current_account()
    if account is None:
        raise SendElsewhere(url_for("account.sign_in", suite=request.full_path.rstrip("?")))
    if allowed.isdisjoint(roles_of(account)):
        raise NotAllowed


def _unreadable() -> bool:
    """No address of ours holds a NUL, which PostgreSQL refuses by an exception."""
    return "\x00" in request.path or any(
        "\x00" in text for name, values in request.args.lists() for text in (name, *values)
    )


def roles_of(account: Account) -> frozenset[str]:
    """Every role that the account holds anywhere; which service it is for is the use case's matter."""
    return frozenset(membership.role for membership in account.memberships)

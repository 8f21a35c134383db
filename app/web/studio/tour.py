"""`/atelier/visite`: the road from nothing to online, and where the designer's draft stands on it."""

from flask import render_template, request, url_for

from app.core.account import Account
from app.core.studio import FormDraft
from app.core.studio.tour import Progress, Stage, next_stage, stages
from app.usecases import studio
from app.usecases.studio import publish_form, trials
from app.web.access import ports, require_account
from app.web.studio.blueprint import Answer, blueprint

# The page of a draft where each stage is done; "begin" has none: it comes before a draft.
PAGES = {
    "ask": "studio.draft",
    "depend": "studio.draft",
    "sheet": "studio.sheet",
    "try": "studio.trial",
    "publish": "studio.review",
}


@blueprint.get("/visite")
def tour() -> Answer:
    """/atelier/visite?brouillon=<id> · designer: the stages of a draft of theirs, the last changed if none is
    named"""
    account = require_account()
    drafts = studio.drafts_of(ports(), account)
    wanted = request.args.get("brouillon", "")
    draft = studio.read_draft(ports(), account, wanted) if wanted else next(iter(drafts), None)
    listed = stages(_progress(account, draft) if draft else None)
    return render_template(
        "studio/tour.html",
        draft=draft,
        others=[(one.id, one.title) for one in drafts],
        stages=[(stage, _address(stage, draft)) for stage in listed],
        next_stage=next_stage(listed),
    )


def _progress(account: Account, draft: FormDraft) -> Progress:
    opened = studio.open_draft(ports(), account, draft.id)
    tasks = publish_form.list_tasks(ports(), opened.draft, opened.definition)
    tests = trials.trials_of(ports(), account, draft.id)
    served = publish_form.served(ports(), draft.slug)
    online = served is not None and served.version >= opened.definition.version
    return Progress(opened.definition, tasks, len(tests), online)


def _address(stage: Stage, draft: FormDraft | None) -> str:
    if draft is None:
        return url_for("studio.starts") if stage.id == "begin" else ""
    return url_for(PAGES[stage.id], draft_id=draft.id) if stage.id in PAGES else ""

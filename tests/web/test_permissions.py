"""Every route, tried by every member of the cast. A new route without a row fails.

The cast, in the order of the columns: the citizen whose dossier it is, another citizen, the adviser
with a draft in hand, another adviser, the agent of the service, an agent of another service, a
designer, and nobody in particular.

What each gets: `ok` (let through: a page, or an error of the form itself), `login` (sent to sign-in),
`code` (sent to the page that asks for number and code), `403` (known, not allowed), `404` (may not
know that it exists).
"""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.adapters.forms import FormFiles
from app.core.account import Account
from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from app.web.permissions import PERMISSIONS
from tests.fixtures.application import PASSWORD
from tests.web.cast import World, gather

FOR_PROGRAMS = {"public.receive"}  # JSON in, JSON out: no session is read, a token protects nothing
CAST = ("citizen", "stranger", "adviser", "adviser2", "agent", "agent2", "designer", "nobody")

# endpoint, whose dossier · one column for each member of the cast
TABLE = """
static                -       ok    ok    ok    ok    ok    ok    ok    ok
module                -       ok    ok    ok    ok    ok    ok    ok    ok
public.catalogue      -       ok    ok    ok    ok    ok    ok    ok    ok
public.start_page     -       ok    ok    ok    ok    ok    ok    ok    ok
public.start          -       ok    ok    ok    ok    ok    ok    ok    ok
public.published      -       ok    ok    ok    ok    ok    ok    ok    ok
public.receive        -       ok    ok    ok    ok    ok    ok    ok    ok
public.verification   -       ok    ok    ok    ok    ok    ok    ok    ok
public.verify         -       ok    ok    ok    ok    ok    ok    ok    ok
public.verified       -       ok    ok    ok    ok    ok    ok    ok    ok
public.keys           -       ok    ok    ok    ok    ok    ok    ok    ok
public.logo           -       404   404   404   404   404   404   404   404
public.help_page      -       ok    ok    ok    ok    ok    ok    ok    ok
public.communes       -       ok    ok    ok    ok    ok    ok    ok    ok
public.sources        -       ok    ok    ok    ok    ok    ok    ok    ok
public.accessibility  -       ok    ok    ok    ok    ok    ok    ok    ok
public.personal_data  -       ok    ok    ok    ok    ok    ok    ok    ok
public.outbox         -       ok    ok    ok    ok    ok    ok    ok    ok
public.health         -       ok    ok    ok    ok    ok    ok    ok    ok
public.follow_entry   -       ok    ok    ok    ok    ok    ok    ok    ok
public.follow_open    -       ok    ok    ok    ok    ok    ok    ok    ok
public.follow_link    draft   ok    ok    ok    ok    ok    ok    ok    ok
public.opinion_link   sent    404   404   404   404   404   404   404   404
public.opinion        -       404   404   404   404   404   404   404   404
public.give_opinion   -       404   404   404   404   404   404   404   404
public.follow         sent    ok    code  code  code  code  code  code  code
public.answer_amendment sent  ok    code  code  code  code  code  code  code
public.sent           sent    ok    code  code  code  code  code  code  code
public.document       sent    ok    404   404   404   ok    404   404   404
public.document       helped  404   404   ok    404   404   404   404   404
public.piece          files   ok    404   404   404   ok    404   404   404
public.piece          drafted ok    404   404   404   404   404   404   404
public.thumbnail      files   404   404   404   404   404   404   404   404
public.begin_upload   draft   ok    code  code  code  code  code  code  code
public.upload         draft   404   code  code  code  code  code  code  code
public.finish_upload  draft   404   code  code  code  code  code  code  code
public.step           draft   ok    code  code  code  code  code  code  code
public.save           draft   ok    code  code  code  code  code  code  code
public.row            draft   ok    code  code  code  code  code  code  code
public.save_row       draft   ok    code  code  code  code  code  code  code
public.autosave       draft   ok    code  code  code  code  code  code  code
public.recap          draft   ok    code  code  code  code  code  code  code
public.draft          draft   ok    code  code  code  code  code  code  code
public.task_list      draft   ok    code  code  code  code  code  code  code
public.not_eligible   draft   ok    code  code  code  code  code  code  code
public.send           draft   ok    code  code  code  code  code  code  code
public.later          draft   ok    code  code  code  code  code  code  code
public.send_link      draft   ok    code  code  code  code  code  code  code
public.step           helped  code  code  ok    code  code  code  code  code
public.save           helped  code  code  ok    code  code  code  code  code
public.row            helped  code  code  ok    code  code  code  code  code
public.save_row       helped  code  code  ok    code  code  code  code  code
public.autosave       helped  code  code  ok    code  code  code  code  code
public.recap          helped  code  code  ok    code  code  code  code  code
public.draft          helped  code  code  ok    code  code  code  code  code
public.send           helped  code  code  ok    code  code  code  code  code
account.sign_in       -       ok    ok    ok    ok    ok    ok    ok    ok
account.check         -       ok    ok    ok    ok    ok    ok    ok    ok
account.sign_out      -       ok    ok    ok    ok    ok    ok    ok    ok
assist.space          -       login login ok    ok    403   403   403   login
assist.new            -       login login ok    ok    403   403   403   login
assist.begin          -       login login ok    ok    403   403   403   login
assist.resume         helped  login login ok    404   403   403   403   login
assist.resume         draft   login login 404   404   403   403   403   login
assist.mandate        helped  login login ok    404   403   403   403   login
public.end_mandate    draft   ok    code  code  code  code  code  code  code
public.end_mandate    helped  code  code  ok    code  code  code  code  code
assist.end_mandate    helped  login login ok    404   403   403   403   login
assist.end_mandate    draft   login login 404   404   403   403   403   login
assist.handed         helped  login login 404   404   403   403   403   login
assist.hand_over      helped  login login ok    404   403   403   403   login
assist.hand_over      sent    login login 404   404   403   403   403   login
assist.give           helped  login login ok    404   403   403   403   login
assist.leave          -       login login ok    ok    403   403   403   login
desk.queue            -       login login 403   403   ok    ok    403   login
desk.word_filter      -       login login 403   403   ok    ok    403   login
desk.views            -       login login 403   403   ok    ok    403   login
desk.keep_view        -       login login 403   403   ok    ok    403   login
desk.rename_view      sent    login login 403   403   404   404   403   login
desk.delete_view      sent    login login 403   403   404   404   403   login
desk.follow           sent    login login 403   403   ok    404   403   login
desk.follow           draft   login login 403   403   404   404   403   login
desk.unfollow         sent    login login 403   403   ok    404   403   login
desk.case             sent    login login 403   403   ok    404   403   login
desk.case             draft   login login 403   403   404   404   403   login
desk.case             helped  login login 403   403   404   404   403   login
desk.assign           sent    login login 403   403   ok    404   403   login
desk.choose_agent     sent    login login 403   403   ok    404   403   login
desk.put_in_group     sent    login login 403   403   ok    404   403   login
desk.absences         -       login login 403   403   ok    ok    403   login
desk.say_absence      -       login login 403   403   ok    ok    403   login
desk.unsay_absence    -       login login 403   403   404   404   403   login
desk.team             -       login login 403   403   403   403   403   login
desk.settle           -       login login 403   403   403   403   403   login
desk.service_groups   -       login login 403   403   403   403   403   login
desk.make_group       -       login login 403   403   403   403   403   login
desk.change_group     -       login login 403   403   403   403   403   login
desk.delete_group     -       login login 403   403   403   403   403   login
desk.default_group    -       login login 403   403   403   403   403   login
desk.routing          -       login login 403   403   403   403   403   login
desk.rules            -       login login 403   403   403   403   403   login
desk.add_rule         -       login login 403   403   403   403   403   login
desk.change_rule      -       login login 403   403   403   403   403   login
desk.put_labels       sent    login login 403   403   ok    404   403   login
desk.service_labels   -       login login 403   403   403   403   403   login
desk.make_label       -       login login 403   403   403   403   403   login
desk.change_label     -       login login 403   403   403   403   403   login
desk.delete_label     -       login login 403   403   403   403   403   login
desk.confirm          sent    login login 403   403   ok    404   403   login
desk.act              sent    login login 403   403   ok    404   403   login
desk.act              draft   login login 403   403   404   404   403   login
desk.annotate         sent    login login 403   403   ok    404   403   login
desk.annotate         files   login login 403   403   404   404   403   login
desk.look             files   login login 403   403   ok    404   403   login
desk.look             drafted login login 403   403   404   404   403   login
desk.drawn            files   login login 403   403   404   404   403   login
desk.drawn            drafted login login 403   403   404   404   403   login
desk.exports          -       login login 403   403   ok    ok    403   login
desk.export           -       login login 403   403   ok    404   403   login
desk.download         -       login login 403   403   ok    404   403   login
desk.columns          -       login login 403   403   ok    404   403   login
desk.keep_columns     -       login login 403   403   ok    404   403   login
desk.forget_columns   -       login login 403   403   404   404   403   login
public.write          sent    ok    code  code  code  code  code  code  code
public.write          draft   404   code  code  code  code  code  code  code
desk.service_templates -      login login 403   403   403   403   403   login
desk.make_template    -       login login 403   403   403   403   403   login
desk.change_template  -       login login 403   403   403   403   403   login
desk.delete_template  -       login login 403   403   403   403   403   login
desk.mail_list        -       login login 403   403   403   403   403   login
desk.mail_text        -       login login 403   403   403   403   403   login
desk.change_mail_text -       login login 403   403   403   403   403   login
desk.standard_mail_text - login login 403   403   403   403   403   login
desk.notices_page     -       login login 403   403   ok    ok    403   login
desk.choose_notices   -       login login 403   403   ok    ok    403   login
desk.write_note       sent    login login 403   403   ok    404   403   login
desk.strike_note      sent    login login 403   403   404   404   403   login
desk.write_message    sent    login login 403   403   ok    404   403   login
desk.choose_amendment sent    login login 403   403   ok    404   403   login
desk.propose_amendment sent   login login 403   403   404   404   403   login
desk.withdraw_amendment sent  login login 403   403   404   404   403   login
desk.ask_opinion      sent    login login 403   403   ok    404   403   login
desk.resend_opinion   sent    login login 403   403   404   404   403   login
desk.withdraw_opinion sent    login login 403   403   404   404   403   login
desk.pick             -       login login 403   403   ok    ok    403   login
desk.batch_list       -       login login 403   403   ok    ok    403   login
desk.batch            -       login login 403   403   404   404   403   login
desk.launch           -       login login 403   403   404   404   403   login
desk.cancel           -       login login 403   403   404   404   403   login
desk.retry            -       login login 403   403   404   404   403   login
desk.batch_files      -       login login 403   403   404   404   403   login
desk.statistics       -       login login 403   403   403   403   403   login
desk.statistics_csv   -       login login 403   403   403   403   403   login
studio.forms          -       login login 403   403   403   403   ok    login
studio.begin          -       login login 403   403   403   403   ok    login
studio.revise         -       login login 403   403   403   403   ok    login
studio.draft          -       login login 403   403   403   403   404   login
studio.change         -       login login 403   403   403   403   404   login
studio.undo           -       login login 403   403   403   403   404   login
studio.redo           -       login login 403   403   403   403   404   login
studio.review         -       login login 403   403   403   403   404   login
studio.text           -       login login 403   403   403   403   404   login
studio.write          -       login login 403   403   403   403   404   login
studio.publish        -       login login 403   403   403   403   404   login
"""

ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def world(application: Flask, ports: Ports, tmp_path: Path) -> World:
    return gather(application, ports, tmp_path)


def outcome(response: TestResponse) -> str:
    """The word of the table for an answer."""
    place = response.headers.get("Location", "")
    if place.startswith("/connexion?suite="):
        return "login"
    if place.startswith("/suivi?numero="):
        return "code"
    if response.status_code in (403, 404):
        return str(response.status_code)
    return "ok" if response.status_code < 500 else f"broken: {response.status_code}"


def check(world: World, row: list[str]) -> None:
    endpoint, whose, *expected = row
    found = {who: outcome(world.answer(who, endpoint, whose)) for who in CAST}
    assert found == dict(zip(CAST, expected, strict=True)), (endpoint, whose)


def test_each_member_of_the_cast_reads_what_the_table_says(world: World) -> None:
    for row in ROWS:
        if world.method(row[0]) == "get":
            check(world, row)


def test_each_member_of_the_cast_posts_what_the_table_says(world: World) -> None:
    for row in ROWS:
        if world.method(row[0]) == "post":
            world.begin_again()
            check(world, row)


def test_every_route_has_a_row_here_and_in_the_application(application: Flask) -> None:
    routes = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert {row[0] for row in ROWS} == routes
    assert set(PERMISSIONS) == routes


def test_a_route_outside_the_table_is_closed(ports: Ports, settings: Settings) -> None:
    application = create_app(ports, settings)
    application.add_url_rule("/nouvelle", "nouvelle", lambda: "ouverte")
    assert application.test_client().get("/nouvelle").status_code == 404


def test_every_post_needs_a_token(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = True
    client = world.app.test_client()
    for rule in world.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in FOR_PROGRAMS:
            answer = client.post(world.url(rule.endpoint, "draft"))
            assert answer.status_code == 400, rule.endpoint


def test_a_closed_account_no_longer_opens_anything(application: Flask, ports: Ports, agent: Account) -> None:
    application.config["WTF_CSRF_ENABLED"] = False
    closed = replace(agent, id="closed", email="parti@exemple.fr", active=False)
    with ports.store.transaction() as tx:
        tx.accounts.add(closed)
    client = application.test_client()
    answer = client.post("/connexion", data={"adresse": closed.email, "mot_de_passe": PASSWORD})
    assert answer.status_code == 422
    with client.session_transaction() as session:
        session["account"] = closed.id  # as if it had been closed while signed in
    assert outcome(client.get("/bureau")) == "login"

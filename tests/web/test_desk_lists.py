"""The desk's list: filters in sentences, columns, orders, views, following; all by links and plain forms."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask

from app.core.account import Account, Membership
from app.core.dossier import spell_reference
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.web.pages import Page, Visitor
from tests.web.staff import moved, open_case, post, rows, sent, signed_in

FORM = "/bureau?demarche=cerfa-16029"
NAME = "r.demandeur.nom"


def chips(page: Page) -> list[str]:
    return [" ".join(a.text_content().split()) for a in page.tree.xpath("//ul[@class='desk-chips']//a")]


def test_taking_a_dossier_in_hand_follows_it_and_the_tab_counts_it(
    desk: Visitor, ports: Ports, agent: Account
) -> None:
    taken, other = sent(ports), sent(ports)
    moved(ports, agent, taken, "take")
    page = desk.get("/bureau?file=suivis")
    assert rows(page) == [spell_reference(taken.reference)]
    counters = page.tree.xpath("//ul[@aria-labelledby='files']//*[@class='desk-count']")
    assert [counter.text for counter in counters] == ["2", "1", "0", "0", "2"]
    assert "Amélie Perrin" in page.tree.xpath("//tbody")[0].text_content()
    moved(ports, agent, taken, "accept")
    assert not rows(desk.get("/bureau?file=suivis"))
    assert len(rows(desk.get("/bureau?file=tous"))) == 2
    assert rows(desk.get("/bureau?file=traites")) == [spell_reference(taken.reference)]
    assert other.reference != taken.reference


def test_an_agent_follows_and_stops_following(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    answer = post(desk, f"/bureau/dossiers/{dossier.reference}/suivre")
    assert answer.status_code == 303
    assert "Ne plus suivre ce dossier" in open_case(desk, dossier.reference).text
    assert rows(desk.get("/bureau?file=suivis")) == [spell_reference(dossier.reference)]
    post(desk, f"/bureau/dossiers/{dossier.reference}/ne-plus-suivre")
    assert not rows(desk.get("/bureau?file=suivis"))


def test_a_filter_is_worded_step_by_step_without_javascript(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    page = desk.get(f"/bureau/filtre?demarche=cerfa-16029&champ={NAME}")
    operators = page.tree.xpath("//select[@name='comparer']/option/@value")
    assert operators == ["contient", "exclut", "egal", "different", "vide", "rempli"]
    found = desk.get(f"/bureau/filtre?demarche=cerfa-16029&champ={NAME}&comparer=rempli&valeur=")
    assert rows(found) == [spell_reference(dossier.reference)]
    assert any("n’est pas vide" in chip for chip in chips(found))
    assert any(chip.startswith("Retirer le filtre") for chip in chips(found))
    again = desk.get(
        f"/bureau/filtre?demarche=cerfa-16029&champ={NAME}&comparer=contient&valeur=", status=422
    )
    assert "Saisissez une valeur." in again.text


BAD = [
    ("recu", "plus", "32/13/2026", "Saisissez une date"),
    ("etat", "egal", "inconnu", "Choisissez une valeur de la liste."),
    ("numero", "nimporte", "x", "Choisissez comment comparer."),
]


def test_a_wrong_value_is_told_and_kept(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    for column, operator, value, words in BAD:
        url = f"/bureau/filtre?champ={column}&comparer={operator}&valeur={quote(value)}"
        assert words in desk.get(url, status=422).text
    assert (
        "32/13/2026"
        in desk.get("/bureau/filtre?champ=recu&comparer=plus&valeur=32/13/2026", status=422).source
    )


SENTENCES = [
    ("etat~egal~submitted", "État est « À examiner »", 1),
    ("etat~different~submitted", "État n’est pas « À examiner »", 0),
    ("recu~plus~2020-01-01", "Reçu est après le 1er janvier 2020", 1),
    ("recu~entre~2020-01-02~2020-01-01", "Reçu est entre le 1er janvier 2020 et le 2 janvier 2020", 0),
    ("suivi~vide", "Suivi par est vide", 1),
    ("canal~egal~autonome", "Canal est « en ligne »", 1),
    (f"{NAME}~exclut~zzz", "ne contient pas « zzz »", 1),
    (f"{NAME}~contient~zzz", "contient « zzz »", 0),
]


def test_filters_read_as_sentences_and_each_has_its_link_to_take_it_away(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    for text, words, count in SENTENCES:
        page = desk.get(f"{FORM}&f={quote(text)}")
        told_ = chips(page)[-1].replace("\u00a0", " ")
        assert words in told_, text
        assert len(rows(page)) == count, text
        away = page.tree.xpath("//ul[@class='desk-chips']//a/@href")[-1]
        assert "f" not in parse_qs(urlsplit(away).query)
        if not count:
            assert "Aucun dossier ne correspond à ces filtres" in page.text


ODD = [
    "f=", "f=~", "f=etat", "f=etat~egal", "f=inconnu~egal~x", "f=recu~entre~a~b", "f=r.demandeur.nom~egal~x",
    "f=" + "x" * 5000, "tri=inconnu", "tri=suivi", "tri=-", "col=inconnu",
    "col=" + "&col=".join("abcdefgh" * 9), "apres=W10&tri=numero", "avant=zzz", "q=" + "x" * 1_000_000,
    "q=%22%27%28%2A", "q=%01%1F%7F", "f=numero~contient~%01", "demarche=../../etc",
    "&".join(f"f=numero~contient~{n}" for n in range(50)),
]  # fmt: skip


def test_no_address_is_an_error(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    for query in ODD:
        assert desk.get(f"/bureau?{query}").status == 200, query


def test_columns_are_chosen_among_any_answer(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    page = desk.get(f"{FORM}&col={NAME}&col=etat")
    heads = [" ".join(th.text_content().split()) for th in page.tree.xpath("//thead//th")]
    assert [head.rstrip(" ▴▾") for head in heads[:2]] == ["Dossier", "Demandeur"]
    assert len(heads) == 4
    offered = page.tree.xpath("//fieldset//input[@name='col']/@value")
    assert NAME in offered
    assert not [
        key for key in desk.get("/bureau").tree.xpath("//input[@name='col']/@value") if key[:2] == "r."
    ]


def test_a_heading_sorts_and_turns_the_order_round(desk: Visitor, ports: Ports) -> None:
    one, other = sorted(sent(ports).reference for _time in range(2))
    page = desk.get("/bureau?file=tous&tri=numero")
    assert rows(page) == [spell_reference(one), spell_reference(other)]
    [head] = page.tree.xpath("//th[@aria-sort]")
    assert head.get("aria-sort") == "ascending"
    turned = desk.get(head.xpath("./a/@href")[0])
    assert rows(turned) == [spell_reference(other), spell_reference(one)]


def test_a_dossier_opened_from_a_list_leads_to_the_next_one_and_back(desk: Visitor, ports: Ports) -> None:
    one, two = sorted(sent(ports).reference for _time in range(2))
    page = desk.get("/bureau?tri=numero")
    case = desk.get(page.tree.xpath("//tbody//a/@href")[0])
    assert not case.tree.xpath("//a[@rel='prev']")
    following = desk.get(case.link("Dossier suivant"))
    assert following.heading == f"Dossier {spell_reference(two)}"
    assert desk.get(following.link("Dossier précédent")).heading == f"Dossier {spell_reference(one)}"
    assert rows(desk.get(following.link("Retour aux dossiers"))) == rows(page)
    assert not open_case(desk, one).tree.xpath("//a[@rel='next']")
    taken = desk.submit(case, having="from_state")
    assert taken.link("Dossier suivant")


def keep(desk: Visitor, name: str, share: str = "", **choices: str) -> int:
    answer = post(desk, "/bureau/vues", {"nom": name, "partage": share, **choices})
    return int(answer.status_code)


def views(page: Page) -> list[str]:
    return [a.text_content().strip() for a in page.tree.xpath("//ul[@aria-labelledby='vues']//a")]


@pytest.fixture
def colleague(application: Flask, ports: Ports) -> Visitor:
    service = ports.forms.current("cerfa-16029").service.id
    found = accounts.create(
        ports, email="collegue@exemple.fr", name="Bruno Roux", password=PASSWORD, organisation="CCAS",
        quality="Agent", memberships=(Membership(service, "agent"),),
    )  # fmt: skip
    return signed_in(application, found)


def test_views_are_kept_shared_renamed_and_deleted(
    desk: Visitor, colleague: Visitor, application: Flask, foreign_agent: Account, ports: Ports
) -> None:
    service = ports.forms.current("cerfa-16029").service.id
    assert keep(desk, "À moi", file="tous", tri="numero") == 303
    assert keep(desk, "À nous", service, f=f"{NAME}~rempli", demarche="cerfa-16029") == 303
    assert views(desk.get("/bureau")) == ["À moi", "À nous"]
    assert views(colleague.get("/bureau")) == ["À nous"]
    stranger = signed_in(application, foreign_agent)
    assert not views(stranger.get("/bureau"))
    assert keep(stranger, "Chez eux", service) == 404
    opened = desk.get(desk.get("/bureau").link("À nous"))
    assert (
        opened.tree.xpath("//ul[@aria-labelledby='vues']//a[@aria-current]")[0].text_content().strip()
        == "À nous"
    )
    assert any("n’est pas vide" in chip for chip in chips(opened))
    [mine, ours] = [
        form.get("action") for form in desk.get("/bureau/vues").tree.xpath("//form[.//input[@name='nom']]")
    ]
    assert post(colleague, mine, {"nom": "Vol"}).status_code == 404
    assert post(colleague, f"{mine}/supprimer").status_code == 404
    assert post(stranger, f"{ours}/supprimer").status_code == 404
    assert post(colleague, ours, {"nom": "Au service"}).status_code == 303
    assert views(desk.get("/bureau")) == ["À moi", "Au service"]
    assert post(desk, ours, {"nom": "à MOI"}).status_code == 422
    assert post(desk, f"{mine}/supprimer").status_code == 303
    assert views(desk.get("/bureau")) == ["Au service"]


REFUSED = [("", "Saisissez un nom"), (" ", "Saisissez un nom"), ("x" * 61, "Raccourcissez le nom")]


def test_a_view_without_a_good_name_is_refused_and_nothing_is_lost(desk: Visitor) -> None:
    for name, words in REFUSED:
        answer = post(desk, "/bureau/vues", {"nom": name, "file": "tous", "f": "suivi~vide"})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert words in page
        assert "Suivi par est vide" in page
    assert not views(desk.get("/bureau"))

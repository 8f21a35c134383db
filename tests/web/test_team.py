"""The manager's pages of the team: groups, rules, absences, load, and what agents see of them."""

from app.core.account import Account
from app.core.desk.group import Rule
from app.usecases.desk import assigning
from app.usecases.ports import Ports
from tests.web.pages import Page, Visitor
from tests.web.staff import SLUG, open_case, rows, sent, told


def a_group(manager: Visitor, name: str) -> Page:
    return manager.submit(manager.get("/bureau/groupes"), {"nom": name}, having="service")


def words(page: Page, path: str) -> list[str]:
    """The texts found, with plain spaces."""
    return [" ".join(found.text_content().split()) for found in page.tree.xpath(path)]


def test_a_manager_makes_groups_and_rules_and_a_dossier_goes_there(
    manager: Visitor, desk: Visitor, ports: Ports, agent: Account
) -> None:
    assert "Créez d’abord un groupe." in manager.get(f"/bureau/repartition/{SLUG}").text
    wrong = manager.submit(manager.get("/bureau/groupes"), {"nom": " "}, having="service", status=422)
    assert wrong.errors == ["Saisissez un nom."]
    a_group(manager, "Nord")
    page = a_group(manager, "Sud")
    assert words(page, "//h3") == ["Nord", "Sud"]
    (south,) = page.tree.xpath("//li[h3='Sud']//form[.//input[@name='nom']]/@action")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    stranger = {"csrf_token": token, "nom": "Sud-Est", "agents": "inconnu"}
    refused = manager.post(south, stranger, status=422)
    assert "agents du service" in refused.errors[0]
    assert refused.tree.xpath("//input[starts-with(@id, 'nom-')][@value='Sud-Est']")
    page = manager.post(south, {"csrf_token": token, "nom": "Sud", "agents": agent.id})
    assert page.tree.xpath(f"//input[@name='agents'][@value='{agent.id}'][@checked]")

    url = f"/bureau/repartition/{SLUG}"
    page = manager.get(url)
    question = page.tree.xpath("//select[@id='champ-question']/option[@value!='']/@value")[0]
    page = manager.get(f"{url}?question={question}")
    group = page.tree.xpath("//select[@id='champ-groupe']/option[text()='Sud']/@value")[0]
    missing = manager.submit(page, {"operateur": "rempli"}, having="operateur", status=422)
    assert missing.errors == ["Choisissez un groupe."]
    assert missing.tree.xpath("//select[@id='champ-operateur']/option[@selected]/@value") == ["rempli"]
    page = manager.submit(missing, {"groupe": group}, having="operateur")
    [sentence] = words(page, "//ol/li/p")
    assert sentence == f"Si {words(page, '//ol/li/p/strong')[0]} est renseigné, confier à « Sud »"
    bad = manager.submit(page, {"condition": "{"}, having="condition", status=422)
    assert "JSON" in bad.errors[0]
    assert bad.tree.xpath("//details[@open]//textarea")[0].text.strip() == "{"

    dossier = sent(ports)
    page = desk.get("/bureau?file=tous&col=groupe&f=groupe~egal~" + group)
    assert rows(page)
    assert "Sud" in words(page, "//tbody//td")
    case = open_case(desk, dossier.reference)
    assert "Sud" in words(case, "//section//p")
    other = case.tree.xpath("//select[@name='groupe']/option[text()='Nord']/@value")[0]
    done = desk.submit(case, {"groupe": other}, having="groupe")
    assert told(done) == "Le groupe est enregistré."
    assert "Dossier confié au groupe" in done.text


def test_a_rule_that_a_new_version_broke_is_told(manager: Visitor, ports: Ports, agent: Account) -> None:
    a_group(manager, "Nord")
    service = agent.memberships[0].service_id
    with ports.store.transaction() as tx:
        [group] = tx.teams.routes(service, SLUG).groups
        tx.teams.keep_rules(
            service, SLUG, [Rule("r", service, SLUG, group.id, {"answered": [{"var": "partie"}]})]
        )
    page = manager.get(f"/bureau/repartition/{SLUG}")
    assert "Cette règle ne s’applique plus" in page.text
    (url,) = page.tree.xpath("//ol//form/@action")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    manager.post(url, {"csrf_token": token, "action": "tourner"}, status=404)
    page = manager.post(url, {"csrf_token": token, "action": "supprimer"})
    assert not page.tree.xpath("//ol[@class='team-rules']")


def test_an_agent_says_an_absence_and_a_colleague_is_warned(
    manager: Visitor, desk: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = sent(ports)
    day = ports.clock.today().strftime("%d/%m/%Y")
    page = desk.get("/bureau/absences")
    wrong = desk.submit(page, {"du": "demain", "au": day}, having="du", status=422)
    assert "premier jour" in wrong.errors[0]
    assert wrong.tree.xpath("//input[@id='champ-du']/@value") == ["demain"]
    page = desk.submit(wrong, {"du": day}, having="du")
    assert told(page) == "L’absence est enregistrée."
    assert "Supprimer l’absence de" in words(page, "//main//li//button")[0]

    page = manager.get(f"/bureau/dossiers/{dossier.reference}/attribution")
    assert any("(absence le" in text for text in words(page, "//option"))
    warned = manager.submit(page, {"agent": agent.id, "prevenir": "oui"}, having="agent", status=422)
    assert "absence le" in warned.errors[0]
    assert warned.tree.xpath("//input[@name='prevenir'][@checked]")
    manager.submit(warned, {"agent": agent.id, "absent": agent.id}, having="agent")
    _dossier, _people, away = assigning.colleagues(ports, agent, dossier.reference)
    assert list(away) == [agent.id]
    with ports.store.reading() as tx:
        assert tx.dossiers.get(dossier.id).assigned_to == agent.id

    team = manager.get("/bureau/equipe")
    row = words(team, f"//tr[th[contains(., '{agent.name}')]]")[0]
    assert "absence en cours" in row
    assert f"1 dossier en charge de {agent.name}" in row
    assert team.tree.xpath("//table/caption")
    list_url = team.tree.xpath("//tbody//a/@href")[0]
    assert len(rows(manager.get(list_url))) == 1
    done = manager.submit(team, {"territoire": "alsace-moselle"}, having="territoire")
    assert done.tree.xpath("//select[@name='territoire']/option[@selected]/@value") == ["alsace-moselle"]
    refused = manager.submit(done, {"territoire": ""}, having="territoire", status=422)
    assert refused.errors == ["Choisissez un territoire de la liste."]

"""The fields of the paper 12156*06, section by section: what our definition must ask.

The official PDF is not among the files kept beside the project: the list follows what is known of it
(docs/forms.md says how sure each part is).
"""

_PERSON = ("nom", "prenom", "fonction", "telephone", "courriel")
_ADDRESS = ("numero_voie", "complement", "code_postal", "commune")

_FIRST_PAGE = frozenset(f"demande.{name}" for name in ("forme", "frequence", "objet", "periode")) | frozenset(
    f"destinataires.{name}"
    for name in (
        "liste",
        "ministere",
        "direction_etat",
        "region",
        "direction_region",
        "departement",
        "direction_departement",
        "direction_commune",
        "etablissement",
        "autre",
    )
)

_ASSOCIATION = (
    frozenset(
        f"association.{name}"
        for name in (
            "nom",
            "sigle",
            "site",
            "siret",
            "rna",
            "recepisse",
            "inscription",
            "volume",
            "folio",
            "tribunal",
        )
    )
    | frozenset(f"association.siege.{name}" for name in _ADDRESS)
    | frozenset(f"association.correspondance.{name}" for name in _ADDRESS)
    | frozenset(["association.commune_deleguee", "association.correspondance_commune_deleguee"])
    | frozenset(f"{who}.{name}" for who in ("representant", "contact") for name in _PERSON)
)

_RELATIONS = frozenset(
    [
        "administration.agree",
        "agrements",
        "administration.utilite_publique",
        "administration.date_utilite",
        "administration.impots",
        "administration.labels",
        "reseau.affiliation",
        "reseau.personnes_morales",
        "reseau.adherentes",
    ]
) | frozenset(
    f"moyens.{name}"
    for name in (
        "benevoles",
        "volontaires",
        "salaries",
        "emplois_aides",
        "etpt",
        "mis_a_disposition",
        "adherents",
    )
)

# account → the lines under it, in the budget of the association and in that of the project
ACCOUNTS = {
    "achats": ("matieres", "autres"),  # 60
    "services": ("locations", "entretien", "assurance", "documentation"),  # 61
    "autres_services": ("honoraires", "publicite", "deplacements", "banque"),  # 62
    "impots": ("remuneration", "autres"),  # 63
    "personnel": ("remuneration", "sociales", "autres"),  # 64
    "autres_charges": ("c65", "c66", "c67", "c68", "c69"),
    "ventes": ("c70", "c73"),
    "gestion": ("c756", "c758", "autres"),  # 75
    "autres_produits": ("c76", "c77", "c78", "c79"),
    "emplois": ("c860", "c861", "c862", "c864"),  # 86
    "contributions": ("c870", "c871", "c875"),  # 87
}
PROJECT_ACCOUNTS = {"indirectes": ("fixes", "financiers", "autres"), "propres": ("c",)}
BUDGETS = {"budget": ACCOUNTS, "budget_projet": ACCOUNTS | PROJECT_ACCOUNTS}
_OF_EACH_BUDGET = (
    "annee",
    "debut",
    "fin",
    "subventions",  # 74, one line a funder
    "excedent",
    "deficit",
    "total_charges",
    "total_produits",
    "total_86",
    "total_87",
)

_PROJECT = frozenset(
    f"projet.{name}"
    for name in (
        "intitule",
        "objectifs",
        "description",
        "beneficiaires",
        "territoire",
        "benevoles",
        "benevoles_etpt",
        "salaries",
        "salaries_etpt",
        "cdi",
        "cdd",
        "emplois_aides",
        "volontaires",
        "materiel",
        "recrutement",
        "recrutement_etpt",
        "debut",
        "fin",
        "evaluation",
        "complement",
    )
) | frozenset(f"responsable.{name}" for name in _PERSON)

_LAST_PAGE = frozenset(
    f"attestation.{name}"
    for name in (
        "a_jour",
        "sincere",
        "charte",
        "republicain",
        "aides",
        "montant",
        "annee",
        "annees",
        "part",
    )
) | frozenset(
    [
        "banque.titulaire",
        "banque.nom",
        "banque.iban",
        "banque.bic",
        "signature.nom",
        "signature.qualite",
        "signature.lieu",
        "signature.date",
        "signature.signature",
    ]
)

SUBVENTION = (
    _FIRST_PAGE
    | _ASSOCIATION
    | _RELATIONS
    | frozenset(f"{budget}.{name}" for budget in BUDGETS for name in _OF_EACH_BUDGET)
    | frozenset(
        f"{budget}.{account}.{line}"
        for budget, accounts in BUDGETS.items()
        for account, lines in accounts.items()
        for line in lines
    )
    | _PROJECT
    | _LAST_PAGE
)

"""What each paper is known to ask, as paths of our definition, where no official PDF is at hand.

The lists come from ../shared/cerfa/forms.md; docs/forms.md says which fields are not certain.
"""

from tests.forms.paper_12156 import SUBVENTION


def fields(paths: str) -> frozenset[str]:
    """The paths of a text, one by one."""
    return frozenset(paths.split())


LISTED = {
    # 10798*03, section 6
    "cerfa-10798": fields("""
    hebergeant.civilite hebergeant.nom hebergeant.prenoms hebergeant.naissance hebergeant.commune_naissance
    hebergeant.ville_naissance hebergeant.pays_naissance hebergeant.nationalite hebergeant.document.type
    hebergeant.document.numero hebergeant.document.delivre_le hebergeant.document.par
    hebergeant.document.validite
    hebergeant.adresse.numero_voie hebergeant.adresse.code_postal hebergeant.adresse.commune
    hebergeant.represente_pour heberge.civilite heberge.nom heberge.prenoms heberge.naissance
    heberge.lieu_naissance heberge.pays_naissance heberge.nationalite heberge.passeport.numero
    heberge.passeport.delivre_le heberge.adresse heberge.pays heberge.lien heberge.accompagnants
    heberge.accompagnants[].lien heberge.accompagnants[].nom heberge.accompagnants[].prenoms
    heberge.accompagnants[].naissance sejour.debut sejour.fin sejour.jours logement.autre_adresse
    logement.adresse.numero_voie logement.adresse.code_postal logement.adresse.commune logement.statut
    logement.surface logement.pieces logement.occupants engagement.frais engagement.assurance
    engagement.assurance_accord engagement.lieu engagement.date pieces.identite pieces.logement
    pieces.domicile pieces.ressources pieces.timbre pieces.parents
    """),
    # 12156*06, section 2
    "cerfa-12156": SUBVENTION,
    # 14004*04, section 5
    "cerfa-14004": fields("""
    declarant.nom declarant.prenoms declarant.denomination declarant.siret declarant.siret_organisme
    declarant.rcs declarant.naissance declarant.adresse.numero_voie declarant.adresse.code_postal
    declarant.adresse.commune declarant.telephone declarant.courriel declarant.qualite declarant.accord
    meuble.adresse.numero_voie meuble.batiment meuble.escalier meuble.etage
    meuble.appartement meuble.adresse.code_postal meuble.adresse.commune meuble.invariant_fiscal
    meuble.type meuble.residence_principale meuble.pieces meuble.lits meuble.personnes meuble.surface
    meuble.classe meuble.classement.etoiles meuble.classement.date meuble.classement.numero
    location.toute_annee location.periodes location.periodes[].debut location.periodes[].fin
    signature.lieu signature.date
    """),
    # 14023*01, section 10
    "cerfa-14023": fields("""
    demandeur.type demandeur.nom demandeur.prenoms demandeur.denomination demandeur.represente_par.nom
    demandeur.represente_par.prenoms demandeur.adresse.numero_voie demandeur.adresse.code_postal
    demandeur.adresse.commune demandeur.telephone demandeur.courriel beneficiaire.type beneficiaire.nom
    beneficiaire.prenoms beneficiaire.denomination beneficiaire.represente_par.nom
    beneficiaire.represente_par.prenoms beneficiaire.adresse.numero_voie beneficiaire.adresse.code_postal
    beneficiaire.adresse.commune beneficiaire.telephone beneficiaire.courriel site.voie.type
    site.voie.numero site.agglomeration site.pr_debut site.pr_fin site.adresse.numero_voie
    site.adresse.code_postal site.adresse.commune site.adresse.lieu_dit site.parcelles
    site.parcelles[].section site.parcelles[].numero travaux.natures travaux.autre travaux.description
    travaux.reseau.type travaux.reseau.pose travaux.reseau.longueur travaux.reseau.tranchee_largeur
    travaux.reseau.tranchee_profondeur travaux.acces.fosse travaux.acces.buse_diametre
    travaux.acces.largeur travaux.debut travaux.jours travaux.fin pieces.situation pieces.travaux
    pieces.ensemble pieces.coupe pieces.photos pieces.note engagement.accord engagement.lieu
    engagement.date engagement.qualite engagement.signature
    """),
    # 15646*01, section 1
    "cerfa-15646": fields("""
    mineur.nom mineur.nom_usage mineur.prenoms mineur.naissance mineur.lieu_naissance
    mineur.pays_naissance titulaire.nom titulaire.nom_usage titulaire.prenoms titulaire.naissance
    titulaire.lieu_naissance titulaire.pays_naissance titulaire.nationalite titulaire.qualite
    titulaire.qualite_precision titulaire.adresse.voie titulaire.adresse.code_postal
    titulaire.adresse.commune titulaire.telephone titulaire.courriel autorisation.fin autorisation.date
    piece.type_francais piece.type_europeen piece.type_autre piece.numero piece.delivree_le
    piece.autorite
    """),
    # 15776*02, section 3
    "cerfa-15776": fields("""
    vehicule.immatriculation vehicule.vin vehicule.premiere_immatriculation vehicule.marque
    vehicule.type_variante vehicule.genre vehicule.denomination vehicule.kilometrage
    vehicule.certificat_present vehicule.motif_absence vehicule.numero_formule
    vehicule.date_certificat vendeur.type vendeur.sexe vendeur.nom vendeur.raison_sociale
    vendeur.siret vendeur.adresse.numero_voie vendeur.adresse.code_postal vendeur.adresse.commune
    cession.nature acheteur.agrement_vhu cession.date cession.heure cession.situation_remise
    cession.sans_transformation acheteur.nom acheteur.raison_sociale acheteur.siret
    acheteur.naissance acheteur.lieu_naissance acheteur.adresse.numero_voie acheteur.adresse.code_postal
    acheteur.adresse.commune acheteur.acquis acheteur.informe vendeur.opposition acheteur.opposition
    vendeur.lieu acheteur.lieu vendeur.date acheteur.date cotitulaires
    """),
}

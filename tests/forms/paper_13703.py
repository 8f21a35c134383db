"""What each field of the official 13703*06 becomes: a path of our definition, or the administration's own.

The names follow the coded grammar of the family: letter of the frame, digit of the sub-frame, letter of
the item. Pages are numbered as in the file: page 1 is the receipt, outside the form's own numbering.
"""

ADMINISTRATION = "administration"  # filled by the town hall or by software, never asked

_RECEIPT = (
    "R2A_numero",
    "R2M_date",
    "R2N_deposant",
    "R3A_cachet",
    # hidden fields, from here
    "N1F_formulaire",
    "N1N_numero",
    "N1E_editeur",
    "N1L_logiciel",
    "N1V_version",
    "N1M_mineure",
    "N1U_utilisateur",
    "N1S_securite",
    "N1H_hash_du_fichier",
    "N1P_producteur",
    "N1D_date",
    "N1R_reference",
    "N1A_accuse",
    "N1C_reception",
    "N1T_recepteur",
)

_DECLARANT = {
    "D1F_femme": "declarant.civilite",
    "D1H_homme": "declarant.civilite",
    "D1N_nom": "declarant.nom",
    "D1P_prenom": "declarant.prenom",
    "D1A_naissance": "declarant.naissance",
    "D1C_commune": "declarant.commune_naissance",
    "D1D_dept": "declarant.commune_naissance",
    "D1E_pays": "declarant.pays_naissance",
    "D2D_denomination": "societe.denomination",
    "D2R_raison": "societe.raison_sociale",
    "D2S_SIRET": "societe.siret",
    "D2J_type": "societe.forme",
    "D2F_madame": "representant.civilite",
    "D2H_monsieur": "representant.civilite",
    "D2N_nom": "representant.nom",
    "D2P_prenom": "representant.prenom",
    "D3N_numero": "declarant.adresse.numero_voie",
    "D3V_voie": "declarant.adresse.numero_voie",
    "D3W_lieudit": "declarant.adresse.lieu_dit",
    "D3L_localite": "declarant.adresse.commune",
    "D3C_code": "declarant.adresse.code_postal",
    "D3B_boite": "declarant.adresse.lieu_dit",
    "D3X_cedex": "declarant.adresse.commune",
    "D3P_pays": "declarant.adresse.pays",
    "D3D_division": "declarant.adresse.lignes",
    "D3T_telephone": "declarant.telephone",
    "D3K_indicatif": "declarant.telephone",
    "D4F_femme": "destinataire.type",
    "D4H_homme": "destinataire.type",
    "D4K_morale": "destinataire.type",
    "D4N_nom": "destinataire.nom",
    "D4P_prenom": "destinataire.prenom",
    "D4R_raison": "destinataire.raison_sociale",
    "D4Q_numero": "destinataire.adresse.numero_voie",
    "D4V_voie": "destinataire.adresse.numero_voie",
    "D4W_lieudit": "destinataire.adresse.lieu_dit",
    "D4L_localite": "destinataire.adresse.commune",
    "D4C_code": "destinataire.adresse.code_postal",
    "D4B_boite": "destinataire.adresse.lieu_dit",
    "D4X_cedex": "destinataire.adresse.commune",
    "D4E_pays": "destinataire.adresse.pays",
    "D4D_division": "destinataire.adresse.lignes",
    "D4T_telephone": "destinataire.telephone",
    "D4I_indicatif": "destinataire.telephone",
    "D5A_acceptation": "declarant.courriel_accepte",
    "D5GE1_email": "declarant.courriel",
    "D5GE2_email": "declarant.courriel",
}

_PROJECT = {
    "T2Q_numero": "terrain.adresse.numero_voie",
    "T2V_voie": "terrain.adresse.numero_voie",
    "T2W_lieudit": "terrain.adresse.lieu_dit",
    "T2L_localite": "terrain.adresse.commune",
    "T2C_code": "terrain.adresse.code_postal",
    "T2B_boite": "terrain.adresse.lieu_dit",
    "T2X_cedex": "terrain.adresse.commune",
    "T2F_prefixe": "terrain.parcelles",
    "T2S_section": "terrain.parcelles",
    "T2N_numero": "terrain.parcelles",
    "T2T_superficie": "terrain.parcelles",
    "T2J_lotissement": "terrain.lotissement",
    "C2ZA1_nouvelle": "projet.natures",
    "C2ZB1_existante": "projet.natures",
    "C2ZC3_cloture": "projet.natures",
    "C5ZE1_piscine": "projet.annexes",
    "C5ZE2_garage": "projet.annexes",
    "C5ZE3_veranda": "projet.annexes",
    "C5ZE4_abri": "projet.annexes",
    "C5ZE6_autresannexes": "projet.annexe_autre",
    "C5ZK1_extension": "projet.travaux",
    "C5ZK2_surelevation": "projet.travaux",
    "C5ZK3_supplementaires": "projet.travaux",
    "C2ZB5_autres": "projet.travaux_autre",
    "C2ZD1_description": "projet.description",
    "C2ZF1_principale": "projet.residence",
    "C2ZF2_secondaire": "projet.residence",
    "C7A_surface": "surfaces.existante",
    "C7U_creee": "surfaces.creee",
    "C7K_supprimee": "surfaces.supprimee",
    "X2R_remarquable": "protection.remarquable",
    "X2H_historique": "protection.monument",
}

_ENGAGEMENT = {
    "E1L_lieu": "engagement.lieu",
    "E1D_date": "engagement.date",
    "E1S_signature": "engagement.signature",
    "E2R_refus": "engagement.opposition",
}

# fifteen more parcels, A to P without O: prefix, section, number, area
_PARCELS = {f"T5Z{letter}{item}": "terrain.parcelles" for letter in "ABCDEFGHIJKLMNP" for item in "1234"} | {
    "D5T_total": "terrain.superficie"
}

_PIECES = {
    "P5PA1": "pieces.dp1",
    "P5PB1": "pieces.dp2",
    "P3GE1": "pieces.dp3",
    "P3GD1": "pieces.dp4",
    "P5PC1": "pieces.dp5",
    "P3GF1": "pieces.dp6",
    "P3GG1": "pieces.dp7",
    "P3GH1": "pieces.dp8",
    "P4LC1": "pieces.dp8_1",
}

_MORE_PIECES = {
    "P4CE1": "pieces.dp11",
    "P4CF1": "pieces.dp11_1",
    "P4GE1": "pieces.dp12_1",
    "P4GF1": "pieces.dp12_2",
    "P4LA1": "pieces.dp14",
    "P4LD1": "pieces.dp15",
    "P4LE1": "pieces.dp16",
    "P5PE1": "pieces.dp17",
    "P4HG1": "pieces.dp22",
    "P4EG1": "pieces.dp23",
}

# rows G, L, Z, P (main home, by loan) and X (second home) by dwellings L, area S, parking T
_TAXES = {f"F1{row}{column}1": "taxes.locaux" for row in "GLZPX" for column in "LST"} | {
    "F1TS1_totale": "taxes.surface",
    "F1TT1_creee": "taxes.stationnement",
    "F1EP1_aideoui": "taxes.pret_aide",
    "F1EP0_aidenon": "taxes.pret_aide",
    "F1TS0_surfaceexistante": "taxes.surface_conservee",
    "F1TL0_existants": "taxes.logements_existants",
    "F1JS1_abris": "taxes.abris",
    "F3NT1_station": "taxes.places",
    "F3SP1_bassin": "taxes.bassin",
    "F3NV1_photovoltaique": "taxes.photovoltaique",
    "F4PL1_locaux": "taxes.profondeur_locaux",
    "F4PP1_piscine": "taxes.profondeur_piscine",
    "F4PT1_stationnement": "taxes.profondeur_stationnement",
}

_LAST = {
    "F5PR1_risquesoui": "taxes.risques",
    "F5PR0_risquesnon": "taxes.risques",
    "F5IC1_classeoui": "taxes.classe",
    "F5IC0_classenon": "taxes.classe",
    "P1FJ1": "pieces.f3",
    "P4HG1": "pieces.f4",  # the same code as DP22, on another page
    "P1FF1": "pieces.f5",
    "P1FG1": "pieces.f6",
    "P1FH1": "pieces.f7",
    "F9R_informations": "taxes.informations",
    "F9D_date": "engagement.date",
    "F9N_nom": "engagement.signature",
}

_PAGES = (
    dict.fromkeys(_RECEIPT, ADMINISTRATION),
    _DECLARANT,
    _PROJECT,
    _ENGAGEMENT,
    _PARCELS,
    _PIECES,
    _MORE_PIECES,
    _TAXES,
    _LAST,
)

DECLARATION_PREALABLE = {
    f"topmostSubform[0].Page{number}[0].{name}[0]": path
    for number, page in enumerate(_PAGES, start=1)
    for name, path in page.items()
}

"""The formats of an export: what they are called, and what a browser is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.language import _


@dataclass(frozen=True, slots=True)
class Format:
    """`several` is the ending when the export has several tables, for a format that holds one a file."""

    name: str
    label: str
    hint: str
    ending: str
    media_type: str
    several: str = ""

    def file_ending(self, tables: int) -> str:
        """The ending of the file for so many tables."""
        return self.several if self.several and tables > 1 else self.ending

    def file_media_type(self, tables: int) -> str:
        """What it is then."""
        return ZIP if self.file_ending(tables) == "zip" and self.ending != "zip" else self.media_type


ZIP = "application/zip"
FILES = "pieces"  # the format that holds no table: documents and attachments
_ALL = (
    Format("csv", _("CSV"), _("Pour tout tableur et tout logiciel ; une archive ZIP s’il y a des listes."),
           "csv", "text/csv; charset=utf-8", "zip"),
    Format("xlsx", _("Excel (XLSX)"), _("Une feuille par liste."), "xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format("ods", _("LibreOffice (ODS)"), _("Une feuille par liste."), "ods",
           "application/vnd.oasis.opendocument.spreadsheet"),
    Format("json", _("JSON"), _("Pour un autre logiciel : un tableau, un objet par dossier."), "json",
           "application/json"),
    Format("jsonl", _("JSON, une ligne par dossier"), _("Pour un autre logiciel, sans limite de taille."),
           "jsonl", "application/jsonl; charset=utf-8"),
    Format(FILES, _("Documents et pièces (ZIP)"),
           _("Les fichiers des dossiers, avec un manifeste qui les liste tous."), "zip", ZIP),
)  # fmt: skip
FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _ALL})

"""From the steps of a file to steps of questions: each path is found in the contract and dressed.

It checks names, not conditions (see `definition.rules`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from app.core.closeness import suggestion
from app.core.definition import Field, Model, Option, Step
from app.core.definition.linked_lists import opened_by, read_linked
from app.core.definition.memory import Shelf, content
from app.core.definition.schema_reading import Leaf, codes_of, options_of
from app.core.field_types import FIELD_TYPES
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any
Leaves = Mapping[str, Leaf]
Dress = Mapping[str, Json]  # what a step says about one question


@dataclass(frozen=True, slots=True)
class StepReader:
    """`formulas`: full path ("total", "enfants[].age") → expression; `asked`: full path → its place. On the
    shelf are the questions that were read last."""

    formulas: Mapping[str, Json]
    findings: Findings
    shelf: Shelf = field(default_factory=lambda: Shelf(keeps=False))
    asked: dict[str, str] = field(default_factory=dict)

    def steps(self, raw: Sequence[Json], leaves: Leaves) -> tuple[Step, ...]:
        """The steps in order; every leaf must be asked, once."""
        ids: set[str] = set()
        steps = []
        for index, step in enumerate(raw):
            place = pointer("steps", index)
            if step["id"] in ids:
                message = _("L’étape « {id} » existe déjà.").format(id=step["id"])
                self.findings.error(
                    f"{place}/id", "duplicate-step", message, _("Donnez-lui un autre identifiant.")
                )
            ids.add(step["id"])
            fields = self._fields(step["fields"], leaves, f"{place}/fields", "")
            steps.append(
                Step(step["id"], step["title"], fields, step.get("description", ""), step.get("when"))
            )
        if not self.findings.problems:  # a misspelt path would be told twice
            self._check_all_asked(leaves, "")
        return tuple(steps)

    def _fields(self, raw: Sequence[Dress], leaves: Leaves, place: str, prefix: str) -> tuple[Field, ...]:
        """The questions of a step, or of a row: `prefix` is then "enfants[]."."""
        fields = []
        for index, dress in enumerate(raw):
            here = f"{place}/{index}"
            leaf = leaves.get(dress["path"])
            if leaf is None:
                self._refuse_path(dress["path"], leaves, f"{here}/path")
                continue
            full = prefix + leaf.path
            if full in self.asked:
                message = _("« {path} » est déjà demandé.").format(path=full)
                fix = _("Retirez cette question, ou celle de {place}.").format(place=self.asked[full])
                self.findings.error(f"{here}/path", "duplicate-path", message, fix)
            self.asked[full] = here
            fields.append(self._question(dress, leaf, here, full))
        return tuple(fields)

    def _question(self, dress: Dress, leaf: Leaf, here: str, full: str) -> Field:
        """One question with its cells: as it was read last, or read now."""
        if "[]." in full:  # kept with the rows around it
            return self._made(leaf, here, full, dress)
        beside = (leaf, self._formulas_of(full))
        made = self.shelf.made(full, dress, beside, partial(self._made, leaf, here, full))
        self._mark_cells(made, here, full)
        return made

    def _made(self, leaf: Leaf, here: str, full: str, dress: Dress) -> Field:
        return self._dressed(dress, leaf, here, full, self._cells(dress, leaf, here, full))

    def _formulas_of(self, full: str) -> tuple[tuple[str, object], ...]:
        """What the server computes of this question and of its cells; what has no content is like nothing."""
        return tuple(
            (path, content(value) or object())
            for path, value in self.formulas.items()
            if path == full or path.startswith(f"{full}[].")
        )

    def _mark_cells(self, repeat: Field, here: str, full: str) -> None:
        """Cells that were not read again are asked all the same."""
        for number, cell in enumerate(repeat.fields):
            path, place = f"{full}[].{cell.path}", f"{here}/fields/{number}"
            self.asked.setdefault(path, place)
            self._mark_cells(cell, place, path)

    def _refuse_path(self, path: str, leaves: Leaves, place: str) -> None:
        inside = [known for known in leaves if known.startswith(f"{path}.")]
        if inside:
            message = _("« {path} » est un groupe, pas une question.").format(path=path)
            fix = _("Demandez ce qu’il contient : {names}.").format(names=", ".join(inside))
            self.findings.error(place, "path-is-group", message, fix)
            return
        message = _("« {path} » n’est pas dans le schéma.").format(path=path)
        fix = suggestion(path, leaves) or _("Ajoutez cette propriété au schéma.")
        self.findings.error(place, "unknown-path", message, fix)

    def _cells(self, dress: Dress, leaf: Leaf, place: str, full: str) -> tuple[Field, ...]:
        repeats = leaf.value_type == "rows"
        if "fields" in dress and not repeats:
            message = _("« {path} » n’a pas de lignes.").format(path=full)
            self.findings.error(f"{place}/fields", "not-a-repeat", message, _("Retirez « fields »."))
        if "fields" not in dress and repeats:
            message = _("Les questions d’une ligne de « {path} » manquent.").format(path=full)
            self.findings.error(place, "missing-cells", message, _("Ajoutez « fields »."))
        self._check_layout(dress.get("layout", ""), leaf, place, full)
        return self._fields(
            dress.get("fields", ()) if repeats else (), leaf.cells, f"{place}/fields", f"{full}[]."
        )

    def _check_layout(self, layout: str, leaf: Leaf, place: str, full: str) -> None:
        """A layout is for rows; a table holds no rows in its cells; only rows of the form have pages."""
        fix = _("Retirez « layout ».")
        if layout and leaf.value_type != "rows":
            message = _("« {path} » n’a pas de lignes.").format(path=full)
            self.findings.error(f"{place}/layout", "not-a-repeat", message, fix)
        elif layout == "table" and any(cell.value_type == "rows" for cell in leaf.cells.values()):
            message = _("Une ligne de « {path} » contient des lignes : elle ne tient pas dans un tableau.")
            fix = _("Retirez « layout », ou choisissez « pages ».")
            self.findings.error(f"{place}/layout", "rows-in-table", message.format(path=full), fix)
        elif layout == "pages" and "[]." in full:
            message = _("« {path} » est déjà dans une ligne : ses lignes n’ont pas de page à elles.")
            fix = _("Retirez « layout », ou choisissez « table ».")
            self.findings.error(f"{place}/layout", "pages-in-row", message.format(path=full), fix)

    def _dressed(self, dress: Dress, leaf: Leaf, place: str, full: str, cells: tuple[Field, ...]) -> Field:
        label = dress.get("label") or leaf.schema.get("title", "")
        if not label:
            message = _("La question « {path} » n’a pas de libellé.").format(path=full)
            fix = _("Ajoutez « title » dans le schéma, ou « label » ici.")
            self.findings.error(place, "missing-label", message, fix)
        formula = self.formulas.get(full)
        linked = read_linked(dress)
        bare = Field(
            path=leaf.path,
            kind=leaf.kind,
            label=label,
            short=dress.get("short", ""),
            hint=dress.get("hint", ""),
            required=leaf.required and formula is None,  # nobody is asked for what the server computes
            when=opened_by(linked, dress.get("when")),
            linked=linked,
            autocomplete=dress.get("autocomplete", ""),
            options=options_of(leaf.schema, dress.get("options", {})),
            fields=cells,
            schema=leaf.schema,
            messages=dress.get("messages", {}),
            layout=dress.get("layout", ""),
            row_label=dress.get("row_label", ""),
            add_label=dress.get("add_label", ""),
            template=self._model(dress, leaf, place, full),
            calculated=formula,
            sensitive=dress.get("sensitive", False) or FIELD_TYPES[leaf.kind].sensitive,
            paper=dress.get("paper", {}),
        )
        return self._with_hints(bare, dress.get("options", {}), place)

    def _model(self, dress: Dress, leaf: Leaf, place: str, full: str) -> Model | None:
        """The document to download, which makes sense beside files only."""
        if "template" not in dress:
            return None
        if leaf.value_type != "file":
            message = _("« {path} » ne demande pas de fichier.").format(path=full)
            self.findings.error(f"{place}/template", "not-a-file", message, _("Retirez « template »."))
        return Model(**dress["template"])

    def _with_hints(self, bare: Field, hints: Mapping[str, str], place: str) -> Field:
        """Hints name existing options; a kind with options of its own (yes-no) takes them from the field."""
        if not hints:  # mostly: the communes or the countries are not listed for nothing
            return bare
        known = codes_of(bare)
        for code in hints:
            if code not in known:
                message = _("« {code} » n’est pas une option de « {path} ».").format(
                    code=code, path=bare.path
                )
                fix = suggestion(code, known) or _("Retirez cette aide.")
                self.findings.error(f"{place}/options{pointer(code)}", "unknown-option", message, fix)
        if bare.options:
            return bare
        return replace(bare, options=tuple(Option(code, "", hint) for code, hint in hints.items()))

    def _check_all_asked(self, leaves: Leaves, prefix: str) -> None:
        for leaf in leaves.values():
            full = prefix + leaf.path
            if full in self.asked:
                self._check_all_asked(leaf.cells, f"{full}[].")
            else:
                message = _("« {path} » n’est demandé à aucune étape.").format(path=full)
                fix = _("Ajoutez-le à une étape, ou retirez-le du schéma.")
                self.findings.error(leaf.pointer, "unasked-property", message, fix)

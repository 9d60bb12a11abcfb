"""The walls between rooms, as a contract for import-linter: it lists what may be imported, and closes the rest."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """A room is entered by its doors alone.

    `doors` are the modules of every room that others may import; `also_open` names further ones, whole.
    `importers_let_in` are expressions of modules that may import anything, such as tests.
    """

    type_name = "doors"

    rooms = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    also_open = fields.ListField(subfield=fields.StringField(), required=False)
    importers_let_in = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            (importer, imported)
            for room in self.rooms
            for imported in sorted(graph.find_descendants(room))
            if not self._is_open(room, imported)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if not self._is_let_in(room, importer)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _is_open(self, room: str, module: str) -> bool:
        doors = [*(f"{room}.{door}" for door in self.doors), *(self.also_open or ())]
        return any(module == door or module.startswith(f"{door}.") for door in doors)

    def _is_let_in(self, room: str, importer: str) -> bool:
        if importer == room or importer.startswith(f"{room}."):
            return True
        return any(part in importer.split(".") for part in self.importers_let_in or ())

    def render_broken_contract(self, check: ContractCheck) -> None:
        broken: list[tuple[str, str]] = check.metadata["broken"]
        for importer, imported in broken:
            output.print_error(f"{importer} imports {imported}")
        output.new_line()

"""Puts a mutant into a process that has everything loaded: living functions get other code, constants other values."""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutants.making import Mutant, code_objects


class NotSwapped(Exception):
    """Nothing that lives came from the changed lines: a fault of the runner, not of a test."""


def module_of(path: Path) -> ModuleType:
    """The module that was loaded from a file, loaded now if it was not."""
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == str(path):
            return module
    inside = next(
        Path(entry) for entry in map(Path, sys.path) if entry.is_absolute() and entry in path.parents
    )
    return importlib.import_module(".".join(path.relative_to(inside).with_suffix("").parts))


def living_functions(paths: set[str]) -> dict[tuple[str, str, int], list[FunctionType]]:
    """Every function made from these files, also within decorators, by file, qualified name and first line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in paths:
            found.setdefault(_key(thing.__code__), []).append(thing)
    return found


def put_in(mutant: Mutant) -> None:
    """Makes this process run the mutant instead of what stands in the file."""
    module = module_of(mutant.path)
    if mutant.at_import:
        _set_name(module, mutant)
    else:
        _set_code(mutant)
    _forget_answers(module)


def _set_code(mutant: Mutant) -> None:
    living = living_functions({str(mutant.path)})
    swapped = 0
    for code in code_objects(compile(mutant.source, mutant.path, "exec", dont_inherit=True)):
        for function in living.get(_key(code), []):
            if function.__code__ != code:
                function.__code__ = code
                swapped += 1
    if not swapped:
        raise NotSwapped(f"{mutant.path}:{mutant.line}")


def _set_name(module: ModuleType, mutant: Mutant) -> None:
    """A view is marked again; a constant is set, and with it every constant below that was made of it."""
    statements = ast.parse(mutant.source).body
    changed = {mutant.at_import}
    for statement in statements:
        if isinstance(statement, ast.FunctionDef) and statement.name == mutant.at_import:
            decorator = next(dec for dec in statement.decorator_list if dec.lineno == mutant.line)
            _value(decorator, mutant, module)(module.__dict__[mutant.at_import])
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            name, used = _name_of(statement), {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
            if name and used & changed:
                changed.add(name)
                _set_everywhere(name, module.__dict__.get(name), _value(statement.value, mutant, module))


def _value(expression: ast.expr, mutant: Mutant, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(expression), mutant.path, "eval"), module.__dict__)


def _set_everywhere(name: str, old: object, new: object) -> None:
    """In each module that has it by this name."""
    for module in list(sys.modules.values()):
        if isinstance(module, ModuleType) and module.__dict__.get(name) is old:
            module.__dict__[name] = new


def _name_of(statement: ast.Assign | ast.AnnAssign) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _forget_answers(module: ModuleType) -> None:
    """What the room kept in caches while it was still right."""
    room = module.__name__.rpartition(".")[0]
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and str(thing.__module__).startswith(room):
            thing.cache_clear()


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno

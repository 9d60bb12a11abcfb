"""Puts a mutant into a process that has everything loaded: living functions get other code, constants other values."""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import sys
from collections.abc import Iterator
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
    functions: dict[tuple[str, str, int], list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in paths:
            functions.setdefault(_key(thing.__code__), []).append(thing)
    return functions


def put_in(mutant: Mutant) -> None:
    """Makes this process run the mutant instead of what stands in the file."""
    module = module_of(mutant.path)
    if mutant.at_import:
        _set_name(module, mutant)
    else:
        _set_code(mutant)
    _forget_answers(module)


@functools.cache
def lines_of_readers(mutant: Mutant) -> frozenset[tuple[str, int]]:
    """File and line of every loaded function that reads the changed constant by its name; nothing for others."""
    if not mutant.at_import or mutant.kind == "permission":
        return frozenset()
    names = {name for name, _ in _changed_constants(mutant)}
    return frozenset(
        (code.co_filename, line)
        for thing in gc.get_objects()
        if isinstance(thing, FunctionType) and thing.__code__.co_name != "<module>"
        for code in code_objects(thing.__code__)
        if not names.isdisjoint(code.co_names)
        for _, _, line in code.co_lines()
        if line
    )


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
    for statement in ast.parse(mutant.source).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == mutant.at_import:
            decorator = next(dec for dec in statement.decorator_list if dec.lineno == mutant.line)
            _value(decorator, mutant, module)(module.__dict__[mutant.at_import])
    for name, value in _changed_constants(mutant):
        _set_everywhere(name, module.__dict__.get(name), _value(value, mutant, module))


def _changed_constants(mutant: Mutant) -> Iterator[tuple[str, ast.expr]]:
    """The constant that is changed and those below it that are made of it, by name, with what each is now."""
    changed = {mutant.at_import}
    for statement in ast.parse(mutant.source).body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            name, used = _name_of(statement), {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
            if name and used & changed:
                changed.add(name)
                yield name, statement.value


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

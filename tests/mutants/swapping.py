"""Puts a mutant into a process that has everything loaded: living functions get other code, constants other values."""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

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
    """A view is marked again; a constant is set wherever it was imported by its name."""
    name = mutant.at_import
    statement = next(node for node in ast.parse(mutant.source).body if _names(node) == name)
    old = module.__dict__[name]
    if isinstance(statement, ast.FunctionDef):
        index = next(n for n, dec in enumerate(statement.decorator_list) if dec.lineno == mutant.line)
        decorator = ast.Expression(statement.decorator_list[index])
        eval(compile(decorator, mutant.path, "eval"), module.__dict__)(old)
        return
    assert isinstance(statement, (ast.Assign, ast.AnnAssign))
    assert statement.value
    new = eval(compile(ast.Expression(statement.value), mutant.path, "eval"), module.__dict__)
    for other in list(sys.modules.values()):
        if isinstance(other, ModuleType) and other.__dict__.get(name) is old:
            other.__dict__[name] = new


def _names(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name):
            return name
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

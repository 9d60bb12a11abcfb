"""What is changed: each function here looks at one kind of expression or statement and says what to write instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

Change = tuple[str, ast.AST, str]
"""The kind, the node whose text is replaced, and the text that takes its place."""

KINDS = (
    "permission",
    "scope",
    "audit",
    "refusal",
    "comparison",
    "condition",
    "decision",
    "constant",
    "call",
    "arithmetic",
)
"""In the order in which a sample takes its turns."""

FILTERS = {"filter", "get", "exclude", "get_or_404", "get_object_or_404", "Q"}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*"}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
EMPTY = {"tuple": "()", "list": "[]", "dict": "{}", "set": "set()", "frozenset": "frozenset()"}
AUDIT = {"ledger", "audit", "audit_log"}
LOGS = {"log", "logger", "logging"}
TUNING = ("BATCH", "CHUNK")
"""How the names end of numbers that only say how much is read or written at a time."""
LOCKS = {"lock_row", "lock_rows"}
"""SQLite locks nothing by row, so that leaving a lock out shows on PostgreSQL alone."""


def change_expression(node: ast.AST, function: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Call():
            yield from _calls(node)
        case ast.Compare(ops=[op], left=left, comparators=[right]):
            text = f"{ast.unparse(left)} {COMPARISONS[type(op)]} {ast.unparse(right)}"
            yield "comparison", node, f"({text})"
        case ast.BoolOp(op=op, values=values) if not isinstance(values[-1], (ast.Constant, ast.Tuple)):
            word = " or " if isinstance(op, ast.And) else " and "
            yield "condition", node, "(" + word.join(f"({ast.unparse(value)})" for value in values) + ")"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "condition", node, f"({ast.unparse(operand)})"
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(
            test, (ast.Compare, ast.BoolOp, ast.UnaryOp)
        ):
            yield "condition", test, f"(not {ast.unparse(test)})"
        case ast.comprehension(ifs=ifs):
            for condition in ifs:
                yield "condition", condition, "True"
        case ast.Constant(value=bool()):
            yield "constant", node, str(not node.value)
        case ast.Constant(value=int() as number):
            yield "constant", node, str(number + 1)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in ARITHMETIC and not _is_text(left, right):
            yield "arithmetic", node, f"(({ast.unparse(left)}) {ARITHMETIC[type(op)]} ({ast.unparse(right)}))"
        case ast.Return(value=ast.expr() as value):
            yield from _returns(node, value, function)
        case ast.Raise():
            yield "refusal", node, "pass"
        case ast.Expr(value=ast.Call(func=called)):
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            on = getattr(called.value, "id", "") if isinstance(called, ast.Attribute) else ""
            if name not in LOCKS and on not in LOGS:
                yield "audit" if on in AUDIT else "call", node, "pass"


def change_permission(decorator: ast.expr) -> Iterator[Change]:
    """`@open_to(A, B)` without one of its roles; with the only one gone it is open to every known person."""
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).rpartition(".")[2] == "open_to":
        for left_out in range(len(decorator.args)):
            roles = [ast.unparse(role) for n, role in enumerate(decorator.args) if n != left_out]
            yield "permission", decorator, f"{ast.unparse(decorator.func)}({', '.join(roles)})"


def _calls(node: ast.Call) -> Iterator[Change]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in FILTERS and (isinstance(node.func, ast.Attribute) or name[0].isupper() or "404" in name):
        parts = [*node.args, *node.keywords]
        is_query = node.keywords or name in {"filter", "exclude"}
        for left_out in parts if is_query and not (name == "Q" and len(parts) == 1) else []:
            if isinstance(left_out, ast.keyword) or name in {"filter", "exclude"}:
                kept = [ast.unparse(part) for part in parts if part is not left_out]
                yield "scope", node, f"{ast.unparse(node.func)}({', '.join(kept)})"
    if isinstance(node.func, ast.Attribute) and name == "exclude" and len(node.args + node.keywords) > 1:
        yield "scope", node, ast.unparse(node.func.value)
    if isinstance(node.func, ast.Name) and name in OPPOSITES:
        yield "decision", node.func, OPPOSITES[name]


def _returns(node: ast.Return, value: ast.expr, function: ast.AST) -> Iterator[Change]:
    """What a function may return by its own annotation, and did not decide."""
    returns = getattr(function, "returns", None)
    annotation = ast.unparse(returns) if returns is not None else ""
    text = ast.unparse(value)
    base = annotation.partition("[")[0]
    if annotation == "bool" and not isinstance(value, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)):
        yield "decision", value, f"(not {text})"
    elif annotation.endswith("| None") and text != "None":
        yield "decision", value, "None"
    elif base in EMPTY and text != EMPTY[base]:
        yield "decision", value, EMPTY[base]


def _is_text(*sides: ast.expr) -> bool:
    return any(
        isinstance(side, (ast.JoinedStr, ast.List, ast.Tuple))
        or (isinstance(side, ast.Constant) and isinstance(side.value, (str, bytes)))
        for side in sides
    )


@dataclass(frozen=True)
class Found:
    """A change, where it stands in the source, and which lines have to run for it to matter."""

    kind: str
    node: ast.AST
    text: str
    lines: range
    """The whole statement's lines, or those of its head."""
    at_import: str = ""
    """The name of a module constant or of a view, when the statement runs at import."""


def changes_in(tree: ast.Module, *, permissions_only: bool) -> Iterator[Found]:
    """Every change of a module: in functions and methods, module constants, and who may enter a view."""
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield from _definition(statement, permissions_only=permissions_only, top=True)
        elif not permissions_only and (name := _constant_of(statement)) and not name.endswith(TUNING):
            for node in ast.walk(statement.value):  # type: ignore[attr-defined]
                for kind, changed, text in change_expression(node, tree):
                    yield Found(kind, changed, text, _lines(statement), at_import=name)


def _definition(
    node: ast.FunctionDef | ast.ClassDef, *, permissions_only: bool, top: bool
) -> Iterator[Found]:
    if isinstance(node, ast.ClassDef):
        for statement in node.body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                yield from _definition(statement, permissions_only=permissions_only, top=False)
        return
    for decorator in node.decorator_list if top else []:
        for kind, changed, text in change_permission(decorator):
            yield Found(kind, changed, text, _lines(decorator), at_import=node.name)
    if not permissions_only:
        for statement in node.body:
            yield from _statement(statement, node)


def _statement(statement: ast.stmt, function: ast.AST) -> Iterator[Found]:
    if isinstance(statement, ast.FunctionDef):
        for inner in statement.body:
            yield from _statement(inner, statement)
        return
    lines = _lines(statement)
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        for kind, changed, text in change_expression(node, function):
            yield Found(kind, changed, text, lines)
        for child in ast.iter_child_nodes(node):
            if _only_tunes(child):
                continue
            if isinstance(child, ast.stmt):
                yield from _statement(child, function)
            elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                for inner in child.body:
                    yield from _statement(inner, function)
            elif not (isinstance(node, ast.AnnAssign) and child is node.annotation):
                stack.append(child)


def _lines(node: ast.AST) -> range:
    """A statement's lines; of a compound one, those of its head."""
    body = getattr(node, "body", None)
    first: int = node.lineno  # type: ignore[attr-defined]
    if isinstance(body, list) and body:
        return range(first, max(first + 1, body[0].lineno))
    return range(first, node.end_lineno + 1)  # type: ignore[attr-defined]


def _only_tunes(node: ast.AST) -> bool:
    """How many rows are read or written at a time changes no answer."""
    return isinstance(node, ast.keyword) and node.arg in {"batch_size", "chunk_size"}


def _constant_of(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper():
            return name
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()) if name.isupper():
            return name
    return ""

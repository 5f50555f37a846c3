"""Put the values of a form into a template's instructions, in a sandbox that can only insert and choose.

The language is the smallest part of Jinja that is of use: `{{ name }}`, a few filters that neither loop nor
grow a text, and `{% if name %} … {% else %} … {% endif %}`. Nothing else is accepted when a draft is saved, so
a template cannot run long, reach an attribute or call anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("trim", "upper", "lower")
COMPARED = {"eq": "==", "ne": "!=", "in": "in", "notin": "not in"}
"""Every value is a text in a condition, so an order of numbers means nothing here."""
DEEPEST = 60
"""Nodes inside each other; Python itself takes no more than a hundred nested blocks."""
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Filter, nodes.If,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
_PART = (nodes.Getattr, nodes.Getitem, nodes.Call)
_TAGS = {
    "For": "for", "Assign": "set", "AssignBlock": "set", "Include": "include", "Import": "import", "FromImport": "from",
    "Macro": "macro", "CallBlock": "call", "FilterBlock": "filter", "With": "with", "Block": "block", "Extends": "extends",
}  # fmt: skip


class CannotRender(ValueError):
    """The instructions cannot be rendered; the message names the variable or the words, and the line."""


class _Environment(ImmutableSandboxedEnvironment):
    # The environment only; one that knows no functions and no other filters has nothing to escape with.
    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests.clear()


def parse(instructions: str, names: Sequence[str]) -> nodes.Template:
    """The parsed instructions. Raises CannotRender for what is not allowed and for names not declared."""
    try:
        tree = _Environment().parse(instructions)
    except TemplateSyntaxError as error:
        raise CannotRender(
            _("Line %(line)d: %(why)s.") % {"line": error.lineno, "why": error.message}
        ) from error
    except RecursionError as error:
        raise CannotRender(_("The conditions are nested too deep.")) from error
    except ValueError as error:  # Python refuses numbers of thousands of digits
        raise CannotRender(_("The instructions cannot be put together: %(why)s.") % {"why": error}) from error
    for node, depth in _walk(tree):
        _check(node, names)
        if depth > DEEPEST:
            raise CannotRender(_("The conditions are nested too deep."))
    return tree


def render(instructions: str, texts: Mapping[str, str]) -> str:
    """The instructions with each variable's text in its place. Raises CannotRender."""
    tree = parse(instructions, list(texts))
    try:
        return _Environment().from_string(tree).render(texts)
    except (TemplateError, TypeError, ValueError, SyntaxError, RecursionError) as error:
        raise CannotRender(_("The instructions cannot be put together: %(why)s.") % {"why": error}) from error


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with how deep it stands."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())


def _check(node: nodes.Node, names: Sequence[str]) -> None:
    if isinstance(node, nodes.Name) and node.name not in names:
        message = _("Line %(line)d: the variable “%(name)s” is used but not declared.")
        raise CannotRender(message % {"line": node.lineno, "name": node.name})
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        message = _("Line %(line)d: the filter “%(name)s” is not known; there are %(all)s.")
        raise CannotRender(message % {"line": node.lineno, "name": node.name, "all": ", ".join(FILTERS)})
    if isinstance(node, nodes.Filter) and (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs):
        message = _("Line %(line)d: the filter “%(name)s” takes nothing in brackets.")
        raise CannotRender(message % {"line": node.lineno, "name": node.name})
    if isinstance(node, nodes.Compare):
        _check_comparison(node)
    if isinstance(node, _PART):
        _refuse_part(node)
    if not isinstance(node, _ALLOWED):
        message = _("Line %(line)d: only {{ name }} and {%% if name %%} can be used here, not %(what)s.")
        raise CannotRender(message % {"line": node.lineno, "what": _called(node)})


def _refuse_part(node: nodes.Node) -> None:
    """Say which variable was taken apart, or called, and what to write instead."""
    inner = node
    while isinstance(node, _PART):
        inner, node = node, node.node
    name = node.name if isinstance(node, nodes.Name) else "…"
    if isinstance(inner, nodes.Call):
        message = _(
            "Line %(line)d: “%(name)s(…)” calls something, and nothing can be called: write {{ %(name)s }}."
        )
        raise CannotRender(message % {"line": inner.lineno, "name": name})
    part = inner.attr if isinstance(inner, nodes.Getattr) else ""
    message = _(
        "Line %(line)d: “%(whole)s” asks for a part of “%(name)s”, but a variable is one text and has no parts: "
        "write {{ %(name)s }}, or declare a variable of its own for the part, such as {{ %(own)s }}."
    )
    own = f"{name}_{part.strip('_') or 'part'}" if node is not inner and name != "…" else "name"
    whole = f"{name}.{part}" if part else f"{name}[…]"
    raise CannotRender(message % {"line": inner.lineno, "name": name, "whole": whole, "own": own})


def _called(node: nodes.Node) -> str:
    kind = type(node).__name__
    if kind in _TAGS:
        return f"{{% {_TAGS[kind]} %}}"
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr | nodes.Concat):
        return _("a calculation")
    return f"“{kind.lower()}”"


def _check_comparison(node: nodes.Compare) -> None:
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    of_texts = all(isinstance(side.value, str) for side in sides if isinstance(side, nodes.Const))
    plain = all(isinstance(side, nodes.Const | nodes.Name | nodes.Filter) for side in sides)
    if of_texts and plain and all(operand.op in COMPARED for operand in node.ops):
        return
    names = ", ".join(f"“{name.name}”" for name in node.find_all(nodes.Name)) or "?"
    message = _("Line %(line)d: %(names)s can be compared by %(all)s with a text in quotation marks, not so.")
    raise CannotRender(message % {"line": node.lineno, "names": names, "all": ", ".join(COMPARED.values())})

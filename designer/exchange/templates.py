"""Templates: ordinary documents that say in `extensions.template` what they show and what may be chosen.

Those of the program lie in its resources, a person's own in their data folder.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError

from designer import assets
from designer.exchange import files, parameters
from designer.exchange.errors import FileError
from designer.exchange.parameters import Parameter, SettingError
from designer.model.document import Document
from designer.model.findings import Finding
from designer.model.ids import Id, new_id
from designer.model.records import Text, Value
from designer.model.suggestions import closest, listed

KEY = "template"


class Description(Value):
    """What a template says of itself."""

    id: Id | None = None
    name: Text = ""
    pattern: Text = ""
    category: Text = ""
    shows: Text = ""
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class TemplateInfo:
    """One entry of the catalogue."""

    id: str
    name: str
    pattern: str
    category: str
    shows: str
    path: Path
    builtin: bool
    parameters: tuple[Parameter, ...] = ()


class TemplateError(Exception):
    """A template that is not there, or settings it cannot take; with every problem found."""

    def __init__(self, name: str, problems: tuple[Finding, ...]) -> None:
        super().__init__(name, problems)
        self.name = name
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.name}:", *(f"  {p.message}" + (f" {p.fix}" if p.fix else "") for p in self.problems)]
        )


def user_folder() -> Path:
    """Where a person's own templates lie; it need not exist yet."""
    return platformdirs.user_data_path("process-designer", appauthor=False) / "templates"


def catalogue() -> list[TemplateInfo]:
    """Every template that can be used: the program's own first, then the person's; each by name."""
    return _scanned()[0]


def unreadable() -> list[FileError]:
    """What is wrong with the files of the person's folder that are no templates."""
    return _scanned()[1]


def find(template: str) -> TemplateInfo:
    """The template with this id, or the one in this file; raises TemplateError."""
    known = {info.id: info for info in catalogue()}
    if template in known:
        return known[template]
    if template.endswith(".json"):
        try:
            return _described(Path(template), builtin=False)
        except FileError as error:
            raise TemplateError(template, error.problems) from None
    near = closest(template, known)
    fix = f"Did you mean {near!r}?" if near else f"There are {listed(known, 'and')}."
    raise TemplateError(
        template, (Finding("error", "unknown-template", f"There is no template {template!r}.", fix=fix),)
    )


def instantiate(template: str, settings: Mapping[str, str] | None = None) -> Document:
    """A new document from a template, by its id or file, with some of its parameters set.

    Raises TemplateError naming every unknown or unfit setting.
    """
    from designer.exchange import jsonfile

    info = find(template)
    settings = settings or {}
    if wrong := parameters.problems(info.parameters, settings):
        raise TemplateError(info.name, wrong)
    tables = _parsed(info.path)
    extensions = tables.get("extensions", {})
    extensions.pop(KEY, None)
    try:
        parameters.apply(tables, info.parameters, settings)
        return jsonfile.read(json.dumps(tables).encode(), info.path.name)
    except SettingError as error:
        raise TemplateError(info.name, (Finding("error", "wrong-setting", f"{error}."),)) from None
    except FileError as error:
        raise TemplateError(info.name, error.problems) from None


def save_template(
    document: Document, ids: Iterable[str] | None, about: Description, folder: Path | None = None
) -> Path:
    """Puts a document, or the selected part of it, into a person's templates; gives the file.

    A template of the same id is replaced. Raises FileError when the folder cannot be written.
    """
    folder = folder or user_folder()
    described = about.model_copy(update={"id": about.id or _free_id(about.name, folder)})
    path = folder / f"{described.id}{files.SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(str(folder), (_no_folder(error),)) from error
    files.save(_with_description(_part(document, ids), described), path)
    return path


def export_template(template: str, path: Path) -> None:
    """Writes a template to a file that can be handed on; raises TemplateError or FileError."""
    info = find(template)
    document = files.load(info.path)
    files.save(_with_description(document, _about(info).model_copy(update={"id": info.id})), path)


def import_template(path: Path, folder: Path | None = None) -> TemplateInfo:
    """Takes a file into a person's templates; raises FileError when it is no document."""
    document = files.load(path)
    info = _described(path, builtin=False)
    saved = save_template(document, None, _about(info), folder)
    return replace(info, id=saved.name.removesuffix(files.SUFFIX), path=saved)


def remove_template(template: str) -> None:
    """Deletes one of a person's own templates; raises TemplateError for one of the program's."""
    info = find(template)
    if info.builtin or info.path.parent != user_folder():
        message = f"{info.name!r} is not one of your own templates, so it stays."
        raise TemplateError(info.name, (Finding("error", "not-yours", message),))
    info.path.unlink(missing_ok=True)


# Within


def _about(info: TemplateInfo) -> Description:
    own = _block(_parsed(info.path), info.path).parameters
    return Description(
        name=info.name, pattern=info.pattern, category=info.category, shows=info.shows, parameters=own
    )


def _scanned() -> tuple[list[TemplateInfo], list[FileError]]:
    found: list[TemplateInfo] = []
    broken: list[FileError] = []
    for folder, builtin in ((assets.path("templates"), True), (user_folder(), False)):
        listed_here: list[TemplateInfo] = []
        for path in sorted(folder.glob(f"*{files.SUFFIX}")) if folder.is_dir() else ():
            try:
                info = _described(path, builtin)
            except FileError as error:
                broken.append(error)
            else:
                taken = {other.id for other in (*found, *listed_here)}
                listed_here.append(replace(info, id=_free(info.id, taken)))
        found += sorted(listed_here, key=lambda info: info.name.casefold())
    return found, broken


def _parsed(path: Path) -> dict[str, Any]:
    try:
        tables = json.loads(path.read_bytes())
    except OSError as error:
        raise FileError(
            str(path), (Finding("error", "cannot-read", f"{error.strerror or error}."),)
        ) from error
    except (ValueError, RecursionError):
        tables = None
    if not isinstance(tables, dict) or not isinstance(tables.get("root"), str):
        from designer.exchange import jsonfile

        jsonfile.read(path.read_bytes(), str(path))
        raise FileError(str(path), (Finding("error", "wrong-shape", "The file is not a document."),))
    return tables


def _described(path: Path, builtin: bool) -> TemplateInfo:
    """What a file says of itself as a template; a document that says nothing is one by its own name."""
    tables = _parsed(path)
    about = _block(tables, path)
    stem = path.name.removesuffix(files.SUFFIX).removesuffix(".json")
    return TemplateInfo(
        id=about.id or _as_id(stem),
        name=about.name or _root_name(tables) or stem,
        pattern=about.pattern,
        category=about.category,
        shows=about.shows,
        path=path,
        builtin=builtin,
        parameters=(*about.parameters, *_general(about.parameters, tables)),
    )


def _block(tables: dict[str, Any], path: Path) -> Description:
    extensions = tables.get("extensions")
    block = extensions.get(KEY, {}) if isinstance(extensions, dict) else {}
    try:
        return Description.model_validate_json(json.dumps(block))
    except ValidationError as error:
        raise FileError(str(path), tuple(_block_problem(detail) for detail in error.errors())) from None


def _block_problem(detail: Any) -> Finding:
    place = ".".join(str(part) for part in ("extensions", KEY, *detail["loc"]))
    return Finding("error", "wrong-template", f"{place}: {detail['msg']}.", key=place)


def _general(own: tuple[Parameter, ...], tables: dict[str, Any]) -> tuple[Parameter, ...]:
    keys = {parameter.key for parameter in own}
    general = parameters.general(tables["root"], _root_name(tables), str(tables.get("currency", "USD")))
    return tuple(parameter for parameter in general if parameter.key not in keys)


def _root_name(tables: dict[str, Any]) -> str:
    rows = tables.get("workflows")
    named = (
        (row.get("name") for row in rows if row.get("id") == tables["root"]) if isinstance(rows, list) else ()
    )
    return str(next(iter(named), "") or "")


def _with_description(document: Document, about: Description) -> Document:
    block = about.model_dump(mode="json", exclude_defaults=True)
    return replace(document, extensions={**document.extensions, KEY: block})


def _part(document: Document, ids: Iterable[str] | None) -> Document:
    chosen = sorted(ids or ())
    if not chosen:
        return document
    from designer.editing import clipboard
    from designer.editing.draft import Draft
    from designer.model.workflow import Workflow

    fragment = clipboard.copy(document, chosen)
    root = new_id(document)
    draft = Draft(Document(root=root, currency=document.currency, workflows={root: Workflow(id=root)}))
    clipboard.paste(draft, fragment, root, (40.0, 40.0), keep_ids=True)
    return draft.document


def _free_id(name: str, folder: Path) -> str:
    taken = {info.id for info in catalogue()} | {p.name.removesuffix(files.SUFFIX) for p in folder.glob("*")}
    return _free(_as_id(name), taken)


def _free(wished: str, taken: Collection[str]) -> str:
    numbered = (f"{wished}-{number}" for number in range(2, len(taken) + 3))
    return next(candidate for candidate in (wished, *numbered) if candidate not in taken)


def _as_id(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or KEY


def _no_folder(error: OSError) -> Finding:
    return Finding(
        "error",
        "cannot-write",
        f"The folder of your templates cannot be made: {error.strerror or error}.",
        fix="Check that you may write there.",
    )

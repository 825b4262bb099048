"""Settings in layers: defaults < profile < the user's file < the project's file < the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Literal

from auditor.errors import ConfigError
from auditor.resources import data_dir, load_yaml, validate
from auditor.types.finding import Severity

FILE_NAME = "auditor.toml"

#: Seconds that one document may take; the slowest real ones take a tenth.
TIME_LIMIT = 120.0

#: Below which severity a run counts as clean; ``never`` for reports only.
FailOn = Literal["error", "warning", "info", "never"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told. Every field may stand in a profile, in auditor.toml or on the command line.

    Attributes:
        profile: name of a file under rules/profiles/, or a path to one of the office's own.
        select: codes or beginnings of codes to run; empty for all enabled rules.
        ignore: codes or beginnings of codes to leave out; wins over select.
        fail_on: exit status 1 from this severity on.
        min_confidence: findings below it are left out (0-1).
        rules: folders or files with rules of the office's own; relative paths count from the file that names them.
        severity: severity by code, overrides the rule's.
        options: options by code, merged over the rule's.
        jobs: processes; 0 for as many as there are cores.
        unit: name of the unit that all documents belong to, where they do not tell.
        library: folder of the library of earlier runs to compare with; empty for none; relative as ``rules``.
        time_limit: seconds that one document may take before it is given up as unread; 0 for no limit.
        engine: where the documents are read and checked, a module of auditor.engines.
        master: address of the Spark cluster (``yarn``, ``spark://host:7077``, ``local[2]``); empty for what Spark is set to.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    profile: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "info"
    min_confidence: float = 0.0
    rules: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    jobs: int = 0
    unit: str = ""
    library: str = ""
    time_limit: float = TIME_LIMIT
    engine: str = "local"
    master: str = ""


def load_settings(overrides: Mapping[str, Any] | None = None, folder: Path | None = None, file: Path | None = None) -> Settings:
    """Return the settings of a run.

    Args:
        overrides: what the command line says; keys are fields of Settings, None values are ignored.
        folder: where to look for auditor.toml (it and its parents); the working folder by default.
        file: a configuration file to use instead of looking for one.

    Raises:
        ConfigError: an unknown key, a wrong type, an unreadable file or profile; names file and, for YAML, line.
    """
    given = {
        key: str(value) if isinstance(value, Path) else value for key, value in (overrides or {}).items() if value is not None
    }
    layers = [_read_toml(path) for path in (_user_file(), file or _project_file(folder or Path.cwd())) if path]
    layers.append(given)
    name = next((layer["profile"] for layer in reversed(layers) if "profile" in layer), "default")
    return validate(_merge([_profile(str(name)), *layers]), Settings, "命令行")


def _merge(layers: list[dict[str, Any]]) -> dict[str, Any]:
    """Later layers win; mappings by code are merged key by key, office rules add up."""
    out: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            if key in ("severity", "options") and isinstance(value, dict):
                out[key] = {**out.get(key, {}), **value}
            elif key == "rules":
                out[key] = (*out.get(key, ()), *value)
            else:
                out[key] = value
    return out


def _profile(name: str) -> dict[str, Any]:
    path = Path(name) if name.endswith((".yaml", ".yml")) else data_dir("rules") / "profiles" / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(sorted(item.stem for item in (data_dir("rules") / "profiles").glob("*.yaml")))
        raise ConfigError(f"没有名为“{name}”的审核方案", f"可用的有：{known}；也可以给出一个 .yaml 文件的路径。")
    settings = load_yaml(path, Settings)
    raw = {item.name: getattr(settings, item.name) for item in fields(Settings)}
    default = Settings()
    changed = {key: value for key, value in raw.items() if value != getattr(default, key)}
    return {**_anchor(changed, path.parent), "profile": name}


def _read_toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"配置文件 {path} 有误（{error}）", "请按 README 中的示例改正。") from error
    validate(data, Settings, str(path))
    return _anchor(data, path.parent)


def _anchor(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Relative paths in a file count from that file, not from where the program was started."""
    if "rules" in data:
        data = {**data, "rules": tuple(str(folder / item) for item in data["rules"])}
    if data.get("library"):
        data = {**data, "library": str(folder / data["library"])}
    profile = str(data.get("profile", ""))
    if profile.endswith((".yaml", ".yml")):
        data = {**data, "profile": str(folder / profile)}
    return data


def _user_file() -> Path | None:
    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    path = (Path(base) if base else Path.home() / ".config") / "auditor" / FILE_NAME
    return path if path.is_file() else None


def _project_file(folder: Path) -> Path | None:
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None

"""Makes the sample documents from the YAML files beside it: ``python corpora/sources/make.py``.

The same sources give the same bytes, except for PDF and DOC: these LibreOffice makes, only when ``--office`` asks for it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from _model import HERE, Source, sources
from _package import zipped
from _plain import text, web
from _sheets import flat, sheets
from _word import word

#: Made by LibreOffice from a docx file.
OFFICE = {".pdf": "pdf", ".doc": "doc:MS Word 97"}

_FORMS = {
    "hebei": word,
    "hebei-block": word,
    "central": word,
    "flat": flat,
    "sheets": sheets,
    "text": text,
    "web": web,
}


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each document and archive that needs no LibreOffice."""
    archives: dict[str, list[tuple[str, bytes]]] = {}
    for source in sources():
        if Path(source.file).suffix in OFFICE:
            continue
        data = _FORMS[source.form](source)
        if source.archive:
            archives.setdefault(source.archive, []).append((source.file, data))
        else:
            yield source.file, data
    for name, members in archives.items():
        yield name, zipped(members)


def convert(source: Source, folder: Path) -> None:
    """Write a PDF or DOC file, made from a docx file by LibreOffice.

    Raises:
        RuntimeError: LibreOffice is missing or refuses.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise RuntimeError("没有找到 LibreOffice。请先安装，或去掉 --office。")
    target = Path(source.file)
    with TemporaryDirectory() as place:
        draft = Path(place) / f"{target.stem}.docx"
        draft.write_bytes(word(source))
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", OFFICE[target.suffix], "--outdir", place, str(draft)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)  # noqa: S603
        made = draft.with_suffix(target.suffix)
        if not made.is_file():
            raise RuntimeError(f"LibreOffice 没有生成 {target.name}：{done.stderr}")
        shutil.move(made, folder / target.name)


def main() -> None:
    """Write the documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=HERE.parent / "samples", help="写到这个目录，默认 corpora/samples")
    parser.add_argument("--office", action="store_true", help="同时用 LibreOffice 重新生成 PDF 和 DOC")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    for name, data in documents():
        (given.output / name).write_bytes(data)
        sys.stdout.write(f"{name}\n")
    for source in sources() if given.office else ():
        if Path(source.file).suffix in OFFICE:
            convert(source, given.output)
            sys.stdout.write(f"{source.file}\n")


if __name__ == "__main__":
    main()

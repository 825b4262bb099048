"""Takes the picture of the README: the head of the sample report and some of its findings, by headless Chromium.

``make picture`` runs it after ``make sample``. Chromium and Chinese fonts are needed (Debian: chromium, fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import html
from PIL import Image, ImageChops

HERE = Path(__file__).resolve().parent
REPORT = HERE.parents[1] / "reports" / "sample" / "疑点报告.html"
PICTURE = HERE / "疑点报告.png"

WIDTH, HEIGHT = 1400, 3000
#: A document whose findings show several families, and how many of them; lines of the table of units.
_SHOWN, _ITEMS, _UNITS = "教育局", 4, 8
_MARGIN = 24


def shortened(page: str) -> str:
    """Return the page with its figures, some units, and some findings of one document."""
    root = html.document_fromstring(page)
    for section in root.iter("section"):
        title = section.findtext("h2") or ""
        if title == "疑点明细":
            _keep(section)
        elif title == "各单位疑点":
            for line in section.findall(".//tbody/tr")[_UNITS:]:
                line.drop_tree()
        elif title != "疑点类别":
            section.getparent().remove(section)
    root.find(".//footer").drop_tree()
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def _keep(section: html.HtmlElement) -> None:
    """Leave only the first findings of the document shown, with its title and that of the project."""
    wanted, items = False, 0
    for child in list(section):
        if child.tag == "h3":
            wanted = _SHOWN in child.text_content()
        if child.tag != "h2" and (not wanted or items >= _ITEMS):
            child.drop_tree()
        items += wanted and child.tag == "div"


def main() -> None:
    """Write the picture, cut off below the last line."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("没有找到 Chromium。请先安装 chromium 和 fonts-noto-cjk。")
    with TemporaryDirectory() as folder:
        page, raw = Path(folder) / "page.html", Path(folder) / "raw.png"
        page.write_text(shortened(REPORT.read_text(encoding="utf-8")), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
        command = [browser, *options, f"--user-data-dir={folder}/profile", f"--screenshot={raw}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        with Image.open(raw) as picture:
            shot = picture.convert("RGB")
    filled = ImageChops.difference(shot, Image.new("RGB", shot.size, "white")).getbbox()
    bottom = min(shot.height, (filled[3] if filled else shot.height) + _MARGIN)
    shot.crop((0, 0, WIDTH, bottom)).quantize(128).save(PICTURE, optimize=True)
    sys.stdout.write(f"{PICTURE.name}：{PICTURE.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()

"""Pages written to disk, and a headless Chromium that may touch nothing but the disk."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lodeshift.catalogue import places
from lodeshift.names import Language
from lodeshift.reporting import map_page, plan_page

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
PROBE = """<script>
addEventListener('load', () => {
  const root = document.documentElement, found = {};
  found.width = innerWidth; found.overflow = root.scrollWidth - root.clientWidth;
  found.figures = [...document.querySelectorAll('figure')].map(f => {
    const d = [...f.querySelectorAll('.chart > svg')].filter(s => s.getBoundingClientRect().width > 0);
    const box = d.length ? d[0].getBoundingClientRect() : {width: 0, height: 0};
    const out = [...(d[0] ? d[0].querySelectorAll('text') : [])].filter(t => {
      const b = t.getBoundingClientRect(); return b.right > box.right + 1 || b.left < box.left - 1; }).map(t => t.textContent);
    return {id: f.id, shown: d.length, width: box.width, height: box.height, out};
  });
  found.cut = [...document.querySelectorAll('p, h1, h2, dd, dt, figcaption, li')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.textContent.slice(0, 40));
  found.requests = performance.getEntriesByType('resource').map(r => r.name);
  const note = document.createElement('meta'); note.id = 'probe'; note.dataset.found = JSON.stringify(found);
  document.head.append(note);
});
</script>"""

Look = Callable[[Path, int], dict[str, object]]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The plan's page in both languages and a map page."""
    spec = importlib.util.spec_from_file_location(
        "sample_plan_of_browser", Path(__file__).parents[1] / "reporting" / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    folder = tmp_path_factory.mktemp("pages")
    languages: tuple[Language, ...] = ("en", "zh")
    plan = sample.sample_plan(672)
    found = {}
    for language in languages:
        found[f"plan-{language}"] = plan_page.render(
            plan, language=language, sources=sample.sample_sources(), meta=sample.SAMPLE_META
        )
    rows = [map_page.MapRow(c.id, c.name_en, c.lat, c.lon, group=c.stage) for c in places.cities().values()]
    text = map_page.MapText("262 cities", "by stage", "67 of 262 are declining", "stage", "State Council 2013")
    found["map"] = map_page.render(rows, text, language="en")
    for name, html in found.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in found}


@pytest.fixture(scope="session")
def run_chromium(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs Chromium with more flags on a file and gives what it prints; each run has its own profile."""

    def run(page: Path, *flags: str) -> str:
        profile = tmp_path_factory.mktemp("profile")
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        finally:
            shutil.rmtree(profile, ignore_errors=True)
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
        return done.stdout.decode("utf-8", errors="replace")

    return run


@pytest.fixture(scope="session")
def look(run_chromium: Callable[..., str]) -> Look:
    """Opens a copy of a page that measures itself at a width, and gives what it found.

    Headless Chromium opens no window under 500 px, so that a narrow screen is a frame of that width in a wide window.
    """

    def at(page: Path, width: int) -> dict[str, object]:
        html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
        copy = page.with_name(f"{page.stem}-{width}-probe.html")
        copy.write_text(html.replace("</head>", PROBE + "</head>", 1), encoding="utf-8")
        if width >= 500:
            dom = run_chromium(copy, f"--window-size={width},900", "--dump-dom")
        else:
            outer = page.with_name(f"{page.stem}-{width}-frame.html")
            outer.write_text(FRAME.format(width=width, inner=copy.as_uri()), encoding="utf-8")
            dom = run_chromium(
                outer,
                "--allow-file-access-from-files",
                "--window-size=900,900",
                "--dump-dom",
                "--virtual-time-budget=8000",
            )
        found = re.search(r'data-found="([^"]*)"', dom)
        assert found is not None, "the page did not finish loading"
        told: dict[str, object] = json.loads(
            found.group(1).replace("&quot;", '"').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        )
        return told

    return at


FRAME = """<!doctype html><meta charset="utf-8"><body>
<iframe id="f" src="{inner}" style="width:{width}px;height:900px;border:0"></iframe>
<script>
document.getElementById('f').addEventListener('load', function () {{
  const probe = this.contentDocument.getElementById('probe');
  const note = document.createElement('meta'); note.dataset.found = probe.dataset.found; document.head.append(note);
}});
</script>"""

"""A headless Chromium, and what the tests ask of the page in it."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = "no chromium and chromedriver here; `make browser` installs them where it may"
SECONDS = 60
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # Chromium as root refuses to start with one
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
)

# Every text and box of a widget that must not lie over another one.
BOXES = """
return [...document.querySelectorAll(".cell")].map((cell) => {
  const box = (one) => { const { left, top, right, bottom } = one.getBoundingClientRect(); return [left, top, right, bottom]; };
  const parts = [...cell.querySelectorAll(".card > header, .body > .plot, .body > .legend, .alarms > div, .value > .said")];
  return { cell: box(cell), parts: parts.map(box) };
});
"""
# For every metric widget: its view, and how many points each of its charts or values shows.
PLOTTED = """
const visible = (chart, point) => {
  const axis = chart.getOption().xAxis?.[0];
  if (axis?.type !== "time") return (point?.value ?? point) !== null;
  return point[1] !== null && point[0] >= axis.min && point[0] <= axis.max;
};
const shown = window.__preview.charts.map(({ chart, plot }) => ({ plot, points: chart.getOption().series
  .map((one) => one.data.filter((point) => visible(chart, point)).length) }));
return [...document.querySelectorAll(".card.metric")].map((card) => ({
  title: card.querySelector("h2").textContent,
  told: card.querySelector(".told")?.textContent ?? "",
  points: shown.filter(({ plot }) => card.contains(plot)).map(({ points }) => points),
  values: [...card.querySelectorAll(".value strong, tbody td:nth-child(2)")].map((one) => one.textContent),
}));
"""


@contextmanager
def chromium(profile: Path) -> Generator[webdriver.Chrome]:
    """A browser of our own, ended on the way out."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.binary_location = CHROMIUM or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(executable_path=DRIVER))
    try:
        driver.set_page_load_timeout(SECONDS)
        driver.set_script_timeout(SECONDS)
        yield driver
    finally:
        driver.quit()


class Page:
    """The preview, opened."""

    def __init__(self, driver: webdriver.Chrome, file: Path) -> None:
        self.driver = driver
        driver.get(file.as_uri())
        self.wait("window.__preview.ready")

    def ask(self, script: str, *given: object) -> Any:  # noqa: ANN401  # JSON of the page's
        return self.driver.execute_script(script, *given)  # pyright: ignore[reportUnknownMemberType]

    def wait(self, condition: str) -> None:
        WebDriverWait(self.driver, SECONDS).until(lambda _: self.ask(f"return {condition}"))

    def fragments(self) -> list[str]:
        return self.ask("return boards().map(({ board }) => board.fragment)")

    def open(self, fragment: str, situation: str) -> None:
        self.ask("location.hash = arguments[0]", fragment)
        self.wait(f"state.board.fragment === {fragment!r} && window.__preview.ready")
        self.ask(f"document.querySelector('[data-situation={situation}]').click()")
        self.wait(f"window.__preview.situation === {situation!r}")

    def complaints(self) -> list[dict[str, Any]]:
        return self.driver.get_log("browser")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

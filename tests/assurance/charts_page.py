"""A page about alarms, opened in a browser of our own."""

from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 60
# Of every chart: how many points each line shows, and which names its lanes have.
DRAWN = """
const option = window.__page.chart.getOption();
return {
  lanes: option.yAxis[0].data,
  lines: option.series.filter((one) => one.type === "line" && one.data.length)
    .map((one) => ({ name: one.name, points: one.data.filter((point) => point[1] !== null).length, thresholds: (one.markLine?.data ?? []).map((line) => line.yAxis ?? null) })),
  bars: option.series.find((one) => one.name === "states").data,
  told: option.series.find((one) => one.name === "told").data.map((one) => one.value),
};
"""


class Opened:
    """The page, at one place after another."""

    def __init__(self, driver: webdriver.Chrome, file: Path) -> None:
        self.driver = driver
        driver.get(file.as_uri())
        self._ready()

    def ask(self, script: str, *given: object) -> Any:  # noqa: ANN401  # JSON of the page's
        return self.driver.execute_script(script, *given)  # pyright: ignore[reportUnknownMemberType]

    def go(self, fragment: str) -> None:
        self.ask(
            "window.__page = {}; location.hash = arguments[0];"
            "window.dispatchEvent(new Event('hashchange'))",
            fragment,
        )
        self._ready()

    def text(self) -> str:
        return self.ask("return document.getElementById('main').innerText")

    def complaints(self) -> list[dict[str, Any]]:
        return self.driver.get_log("browser")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def _ready(self) -> None:
        WebDriverWait(self.driver, SECONDS).until(lambda _: self.ask("return window.__page?.ready"))

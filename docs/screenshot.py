"""Take `docs/screenshot.png` of a running app that has read the demo: an article, its marks and cards, a conflict.

    python docs/screenshot.py http://localhost:8000 var/accounts.txt

Playwright and Chromium are those of the browser tests.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).with_suffix(".png")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(page: Page, password: str) -> None:
    """Sign in, open the article of the oldest conflict with that conflict's card chosen, and keep what is shown."""
    page.goto("/sign-in/")
    page.get_by_label("Username").fill("fact-checker")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto("/conflicts/?state=suggested")
    page.locator(".side a[href*='#quote-']").last.click()
    page.wait_for_selector("[data-card][aria-current='true']")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=TARGET)


def main(address: str, accounts: str) -> None:
    """Take it."""
    passwords = dict(line.split() for line in Path(accounts).read_text().splitlines())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(
            base_url=address, viewport={"width": 1440, "height": 1080}, color_scheme="light", reduced_motion="reduce"
        )
        take(page, passwords["fact-checker"])
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A workbook in a browser: begun by a press, waited for without a press, fetched."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from tests.pages.browser.conftest import Served, faults, let_in, overflows


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_waits_by_itself(
    served: Served, chromium: Browser, release: None, *, scripts: bool
) -> None:
    """The page renews itself until the file is ready; what comes is a workbook."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, locale="en", java_script_enabled=scripts
    )
    let_in(context, served)
    page = context.new_page()
    page.goto(f"{served.base}/export")
    page.locator("form[action='/export/xlsx'] button").click()
    page.get_by_role("heading", name="The file is ready").wait_for(timeout=20_000)
    if scripts:
        assert [] == faults(page)
        assert not overflows(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Get the file").click()
    assert "howareyou.xlsx" == download.value.suggested_filename
    with ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
    context.close()

"""The page in a real browser: by mouse, by keyboard, on a phone, on paper, without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.drafts import Draft

BROWSER, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs Chromium and its driver")
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions",
)  # fmt: skip
PHONE = (390, 844)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    profile = tmp_path_factory.mktemp("profile")
    for option in (*OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=str(DRIVER))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, drafted: Draft) -> webdriver.Chrome:
    """The page on a phone, freshly opened."""
    width, height = PHONE
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(drafted.page.as_uri())
    return browser


def number(page: webdriver.Chrome, text: str) -> WebElement:
    """The first number of this text in the statement."""
    return page.find_element(By.XPATH, f"//main//button[.='{text}']")


def complaints(page: webdriver.Chrome) -> list[str]:
    """What the browser wrote into its log since it was last asked."""
    entries: list[dict[str, str]] = page.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries]


def open_boxes(page: webdriver.Chrome) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, ".herkunft:popover-open")


def test_a_click_opens_what_is_behind_a_number_and_escape_leads_back(
    page: webdriver.Chrome,
) -> None:
    assert open_boxes(page) == []
    button = number(page, "86")
    button.click()
    (box,) = open_boxes(page)
    assert "Teilnehmende (jede Person einmal gezählt)" in box.text
    assert "01.03.2020 bis 30.06.2023" in box.text
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert open_boxes(page) == []
    assert page.switch_to.active_element == button


def test_the_keyboard_alone_is_enough(page: webdriver.Chrome) -> None:
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    first = page.switch_to.active_element
    assert first.get_attribute("class") == "woher"
    first.send_keys(Keys.ENTER)
    assert len(open_boxes(page)) == 1
    assert page.switch_to.active_element.text == "Schließen"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert open_boxes(page) == []
    assert page.switch_to.active_element == first


def test_a_box_fits_on_the_phone_and_the_page_never_moves_sideways(page: webdriver.Chrome) -> None:
    assert page.execute_script("return document.documentElement.scrollWidth") == PHONE[0]
    number(page, "86").click()
    (box,) = open_boxes(page)
    assert box.rect["x"] >= 0
    assert box.rect["x"] + box.rect["width"] <= PHONE[0]
    assert box.rect["height"] <= PHONE[1]


def test_every_number_opens_a_box_that_is_there(page: webdriver.Chrome) -> None:
    shown = page.execute_script(
        """
        return [...document.querySelectorAll("main button")].map(button => {
            button.click();
            const open = document.querySelectorAll(":popover-open");
            const right = open.length === 1 && open[0].id === button.getAttribute("popovertarget");
            open.forEach(box => box.hidePopover());
            return right;
        });
        """
    )
    assert len(shown) > 150
    assert all(shown)


def test_nothing_is_fetched_and_nothing_can_be_brought_in(page: webdriver.Chrome) -> None:
    fetched = page.execute_script("return performance.getEntriesByType('resource').length")
    assert (fetched, complaints(page)) == (0, [])
    page.execute_script(
        """
        const image = document.createElement("img");
        image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
        document.body.append(image);
        const script = document.createElement("script");
        script.textContent = "document.title = 'fremd'";
        document.body.append(script);
        """
    )
    assert page.title == "Stellungnahme: Durchstarten in Ausbildung und Arbeit"
    refused = " ".join(complaints(page))
    assert "img-src" in refused
    assert "script-src" in refused


def test_on_paper_stands_the_statement_alone(page: webdriver.Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        number(page, "86")
        assert not page.find_element(By.CLASS_NAME, "hinweis").is_displayed()
        line = "return getComputedStyle(document.querySelector('.woher')).textDecorationLine"
        assert page.execute_script(line) == "none"
        assert page.find_element(By.TAG_NAME, "svg").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_letters_stand_out_from_their_ground(page: webdriver.Chrome) -> None:
    """Contrast of 4.5 to 1 (WCAG 1.4.3) for every element that holds text of its own."""
    poor = page.execute_script(Path(__file__).with_name("contrast.js").read_text("utf-8"))
    assert poor == []

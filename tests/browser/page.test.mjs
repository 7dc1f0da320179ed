// The page in a browser: what a reader does with it, and what it must never do.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import * as drafts from "./drafts.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const shots = path.join(import.meta.dirname, "shots");
mkdirSync(shots, { recursive: true });

let browser;
const pages = {};
before(async () => {
  pages.specimen = drafts.page("specimen", drafts.first, drafts.second);
  pages.dropped = drafts.page("dropped", drafts.first, drafts.second, "--only", "dropped");
  pages.hostile = drafts.page("hostile", drafts.hostileOld, drafts.hostileNew, "--from", "text");
  pages.long = drafts.page("long", drafts.longOld, drafts.longNew);
  pages.arabic = drafts.page("arabic", drafts.arabicOld, drafts.arabicNew);
  pages.table = drafts.page("table", drafts.first, drafts.second, "--format", "changes", "--as", "html");
  pages.find = drafts.made("find", "find", "mislead, cut, jam or take over a data relay", drafts.first, drafts.second);
  pages.share = drafts.made("share", "share", drafts.second, "--of", drafts.first);
  // Titles name files, and a path has no blanks.
  const named = (text) => drafts.written(`${"a".repeat(90)}.txt`, text);
  pages.named = drafts.made("named", "share", named("1. States met at sea.\n"), "--of", drafts.first);
  browser = await launch();
});
after(() => browser?.close());

/** Opens a page and does something; no request may leave the file, nothing may be said on the console. */
const open = async (name, act, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  const asked = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pages[name]);
  const result = await act(page);
  assert.deepEqual(trouble, [], "nothing on the console");
  assert.deepEqual(asked.filter((url) => url.split("#")[0] !== pages[name]), [], "no request leaves the file");
  await context.close();
  return result;
};
const visible = (page, selector) => page.locator(`${selector}:visible`).count();

test("filters show and hide, and say so", () =>
  open("specimen", async (page) => {
    const dropped = await visible(page, "main .row.f-dropped.change");
    assert.ok(dropped > 0);
    await page.getByLabel(/dropped$/).uncheck();
    assert.equal(await visible(page, "main .row.f-dropped"), 0);
    assert.match(await page.locator("#hidden").textContent(), new RegExp(`^${dropped} of \\d+ changes hidden`));
    await page.getByLabel(/dropped$/).check();
    await page.getByLabel(/ moved$/).check();
    assert.equal(await visible(page, "main .row.change"), await visible(page, "main .row.change.moved"));
    assert.ok((await visible(page, "main .row.section")) > 0, "headings stay above what is shown");
    assert.equal(await visible(page, "main .run"), 0);
  }));

test("jumps go from change to change, by button and by key, and back", () =>
  open("specimen", async (page) => {
    const at = () => page.evaluate(() => [...document.querySelectorAll(".row.change")].indexOf(document.activeElement));
    await page.locator("#next").click();
    assert.equal(await at(), 0);
    await page.keyboard.press("n");
    await page.keyboard.press("j");
    assert.equal(await at(), 2);
    await page.keyboard.press("p");
    assert.equal(await at(), 1);
    assert.match(await page.locator("#position").textContent(), /^2 of \d+$/);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", "the focus can be seen");
    const under = await page.evaluate(() =>
      document.activeElement.getBoundingClientRect().top - document.querySelector(".tools").getBoundingClientRect().bottom);
    assert.ok(under >= -1, "the tools do not cover it");
    await page.locator("#search").focus();
    await page.keyboard.press("n");
    assert.equal(await page.locator("#search").inputValue(), "n", "in a field a letter is a letter");
    await page.locator("#search").fill("");
    await page.locator("#keys").uncheck();
    await page.locator("h1").click();
    await page.keyboard.press("n");
    assert.equal(await at(), -1, "keys can be turned off");
  }));

test("unchanged runs unfold", () =>
  open("specimen", async (page) => {
    assert.equal(await visible(page, "main .run .row"), 0);
    await page.locator("main .run summary").first().click();
    assert.ok((await visible(page, "main .run .row")) > 0);
    await page.locator("#unfold").click();
    assert.equal(await visible(page, "main .run .row"), await page.locator("main .run .row").count());
    await page.locator("#unfold").click();
    assert.equal(await visible(page, "main .run .row"), 0);
  }));

test("side by side and inline are two views of the same rows", () =>
  open("specimen", async (page) => {
    const row = "main .row.f-reworded:has(del):has(ins)";
    const columns = () => page.locator(row).first().evaluate((row) => {
      const box = (name) => row.querySelector(`.cells > .${name}`).getBoundingClientRect();
      return { old: box("old"), fresh: box("new") };
    });
    const side = await columns();
    assert.ok(side.old.right <= side.fresh.left, "two columns");
    assert.ok(Math.abs(side.old.top - side.fresh.top) < 2, "aligned");
    assert.equal(await visible(page, `${row} .new del`), 0);
    await page.getByRole("button", { name: "Inline" }).click();
    assert.equal((await columns()).old.width, 0);
    assert.ok((await visible(page, `${row} .new del`)) > 0);
    assert.ok((await visible(page, ".row.f-dropped .old")) > 0, "what was dropped is still there");
    assert.equal(await page.locator("#inline").getAttribute("aria-pressed"), "true");
  }));

test("words are marked without colour too", () =>
  open("specimen", async (page) => {
    const line = (selector) => page.locator(selector).first().evaluate((mark) => getComputedStyle(mark).textDecorationLine);
    assert.equal(await line(".old del:not(.whole)"), "line-through");
    assert.equal(await line(".new ins:not(.whole)"), "underline");
  }));

test("moved text and its old place lead to each other", () =>
  open("specimen", async (page) => {
    await page.locator(".left a").first().click();
    const target = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
    const row = page.locator(`main .row.moved:has([id="${target}"])`);
    assert.equal(await row.count(), 1);
    await row.locator(".back").click();
    const back = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
    assert.equal(await page.locator(`.row.left [id="${back}"]`).count(), 1);
  }));

test("the concordance leads to the text", () =>
  open("specimen", async (page) => {
    await page.locator("#concordance summary").click();
    await page.locator("#concordance tbody a").first().click();
    const target = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
    assert.equal(await page.locator(`main .row:has([id="${target}"])`).count(), 1);
  }));

test("a link to a label arrives, folded, filtered or hidden as it may be", () =>
  open("specimen", async (page) => {
    const id = await page.locator("main .run .old .unit").first().getAttribute("id");
    await page.getByLabel(/carried$/).uncheck();
    await page.getByRole("button", { name: "Inline" }).click();
    await page.evaluate((id) => { location.hash = id; }, id);
    await page.waitForFunction((id) => document.getElementById(id).closest("details").open, id);
    const seen = await page.evaluate((id) => document.getElementById(id).closest(".row").getBoundingClientRect().top, id);
    assert.ok(seen >= 0 && seen < 900, "it is in sight");
  }));

test("search counts, marks and opens what it finds", () =>
  open("specimen", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("RELAY");
    await page.waitForFunction(() => /^\d+ found$/.test(document.getElementById("found").textContent));
    const found = Number.parseInt(await page.locator("#found").textContent(), 10);
    assert.ok(found > 3);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#found").textContent(), `2 of ${found}`);
    assert.equal(await page.evaluate(() => CSS.highlights.get("found").size), found);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#found").textContent(), "");
  }));

test("the map leads into the text", () =>
  open("specimen", async (page) => {
    await page.locator(".map a rect.m-dropped").first().click();
    assert.match(await page.evaluate(() => location.hash), /^#old-/);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("f-dropped")));
  }));

test("a filtered report says what it leaves out", () =>
  open("dropped", async (page) => {
    assert.match(await page.locator(".notice").textContent(), /Not everything.*dropped \(2 of/);
    assert.equal(await page.locator("main .row").count(), 2);
  }));

test("hostile text is text", () =>
  open("hostile", async (page) => {
    assert.equal(await page.evaluate(() => window.owned), undefined);
    assert.equal(await page.locator("main script, main img").count(), 0);
    const text = await page.locator("main").textContent();
    assert.ok(text.includes("<script>window.owned = 2</script>"));
    assert.ok(text.includes("‹U+202E›"));
    await page.setViewportSize({ width: 390, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `a word of 100,000 letters breaks: ${wide} pixels`);
  }));

test("an injected script would not run", async () => {
  const page = await browser.newPage();
  await page.goto(pages.specimen);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.owned = 5";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.owned), undefined);
  await page.close();
});

test("paper has all changes and no tools", () =>
  open("specimen", async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await visible(page, ".tools") + (await visible(page, ".filters")) + (await visible(page, ".why")), 0);
    assert.equal(await visible(page, "main .row.change"), await page.locator("main .row.change").count());
    assert.ok((await visible(page, ".new del")) > 0, "inline, if the reader did not choose otherwise");
    await page.pdf({ path: path.join(shots, "specimen.pdf"), format: "A4" });
  }));

test("without scripts everything can be read", () =>
  open("specimen", async (page) => {
    assert.equal(await visible(page, ".tools"), 0);
    assert.equal(await visible(page, "main .row.change"), await page.locator("main .row.change").count());
    await page.locator("main .run summary").first().click();
    assert.ok((await visible(page, "main .run .row")) > 0, "folding needs no script");
  }, { javaScriptEnabled: false }));

test("right-to-left text runs from right to left, whatever it begins with", () =>
  open("arabic", async (page) => {
    await page.locator("#unfold").click();
    const units = await page.locator("main .unit").evaluateAll((units) =>
      units.map((unit) => [getComputedStyle(unit).direction, unit.closest("[lang]").lang]));
    assert.ok(units.length > 4);
    assert.deepEqual([...new Set(units.map(String))], ["rtl,ar"]);
  }));

for (const colorScheme of ["light", "dark"]) {
  for (const name of ["specimen", "arabic", "table", "find", "share"]) {
    test(`nothing serious for axe: ${name}, ${colorScheme}`, async () => {
      // axe is not of the page: its policy must be set aside to let it in.
      const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(pages[name]);
      await page.addScriptTag({ path: axe });
      for (const view of colorScheme === "light" ? ["side"] : ["inline"]) {
        await page.evaluate((view) => {
          document.querySelectorAll("details").forEach((details) => { details.open = true; });
          document.getElementById(view)?.click();
        }, view);
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
        const serious = violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
        assert.deepEqual(serious.map((fault) => [fault.id, fault.nodes[0].html, fault.nodes[0].failureSummary]), []);
      }
      await context.close();
    });
  }
}

test("1,200 paragraphs are there at once", () =>
  open("long", async (page) => {
    const rows = await page.locator("main .row").count();
    assert.ok(rows > 1200);
    const loaded = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domComplete);
    const took = async (act) => page.evaluate(async (act) => {
      const start = performance.now();
      document.querySelector(act).click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    }, act);
    const figures = { loaded, next: await took("#next"), filter: await took("#fates input[value=reworded]"), inline: await took("#inline"), unfold: await took("#unfold") };
    console.log(`    ${rows} rows, milliseconds: ${Object.entries(figures).map(([name, ms]) => `${name} ${Math.round(ms)}`).join(", ")}`);
    // Generous: other work may run on the machine.
    assert.ok(figures.loaded < 5000, "loaded");
    assert.ok(Math.max(figures.next, figures.filter) < 1500, "answers");
  }));

for (const name of ["table", "find", "share"]) {
  test(`no table of a page of its own is scrolled sideways: ${name}`, () =>
    open(name, async (page) => {
      const wide = await page.$$eval(".wide", (parts) => parts.map((part) => part.scrollWidth - part.clientWidth));
      assert.ok(wide.length > 0 && wide.every((more) => more <= 0), String(wide));
    }, { viewport: { width: 390, height: 900 } }));
}
for (const [name, width] of [["specimen", 1280], ["specimen", 390], ["arabic", 1280], ["arabic", 390], ["table", 390], ["find", 390], ["share", 390], ["named", 390]]) {
  test(`fits ${width} pixels: ${name}`, () =>
    open(name, async (page) => {
      for (const view of ["side", "inline"]) {
        await page.evaluate((view) => document.getElementById(view)?.click(), view);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${view}: ${wide} pixels`);
        await page.screenshot({ path: path.join(shots, `${name}-${width}-${view}.png`) });
      }
    }, { viewport: { width, height: 900 } }));
}

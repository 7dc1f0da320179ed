"use strict";
// Filters, jumps, search and the view. Without it the page can be read as it is.
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const get = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const rows = all("main .row");
  const runs = all("main .run");
  const changes = rows.filter((row) => row.classList.contains("change"));

  // The view.
  const wide = window.matchMedia("(min-width: 56rem)");
  const isSide = () => (root.dataset.view ?? (wide.matches ? "side" : "inline")) === "side";
  const press = () => {
    get("side").setAttribute("aria-pressed", isSide());
    get("inline").setAttribute("aria-pressed", !isSide());
  };
  const view = (name) => {
    // What stood at the top stays there: the rows above change their height.
    const top = rows.find((row) => row.getBoundingClientRect().bottom > 80);
    const before = top?.getBoundingClientRect().top;
    root.dataset.view = name;
    press();
    if (top && before < innerHeight) scrollBy({ top: top.getBoundingClientRect().top - before, behavior: "instant" });
    search();
  };
  get("side").addEventListener("click", () => view("side"));
  get("inline").addEventListener("click", () => view("inline"));
  wide.addEventListener("change", press);

  // Filters. Fates that are ticked are shown; ticked kinds narrow that down to them.
  const boxes = { fates: all("#fates input"), kinds: all("#kinds input") };
  const filter = () => {
    const off = boxes.fates.filter((box) => !box.checked).map((box) => `f-${box.value}`);
    const only = boxes.kinds.filter((box) => box.checked).map((box) => box.value);
    const hides = (row) =>
      off.some((name) => row.classList.contains(name)) ||
      (only.length > 0 && !only.some((name) => row.classList.contains(name)));
    const filtered = off.length + only.length > 0;
    let section = null;
    let hidden = 0;
    for (const item of all("main > .rows > li")) {
      const isHeading = item.classList.contains("section");
      const gone = isHeading ? filtered : hides(item);
      item.hidden = gone;
      if (gone && item.classList.contains("change")) hidden += 1;
      // A heading stays above what is shown under it.
      if (isHeading) section = item;
      else if (!gone && section) { section.hidden = false; section = null; }
    }
    get("hidden").textContent = filtered ? `${hidden} of ${changes.length} changes hidden` : "";
    count();
  };
  [...boxes.fates, ...boxes.kinds].forEach((box) => box.addEventListener("change", filter));

  // Jumps.
  const bar = document.querySelector(".tools");
  const shown = () => changes.filter((row) => !row.hidden);
  let here = null;
  const count = () => {
    const now = shown();
    const at = now.indexOf(here);
    get("position").textContent = at < 0 ? (now.length === 1 ? "1 change" : `${now.length} changes`) : `${at + 1} of ${now.length}`;
  };
  const go = (row) => {
    here = row;
    row.scrollIntoView({ block: "start", behavior: "instant" });
    row.focus({ preventScroll: true });
    count();
  };
  const jump = (step) => {
    const now = shown();
    if (now.length === 0) return;
    let at = now.indexOf(here);
    const line = bar.getBoundingClientRect().bottom;
    const place = here?.getBoundingClientRect();
    if (at < 0 || place.bottom < line || place.top > innerHeight) {
      // From where the reader is, not from where the last jump led.
      const below = now.findIndex((row) => row.getBoundingClientRect().top >= line - 2);
      at = below < 0 ? now.length : below;
      if (step > 0) at -= 1;
    }
    const next = now[at + step];
    if (next) go(next);
    else get("position").textContent = step > 0 ? "last change" : "first change";
  };
  get("next").addEventListener("click", () => jump(1));
  get("previous").addEventListener("click", () => jump(-1));

  // Folding.
  const folds = all("main .run > details");
  get("unfold").hidden = folds.length === 0;
  get("unfold").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    folds.forEach((fold) => { fold.open = open; });
    event.currentTarget.setAttribute("aria-pressed", open);
    search();
  });
  const reveal = (element) => {
    for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    const item = element.closest("main > .rows > li");
    if (item?.hidden) {
      boxes.fates.forEach((box) => { box.checked = true; });
      boxes.kinds.forEach((box) => { box.checked = false; });
      filter();
    }
  };

  // Links within the page: to what is folded, filtered or hidden in this view as well.
  const arrive = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* as it is */ }
    const target = name && get(name);
    if (!target || !target.closest("main")) return;
    reveal(target);
    const row = target.closest(".row");
    const seen = target.getClientRects().length > 0 ? target : row;
    seen?.scrollIntoView({ block: "start", behavior: "instant" });
    if (row?.hasAttribute("tabindex")) { here = row; row.focus({ preventScroll: true }); count(); }
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    // The same place again: no change of the address tells.
    if (link && link.getAttribute("href") === location.hash) arrive();
  });

  // Search: marks are painted over the text, the text itself is not touched.
  const canPaint = typeof Highlight === "function" && CSS.highlights;
  let hits = [];
  let hit = -1;
  const fold = (text) => text.toLowerCase();
  const isHidden = (node, side) =>
    side ? node.parentElement.closest(".new del, .was") : node.parentElement.closest("li:not(.f-dropped):not(.left) > .cells > .old");
  const find = (words) => {
    const ranges = [];
    const side = isSide();
    for (const unit of all("main .unit")) {
      if (!fold(unit.textContent).includes(words[0])) continue;
      const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
      const nodes = [];
      let text = "";
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (isHidden(node, side)) continue;
        nodes.push([text.length, node]);
        text += node.data;
      }
      const low = fold(text);
      // Letters that change their length when they are made small would shift every place after them.
      if (low.length !== text.length) continue;
      const place = (at, end) => {
        const [start, node] = nodes.findLast(([start]) => (end ? start < at : start <= at));
        return [node, at - start];
      };
      for (let at = low.indexOf(words); at >= 0; at = low.indexOf(words, at + words.length)) {
        const range = document.createRange();
        range.setStart(...place(at, false));
        range.setEnd(...place(at + words.length, true));
        ranges.push(range);
      }
    }
    return ranges;
  };
  const paint = () => {
    if (!canPaint) return;
    CSS.highlights.set("found", new Highlight(...hits));
    CSS.highlights.set("here", new Highlight(...(hits[hit] ? [hits[hit]] : [])));
  };
  const search = () => {
    const words = fold(get("search").value.trim());
    hits = words ? find(words) : [];
    hit = -1;
    get("found").textContent = words ? `${hits.length} found` : "";
    paint();
  };
  const toHit = (step) => {
    if (hits.length === 0) return;
    hit = hit < 0 && step < 0 ? hits.length - 1 : (hit + step + hits.length) % hits.length;
    const element = hits[hit].startContainer.parentElement;
    reveal(element);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    get("found").textContent = `${hit + 1} of ${hits.length}`;
    paint();
  };
  let waiting = 0;
  get("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  get("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { get("search").value = ""; search(); get("search").blur(); return; }
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(waiting);
    if (hit < 0 && hits.length === 0) search();
    toHit(event.shiftKey ? -1 : 1);
  });

  // Keys.
  document.addEventListener("keydown", (event) => {
    if (!get("keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const does = { n: () => jump(1), j: () => jump(1), p: () => jump(-1), k: () => jump(-1), "/": () => get("search").focus() };
    const act = does[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // Browsers keep what was ticked over a reload; the page begins as it was sent.
  boxes.fates.forEach((box) => { box.checked = true; });
  boxes.kinds.forEach((box) => { box.checked = false; });
  press();
  count();
  if (location.hash) arrive();
});

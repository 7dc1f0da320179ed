// Drafts the tests compare: the specimen, and texts made here.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.TRAVAUX ?? path.join(repository, "target/debug/travaux");
const folder = mkdtempSync(path.join(tmpdir(), "travaux-page-"));

/** Compares two files and returns the address of the page. */
export const page = (name, old, fresh, ...options) => made(name, "compare", old, fresh, ...options);

/** Runs a command that writes a page and returns its address. */
export const made = (name, ...words) => {
  const out = path.join(folder, `${name}.html`);
  try {
    execFileSync(program, [...words, "-o", out], { stdio: "pipe" });
  } catch (error) {
    // 1 says that the drafts differ, as they should.
    if (error.status !== 1) throw error;
  }
  return pathToFileURL(out).href;
};

export const written = (name, text) => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const specimen = (name) => path.join(repository, "texts/specimen", name);
export const first = specimen("1-initial-pre-draft.md");
export const second = specimen("2-revised-pre-draft.md");

const word = "x".repeat(100_000);
const hostile = `# </title><script>window.owned = 1</script>

1. <script>window.owned = 2</script> & &amp; &#60;b&#62; " onload="window.owned=3" ' <!-- ]]>

2. \u202egnp.exe\u202c and \u2066isolated\u2069 <img src=x onerror="window.owned=4">

3. ${word}
`;
export const hostileOld = written("hostile-old.txt", hostile);
export const hostileNew = written("hostile-new.txt", hostile.replaceAll("gnp", "gpj").replace("&amp;", "&lt;"));

// 1,200 paragraphs under 40 headings; every third changed, some moved, dropped and new.
const paragraph = (n, verb) =>
  `${n + 1}. States ${verb} report on lantern number ${n * 7919} of the coast, on its keeper, on the oil it burns in a ` +
  `year of ${n % 13} storms, and on measure ${n * 104729} taken for the ships that pass ${["north", "south", "east"][n % 3]} of it.`;
const long = (verb, order) =>
  order.map((n, at) => (at % 30 === 0 ? `## ${String.fromCharCode(65 + (at / 30) % 26)}${Math.floor(at / 780) || ""}. Chapter ${at / 30 + 1}\n\n` : "") + paragraph(n, verb(n))).join("\n\n");
const order = Array.from({ length: 1200 }, (_, n) => n);
const moved = order.filter((n) => n % 97 !== 5);
moved.splice(600, 0, ...moved.splice(100, 6));
export const longOld = written("long-old.md", long(() => "should", order));
export const longNew = written("long-new.md", long((n) => (n % 3 ? "should" : "shall"), moved));

const arabic = (verb) => `# ميثاق حراس الفوانيس

1. ${verb} على الحراس إشعال الفوانيس عند الغسق في كل يوم من أيام السنة.

2. REDD+ لا يطبق على سفن الميناء إذا كان الطقس سيئا في البحر.

3. تجتمع اللجنة مرتين في السنة للنظر في تقارير الحراس.
`;
export const arabicOld = written("arabic-old.md", arabic("يجب"));
export const arabicNew = written("arabic-new.md", arabic("ينبغي"));

// Pictures of pages, to be looked at: node shots.mjs FOLDER FILE.html…
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const [folder, ...files] = process.argv.slice(2);
const browser = await launch();
for (const file of files) {
  const name = path.join(folder, path.basename(file, ".html"));
  for (const [size, width, height] of [["1280", 1280, 1500], ["390", 390, 1500]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.goto(pathToFileURL(path.resolve(file)).href);
      await page.screenshot({ path: `${name}-${size}-${colorScheme}.png` });
      if (size === "1280" && colorScheme === "light") await page.pdf({ path: `${name}.pdf`, format: "A4" });
      await page.close();
    }
  }
}
await browser.close();

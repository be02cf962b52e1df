// Puts what the pages take from npm where Django serves it: static/vendor/. Nothing of it is kept in the repository.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile, Logger } from "sass";

const to = "static/vendor";
const moj = "node_modules/@ministryofjustice/frontend/moj";

// A map points to sources that are not served, and hashed file names are refused for what is not there.
const withoutMap = (text) => text.replace(/\/[/*][#@] sourceMappingURL=.*$/gm, "");
// The crest is not ours to show.
const withoutCrest = (text) => text.replace(/url\("[^"]*govuk-crest\.svg"\)/g, "none");

function write(path, text) {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), text);
}

function copy(from, path) {
  write(path, withoutMap(readFileSync(join("node_modules", from), "utf8")));
}

function style(from, path) {
  const options = { loadPaths: ["."], style: "compressed", logger: Logger.silent };
  write(path, withoutCrest(compile(join("frontend", from), options).css));
}

rmSync(to, { recursive: true, force: true });
style("govuk.scss", "govuk/govuk-frontend.min.css");
style("moj.scss", "moj/moj-frontend.min.css");
copy("govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk/govuk-frontend.min.js");
copy("@ministryofjustice/frontend/moj/moj-frontend.min.js", "moj/moj-frontend.min.js");
copy("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js");
copy("echarts/dist/echarts.min.js", "echarts/echarts.min.js");
for (const icon of readdirSync(join(moj, "assets/images")).filter((name) => name.startsWith("icon-"))) {
  cpSync(join(moj, "assets/images", icon), join(to, "moj/images", icon), { recursive: true });
}
// Only the tests use it, and only where the tests' packages were installed.
if (existsSync("node_modules/axe-core")) copy("axe-core/axe.min.js", "axe/axe.min.js");

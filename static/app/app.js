// Starts what each page carries. Every page works without any of it.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { startAddAnother } from "./add-another.js";
import { startAgain } from "./again.js";
import { startAutosave } from "./autosave.js";
import { startCharts } from "./charts.js";
import { startContactLog } from "./contact-log.js";
import { startFilter } from "./filter.js";
import { startOnce } from "./once.js";
import { startPrint } from "./print.js";
import { startLinks } from "./links.js";
import { startKept } from "./register-offline.js";
import { startRegister, startSigningOut } from "./register.js";
import { startReveals } from "./reveals.js";
import { startSearchKey } from "./search-key.js";
import { startSession } from "./session.js";
import { startTalk } from "./talk.js";
import { startTypeahead } from "./typeahead.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
startReveals(document);
startFilter(document);
startOnce(document);
// Before the key of the search box: in a conversation "/" is for its own search.
startTalk(document);
startSearchKey(document);
startAgain(document);
startAutosave(document);
startTypeahead(document);
startAddAnother(document);
startCharts(document);
startContactLog(document);
startLinks(document);
startSession(document);
startRegister(document);
startSigningOut(document);
startKept().catch(() => {});
startPrint();

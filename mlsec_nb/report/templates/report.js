"use strict";
(() => {
  const bar = document.getElementById("filters");
  const findings = [...document.querySelectorAll(".finding")];
  const words = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));
  const groups = [...document.querySelectorAll(".cell"), ...document.querySelectorAll(".target")];

  function filter() {
    const chosen = new FormData(bar);
    const severities = chosen.getAll("severity");
    const engine = chosen.get("engine");
    const rule = chosen.get("rule");
    const wanted = chosen.get("words").trim().toLowerCase().split(/\s+/);
    let shown = 0;
    let total = 0;
    for (const finding of findings) {
      const { severity, engine: itsEngine, rule: itsRule, count } = finding.dataset;
      const fits = severities.includes(severity) && (!engine || engine === itsEngine)
        && (!rule || rule === itsRule) && wanted.every((word) => words.get(finding).includes(word));
      finding.hidden = !fits;
      shown += fits ? Number(count) : 0;
      total += Number(count);
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
    }
    document.getElementById("shown").textContent = `${shown} of ${total} shown`;
  }

  function openAll(open) {
    for (const details of document.querySelectorAll("details")) {
      details.open = open;
    }
  }

  function reveal() {
    const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = aim && aim.closest("details");
    if (details) {
      for (let outer = details; outer; outer = outer.parentElement.closest("details")) {
        outer.open = true;
      }
      aim.scrollIntoView();
    }
  }

  if (bar) {
    bar.hidden = false;
    bar.addEventListener("input", filter);
    bar.addEventListener("submit", (event) => event.preventDefault());
    bar.addEventListener("reset", () => setTimeout(filter));
    filter();
  }
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => openAll(true));
  reveal();
})();

"use strict";
(() => {
  const SIZE = 100;
  const files = JSON.parse(document.getElementById("data").textContent);
  const bar = document.getElementById("filters");
  const body = document.getElementById("rows");
  let page = 0;
  let fitting = files;

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function row(file) {
    const made = document.createElement("tr");
    const [path, worst, findings] = [0, 1, 2].map(() => made.insertCell());
    const name = element("code", "", file.path);
    if (file.page) {
      const link = document.createElement("a");
      link.href = file.page;
      link.append(name);
      path.append(link);
    } else {
      path.append(name);
    }
    if (file.worst) {
      worst.append(element("em", `pill ${file.worst}`, file.worst));
    }
    if (!file.whole) {
      worst.append(" ", element("em", "pill high", "not read whole"));
    }
    findings.textContent = file.words;
    return made;
  }

  function fits(file, wanted, words) {
    const kind = !wanted || file.worst === wanted || (wanted === "none" && !file.worst)
      || (wanted === "gap" && !file.whole);
    const text = `${file.path} ${file.rules}`.toLowerCase();
    return kind && words.every((word) => text.includes(word));
  }

  function show() {
    const last = Math.max(Math.ceil(fitting.length / SIZE) - 1, 0);
    page = Math.min(Math.max(page, 0), last);
    body.replaceChildren(...fitting.slice(page * SIZE, (page + 1) * SIZE).map(row));
    document.getElementById("previous").disabled = page === 0;
    document.getElementById("next").disabled = page === last;
    const count = fitting.length === files.length ? `${files.length}` : `${fitting.length} of ${files.length}`;
    document.getElementById("shown").textContent = `${count} files, page ${page + 1} of ${last + 1}`;
  }

  function filter() {
    const chosen = new FormData(bar);
    const words = chosen.get("words").trim().toLowerCase().split(/\s+/);
    fitting = files.filter((file) => fits(file, chosen.get("worst"), words));
    page = 0;
    show();
  }

  function turn(step) {
    page += step;
    show();
  }

  bar.hidden = false;
  bar.addEventListener("input", filter);
  bar.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("previous").addEventListener("click", () => turn(-1));
  document.getElementById("next").addEventListener("click", () => turn(1));
  show();
})();

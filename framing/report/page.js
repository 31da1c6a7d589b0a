"use strict";
(() => {
  const PAGE = 50;
  const PRINTED = 500;
  const VOICES = {own: "own voice", indirect: "indirect speech", direct: "direct speech", mixed: "mixed speech"};
  // Years, months and days begin dates; quarters are found from them; weeks are not looked for.
  const PERIOD = /^\d{4}(-\d\d){0,2}$|^\d{4}-Q[1-4]$/;
  const EVERY = ["", "all", "all labels"];
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const number = (n) => n.toLocaleString("en");

  // Strings given as children become text: nothing here is ever read as markup.
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const steps = (page, pages, go) => {
    const step = (words, to, off) => {
      const button = make("button", {type: "button", class: "step"}, words);
      button.disabled = off;
      button.addEventListener("click", () => go(to));
      return button;
    };
    return [
      step("Previous", page - 1, page < 1),
      make("span", {}, `page ${number(page + 1)} of ${number(pages)}`),
      step("Next", page + 1, page >= pages - 1),
    ];
  };

  /* Tables */

  const sheets = read("sheets");
  const order = new Intl.Collator("en", {numeric: true});
  const sortable = (cell) => (Array.isArray(cell) ? cell[2] : cell);
  const shown = (cell) => String(Array.isArray(cell) ? cell[0] : cell);

  const address = (sheet, row, column) => {
    const chosen = new URLSearchParams();
    const value = (key) => row[sheet.columns.length + sheet.keys.indexOf(key)];
    for (const key of column.link) {
      if (key === "against" && value(key) === "rest") chosen.set("not", value("source"));
      else if (key === "against") chosen.set("source", value(key));
      else if (key === "word") chosen.set("q", value(key));
      else if (key === "period") chosen.set("date", value(key));
      else if (!EVERY.includes(value(key))) chosen.set(key, value(key));
    }
    return `#evidence?${chosen}`;
  };

  const cellOf = (sheet, row, at) => {
    const cell = row[at];
    const column = sheet.columns[at];
    const td = make("td", typeof cell === "string" ? {} : {class: "number"});
    if (Array.isArray(cell)) td.title = cell[1];
    const known = !column.link.includes("period") || PERIOD.test(row[sheet.columns.length + sheet.keys.indexOf("period")]);
    if (column.link.length && sortable(cell) && known) {
      const link = make("a", {href: address(sheet, row, column)}, shown(cell));
      link.title = `${Array.isArray(cell) ? cell[1] : cell}: show the sentences`;
      td.append(link);
    } else td.append(shown(cell));
    return td;
  };

  const start = (table) => {
    const sheet = sheets[Number(table.dataset.sheet)];
    const width = sheet.columns.length;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const state = {rows: sheet.rows, by: -1, down: false, page: 0};
    const pages = make("div", {class: "tools"});
    const draw = (page) => {
      state.page = page;
      const rows = state.rows.slice(page * PAGE, (page + 1) * PAGE);
      body.replaceChildren(...rows.map((row) => make("tr", {}, ...sheet.columns.map((_, at) => cellOf(sheet, row, at)))));
      const all = Math.max(1, Math.ceil(state.rows.length / PAGE));
      pages.replaceChildren(...(all > 1 ? steps(page, all, draw) : []), `${number(state.rows.length)} rows`);
      table.parentElement.scrollTop = 0;
    };
    const sort = () => {
      if (state.by < 0) return;
      const sign = state.down ? -1 : 1;
      state.rows = [...state.rows].sort((left, right) => {
        const [a, b] = [sortable(left[state.by]), sortable(right[state.by])];
        if (a === "" || b === "") return (a === "") - (b === "");
        return sign * (typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b));
      });
    };
    heads.forEach((head, at) => {
      const button = make("button", {type: "button"}, head.textContent);
      button.addEventListener("click", () => {
        const numeric = sheet.rows.some((row) => typeof sortable(row[at]) === "number");
        state.down = state.by === at ? !state.down : numeric;
        state.by = at;
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        sort();
        draw(0);
      });
      head.replaceChildren(button);
    });
    if (sheet.rows.length > PAGE) {
      const find = make("input", {type: "search"});
      find.addEventListener("input", () => {
        const words = find.value.trim().toLowerCase();
        const has = (row) => row.slice(0, width).some((cell) => shown(cell).toLowerCase().includes(words));
        state.rows = words ? sheet.rows.filter(has) : sheet.rows;
        sort();
        draw(0);
      });
      table.parentElement.before(make("div", {class: "tools"}, make("label", {}, "Rows with ", find)));
    }
    const more = table.closest("details").querySelector(".more");
    if (more) more.remove();
    table.parentElement.after(pages);
    draw(0);
  };

  for (const details of document.querySelectorAll("details.sheet")) {
    const table = details.querySelector("table");
    let started = false;
    const begin = () => {
      if (details.open && !started) {
        started = true;
        start(table);
      }
    };
    details.addEventListener("toggle", begin);
    begin();
  }

  /* Sentences */

  const mentions = read("mentions");
  const total = mentions.sentence.length;
  const facets = Object.keys(mentions.facets);
  const controls = {};
  const search = make("input", {type: "search", autocomplete: "off"});
  const day = make("input", {type: "search", autocomplete: "off", placeholder: "2017-04 or 2017-Q2"});
  let folded = null;
  let chosen = [];
  let page = 0;

  const nameOf = (column, at) => column.names[column.codes[at]];

  for (const facet of facets) {
    const {names, codes} = mentions.facets[facet];
    const counts = new Array(names.length).fill(0);
    for (const code of codes) counts[code] += 1;
    const select = make("select", {}, make("option", {value: ""}, "all"));
    names.forEach((name, code) => select.append(make("option", {value: code}, `${name || "none"} (${number(counts[code])})`)));
    select.addEventListener("change", () => choose());
    controls[facet] = select;
    byId("choose").append(make("label", {}, facet, select));
  }
  byId("choose").append(make("label", {}, "date", day), make("label", {}, "words in the sentence", search));
  const clear = make("button", {type: "button", class: "step"}, "Show all");
  clear.addEventListener("click", () => take(new URLSearchParams()));
  byId("choose").append(clear);
  byId("choose").addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 120);
  };
  search.addEventListener("input", wait);
  day.addEventListener("input", wait);

  // An option that no count stands behind: "all but one", or a name that the corpus does not have.
  const offer = (select, value, words) => {
    select.querySelectorAll("[data-given]").forEach((option) => option.remove());
    if (words) select.append(make("option", {value, "data-given": ""}, words));
    select.value = value;
  };

  const take = (wanted) => {
    for (const facet of facets) {
      const name = wanted.get(facet);
      const code = mentions.facets[facet].names.indexOf(name);
      if (name === null) offer(controls[facet], "", "");
      else offer(controls[facet], String(code), code < 0 ? name : "");
    }
    const but = wanted.get("not");
    const code = but === null ? -1 : mentions.facets.source.names.indexOf(but);
    if (code >= 0) offer(controls.source, `not ${code}`, `all but ${but}`);
    search.value = wanted.get("q") || "";
    day.value = wanted.get("date") || "";
    choose();
  };

  const tests = () => {
    const found = [];
    for (const facet of facets) {
      const value = controls[facet].value;
      const {codes} = mentions.facets[facet];
      const code = Number(value.replace("not ", ""));
      if (value.startsWith("not ")) found.push((at) => codes[at] !== code);
      else if (value !== "") found.push((at) => codes[at] === code);
    }
    const date = day.value.trim();
    if (date) {
      const {names, codes} = mentions.details.published;
      const quarter = (name) => `${name.slice(0, 5)}Q${Math.ceil(Number(name.slice(5, 7)) / 3)}`;
      const has = names.map((name) => name.startsWith(date) || (name !== "" && quarter(name) === date));
      found.push((at) => has[codes[at]]);
    }
    const words = search.value.trim().toLowerCase();
    if (words) {
      folded = folded || mentions.sentences.map((sentence) => sentence.toLowerCase());
      const has = folded.map((sentence) => sentence.includes(words));
      found.push((at) => has[mentions.sentence[at]]);
    }
    return found;
  };

  const keep = () => {
    const kept = new URLSearchParams();
    for (const facet of facets) {
      const value = controls[facet].value;
      const {names} = mentions.facets[facet];
      if (value.startsWith("not ")) kept.set("not", names[Number(value.slice(4))]);
      else if (Number(value) >= 0 && value !== "") kept.set(facet, names[Number(value)]);
      else if (value !== "") kept.set(facet, controls[facet].selectedOptions[0].textContent);
    }
    if (day.value.trim()) kept.set("date", day.value.trim());
    if (search.value.trim()) kept.set("q", search.value.trim());
    const asked = kept.toString();
    if (asked || location.hash.startsWith("#evidence?")) history.replaceState(null, "", `#evidence${asked ? `?${asked}` : ""}`);
  };

  const choose = () => {
    const asked = tests();
    chosen = [];
    for (let at = 0; at < total; at += 1) if (asked.every((test) => test(at))) chosen.push(at);
    keep();
    draw(0);
  };

  const rowOf = (at) => {
    const facet = (name) => nameOf(mentions.facets[name], at);
    const detail = (name) => nameOf(mentions.details[name], at);
    const letters = Array.from(mentions.sentences[mentions.sentence[at]]);
    const cut = (from, to) => letters.slice(from, to).join("");
    const voice = Object.hasOwn(VOICES, facet("voice")) ? facet("voice") : "own";
    const said = facet("voice") && VOICES[voice];
    const told = [...new Set([facet("actor"), facet("label")])].join(" · ");
    const words = make("span", {class: `mention ${voice}`}, cut(mentions.start[at], mentions.end[at]));
    words.title = [told, said].filter(Boolean).join(", ");
    const [title, url] = mentions.articles[mentions.article[at]];
    const where = [facet("source"), detail("published"), said, facet("category")];
    if (detail("speaker")) where.push(`speaker: ${detail("speaker")}`);
    if (detail("cue")) where.push(`cue: ${detail("cue")}`);
    const article = url ? make("a", {href: url, rel: "noreferrer noopener"}, title) : make("cite", {}, title);
    const line = make("p", {class: "where"});
    for (const each of where.filter(Boolean)) line.append(make("span", {}, each), " · ");
    line.append(article);
    const sentence = make("p", {}, cut(0, mentions.start[at]), words, make("span", {class: "tag"}, told));
    sentence.append(cut(mentions.end[at]));
    return make("li", {}, sentence, line);
  };

  const draw = (to, size = PAGE) => {
    page = to;
    const rows = chosen.slice(page * size, (page + 1) * size);
    byId("rows").replaceChildren(...rows.map(rowOf));
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
    byId("pages").replaceChildren(...(pages > 1 ? steps(page, pages, turn) : []));
    const first = page * size;
    const part = rows.length < chosen.length ? `, ${number(first + 1)} to ${number(first + rows.length)} shown` : "";
    byId("status").textContent = `${number(chosen.length)} of ${number(total)} mentions${part}`;
  };

  const turn = (to) => {
    draw(to);
    goTo();
  };

  const goTo = () => {
    byId("evidence").scrollIntoView();
    byId("evidence-title").focus({preventScroll: true});
  };

  const follow = () => {
    if (!location.hash.startsWith("#evidence?")) return;
    take(new URLSearchParams(location.hash.slice("#evidence?".length)));
    goTo();
  };
  addEventListener("hashchange", follow);
  // A link to the choice already in the address changes nothing there, yet the reader wants to get to it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#evidence?']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  if (location.hash.startsWith("#evidence?")) follow();
  else choose();

  /* Print */

  let folds = [];
  addEventListener("beforeprint", () => {
    folds = [...document.querySelectorAll("details:not([open])")];
    for (const details of folds) {
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    }
    if (chosen.length < total) draw(0, PRINTED);
  });
  addEventListener("afterprint", () => {
    for (const details of folds) details.open = false;
    draw(0);
  });
})();

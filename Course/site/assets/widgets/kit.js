// What all widgets share: words in both languages, numbers as the pages write them, and controls for keyboard and touch.
// These are classic scripts, without modules or a network, so that a page opened from a file has its widgets too.
"use strict";

const kit = (() => {
  const isPortuguese = document.documentElement.lang.startsWith("pt");
  const locale = isPortuguese ? "pt-BR" : "en-US";
  let controls = 0;

  const say = (english, portuguese) => isPortuguese ? portuguese : english;

  /** A number with exactly so many decimals, or at most so many, with the signs that the pages use. */
  function number(value, decimals = 3, atLeast = decimals) {
    if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
    const written = value.toLocaleString(locale, { minimumFractionDigits: atLeast, maximumFractionDigits: decimals });
    return /[1-9]/.test(written) ? written.replace("-", "−") : written.replace("-", "");
  }

  const short = (value, decimals = 3) => number(value, decimals, 0);

  /** Several numbers in brackets; in Portuguese, where a comma is in the numbers, with semicolons between. */
  const list = (values, decimals = 3) =>
    `[${values.map((value) => short(value, decimals)).join(isPortuguese ? "; " : ", ")}]`;

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

  const drawing = (tag, attributes, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  /** A field for a number, written as on the page; both decimal marks are understood, and the arrow keys step. */
  function numberField({ name, value, step, taken }) {
    const input = element("input", { type: "text", class: "number", autocomplete: "off", "aria-label": name });
    const write = (number) => { input.value = short(number, 6).replace(isPortuguese ? /\./g : /,/g, ""); };
    const read = () => {
      const text = input.value.trim().replace("−", "-").replace(",", ".");
      return /\d/.test(text) ? Number(text) : NaN;
    };
    input.addEventListener("input", () => { if (Number.isFinite(read())) taken(read()); });
    input.addEventListener("keydown", (event) => {
      const by = { ArrowUp: step, ArrowDown: -step }[event.key];
      if (!by || !Number.isFinite(read())) return;
      event.preventDefault();
      const stepped = Math.round((read() + by) * 1e6) / 1e6;
      write(stepped);
      taken(stepped);
    });
    write(value);
    return { node: input, write, by(other) { step = other; } };
  }

  /** A slider with its name and a field for the same number. `value` can be read and set; setting it does not call `changed`. */
  function slider({ name, value, min, max, step = 0.1, least = min, most = max, changed }) {
    const id = `widget-control-${++controls}`;
    const range = element("input", { type: "range", id, min, max, step, value });
    const label = element("label", { for: id }, name);
    let current = value;
    const field = numberField({ name, value, step, taken(typed) {
      take(Math.min(most, Math.max(least, typed)), field);
      changed();
    } });
    const node = element("div", { class: "slider" }, label, range, field.node);
    const take = (number, from) => {
      current = number;
      if (from !== range) range.value = number;
      if (from !== field) field.write(number);
    };
    range.addEventListener("input", () => { take(Number(range.value), range); changed(); });
    // What was typed may be no number or too large: then the number that counts stands here again.
    field.node.addEventListener("change", () => take(current));
    return {
      node,
      get value() { return current; },
      set value(number) { take(number); },
      set isDisabled(value) { range.disabled = field.node.disabled = value; },
      /** Other ends, for another example. */
      reach(low, high, by) {
        Object.assign(range, { min: low, max: high, step: by });
        field.by(by);
        [least, most] = [low, high];
      },
    };
  }

  /** One choice out of several, [value, name] each. */
  function choice({ name, options, value, changed }) {
    const group = `widget-choice-${++controls}`;
    const inputs = options.map(([option]) =>
      element("input", { type: "radio", name: group, value: option, checked: option === value, onchange: () => changed(option) }));
    const node = element("fieldset", { class: "choice" }, element("legend", {}, name),
      ...options.map(([, text], index) => element("label", {}, inputs[index], element("span", {}, text))));
    return { node, set value(chosen) { inputs.forEach((input, index) => { input.checked = options[index][0] === chosen; }); } };
  }

  function toggle({ name, value, label, changed }) {
    const input = element("input", { type: "checkbox", checked: value, "aria-label": label, onchange: () => changed(input.checked) });
    const node = element("label", { class: "toggle" }, input, element("span", {}, name));
    return { node, get value() { return input.checked; }, set value(on) { input.checked = on; } };
  }

  const button = (name, pressed, attributes) => element("button", { type: "button", ...attributes, onclick: pressed }, name);

  const row = (...children) => element("div", { class: "row" }, ...children);

  /** A table that scrolls where it is too wide. Each row begins with its name; cells are text or nodes. */
  const table = (head, rows, caption) => element("div", { class: "scrolls" }, element("table", { class: "numbers", "aria-label": caption },
    element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
    element("tbody", {}, ...rows.map(([first, ...cells]) => element("tr", {},
      element("th", { scope: "row" }, first), ...cells.map((cell) => element("td", {}, cell)))))));

  /** Bars of probabilities: rows of {name, value, before, text, isSoft}; `before` is drawn pale above. */
  const bars = (rows, most) => element("div", { class: "bars" }, ...rows.map(({ name, value, before, text, isSoft }) =>
    element("div", { class: isSoft ? "bar soft" : value === 0 ? "bar gone" : "bar" },
      element("span", { class: "name" }, name),
      element("span", { class: "pair", "aria-hidden": "true" },
        before === undefined ? null : element("span", { class: "before", style: `width:${100 * before / most}%` }),
        element("span", { class: "after", style: `width:${100 * value / most}%` })),
      element("span", { class: "value" }, text))));

  /** Spaces and line breaks, made visible. */
  const visible = (text) => text.replace(/ /g, "␣").replace(/\n/g, "⏎");

  /** Builds a widget wherever a page has a place for it. */
  function define(name, title, build) {
    for (const root of document.querySelectorAll(`div.widget[data-widget="${name}"]`)) {
      const inside = build(root);
      root.setAttribute("role", "group");
      root.setAttribute("aria-label", title);
      root.append(element("p", { class: "title" }, title), ...inside);
    }
  }

  return {
    say, number, short, list, element, drawing, numberField, slider, choice, toggle, button, row, table, bars, visible, define,
  };
})();

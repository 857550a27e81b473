// Chapter 8: a column of weights, its scale, the bytes and what rounding loses.
"use strict";

kit.define("int8", kit.say("Try it: a column in int8", "Experimente: uma coluna em int8"), () => {
  const { say, number, short, element } = kit;
  const start = [0.635, -0.203, 0.012];
  const x = [1, 2, 10];
  const output = element("div");
  const weights = start.map((value, index) => kit.slider({
    name: `w${"₁₂₃"[index]}`, value, min: -1, max: 1, step: 0.001, least: -1000, most: 1000, changed: show }));
  const set = (values) => { values.forEach((value, index) => { weights[index].value = value; }); show(); };

  const outlier = kit.button("w₁ × 10", () => set([weights[0].value * 10, weights[1].value, weights[2].value]));
  const again = kit.button(say("start again", "recomeçar"), () => set(start));

  /** An error in units of the largest possible, s / 2: a mark left or right of the middle. */
  const mark = (share) => element("span", { class: "error", "aria-hidden": "true" },
    element("span", { style: `left:${50 + 50 * share}%` }));

  function show() {
    const column = weights.map((slider) => slider.value);
    const { scale, quotients, integers, restored, errors } = mathematics.quantize(column);
    outlier.disabled = Math.abs(column[0] * 10) > 1000;
    const exact = mathematics.dot(x, column);
    const bytes = mathematics.dot(x, integers);
    const lost = column.filter((weight, index) => weight !== 0 && integers[index] === 0).length;
    output.replaceChildren(
      element("p", { role: "status" }, say("Scale s = ", "Escala s = "), element("strong", {}, short(scale, 6)),
        say(`; no error is larger than s / 2 = ${short(scale / 2, 6)}.`, `; nenhum erro passa de s / 2 = ${short(scale / 2, 6)}.`),
        lost ? say(` ${lost === 1 ? "One weight has" : `${lost} weights have`} become 0.`,
          ` ${lost === 1 ? "Um peso virou" : `${lost} pesos viraram`} 0.`) : ""),
      kit.table(["w", "w / s", "Q", "ŵ = s · Q", say("error", "erro"), "± s/2"], column.map((weight, index) => [
        short(weight, 4), short(quotients[index], 1), short(integers[index], 0), number(restored[index], 4, 3), short(errors[index], 4),
        mark(scale === 0 ? 0 : errors[index] / (scale / 2))])),
      element("p", {}, say(
        `For x = ${kit.list(x)}: x · Q = ${short(bytes, 0)}, times s that is ${short(bytes * scale, 4)}. With the floats it is ${short(exact, 4)}.`,
        `Para x = ${kit.list(x)}: x · Q = ${short(bytes, 0)}, que vezes s dá ${short(bytes * scale, 4)}. Com os floats dá ${short(exact, 4)}.`)));
  }

  show();
  return [...weights.map((slider) => slider.node), kit.row(outlier, again), output];
});

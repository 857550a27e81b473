// Chapter 4: four numbers, brought to mean 0 and variance 1, then scaled and shifted.
"use strict";

kit.define("layer-norm", kit.say("Try it: layer norm", "Experimente: layer norm"), () => {
  const { say, number, short, element, drawing } = kit;
  const most = 1000;
  const output = element("div");
  const x = [1, 3, 3, 9].map((value, index) => kit.slider({
    name: `x${"₁₂₃₄"[index]}`, value, min: -20, max: 20, step: 0.5, least: -most, most, changed: show,
  }));
  const [weight, bias] = [[1, 1, 1, 1], [0, 0, 0, 0]];
  const fields = (numbers, name) => numbers.map((value, index) => kit.numberField({
    name: `${name} ${index + 1}`, value, step: 0.1, taken(typed) {
      numbers[index] = typed;
      show();
    } }));
  const [weightFields, biasFields] = [fields(weight, say("weight", "peso")), fields(bias, "bias")];
  const values = () => x.map((slider) => slider.value);
  const set = (numbers) => { numbers.forEach((value, index) => { x[index].value = value; }); show(); };

  const plus = kit.button(say("all + 1", "todos + 1"), () => set(values().map((value) => value + 1)));
  const times = kit.button(say("all × 2", "todos × 2"), () => set(values().map((value) => value * 2)));
  const again = kit.button(say("start again", "recomeçar"), () => {
    weightFields.forEach((field, index) => field.write(weight[index] = 1));
    biasFields.forEach((field, index) => field.write(bias[index] = 0));
    set([1, 3, 3, 9]);
  });

  // The rows that never change hold the fields, so that one keeps the keyboard's focus while the others are rewritten.
  const cells = (count) => Array.from({ length: count }, () => element("span"));
  const [centred, normalized, y] = [cells(4), cells(4), cells(4)];
  const table = kit.table(["", "1", "2", "3", "4"], [
    [say("centred", "centrado"), ...centred], ["x̂", ...normalized],
    [say("weight", "peso"), ...weightFields.map((field) => field.node)], ["bias", ...biasFields.map((field) => field.node)],
    ["y", ...y]]);

  /** Bars up and down from 0, x pale beside y. */
  function picture(before, after) {
    const [highest, lowest] = [Math.max(0.5, ...before, ...after), Math.min(-0.5, ...before, ...after)];
    const scale = 100 / (highest - lowest);
    const zero = 4 + highest * scale;
    const bar = (value, left, kind) => drawing("rect", {
      x: left, y: zero - Math.max(0, value * scale), width: 26, height: Math.abs(value * scale), class: kind });
    return drawing("svg", { viewBox: "0 0 320 108", class: "picture", "aria-hidden": "true" },
      ...before.flatMap((value, index) => [bar(value, 80 * index + 12, "pale"), bar(after[index], 80 * index + 42, "full")]),
      drawing("path", { d: `M0 ${zero}H320`, class: "axis" }));
  }

  function show() {
    const row = values();
    const steps = mathematics.layerNormSteps(row, weight, bias);
    steps.centred.forEach((value, index) => { centred[index].textContent = short(value); });
    steps.normalized.forEach((value, index) => { normalized[index].textContent = number(value); });
    steps.output.forEach((value, index) => { y[index].textContent = number(value); });
    plus.disabled = row.some((value) => value + 1 > most);
    times.disabled = row.some((value) => Math.abs(value * 2) > most);
    const isConstant = steps.variance === 0;
    output.replaceChildren(
      element("p", { role: "status" },
        say("mean ", "média "), element("strong", {}, short(steps.mean)),
        say(" · variance ", " · variância "), element("strong", {}, short(steps.variance)),
        say(" · standard deviation ", " · desvio-padrão "), element("strong", {}, short(steps.deviation)),
        isConstant ? say(
          ". All values are equal: x̂ is 0, and thanks to ε nothing is divided by 0.",
          ". Todos os valores são iguais: x̂ é 0 e, graças ao ε, nada é dividido por 0.") : ""),
      picture(row, steps.output),
      element("p", { class: "legend" }, element("span", { class: "key pale" }), "x", element("span", { class: "key full" }), "y"));
  }

  show();
  return [...x.map((slider) => slider.node), kit.row(plus, times, again), output, table];
});

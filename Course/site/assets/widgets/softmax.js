// Chapter 3: three scores, and the weights that softmax makes of them.
"use strict";

kit.define("softmax", kit.say("Try it: softmax", "Experimente: softmax"), () => {
  const { say, number, short, element } = kit;
  const names = say(["the", "cat", "slept"], ["o", "gato", "dormiu"]);
  // The rows of the page's example; null stands for −∞.
  const examples = [[0.5, null, null], [0, 1, null], [0, 2, 1]];
  const output = element("div");

  const query = kit.choice({
    name: say("row of the example", "linha do exemplo"), options: names.map((name, index) => [index, name]), value: 2, changed: start,
  });
  const hidden = names.map((name) => kit.toggle({
    name: "−∞", value: false, label: say(`${name}: a score of −∞`, `${name}: score de −∞`), changed: show,
  }));
  const scores = names.map((name, index) => kit.slider({
    name, value: examples[2][index], min: -5, max: 5, least: -1000, most: 1000, changed: show,
  }));
  const temperature = kit.slider({
    name: say("temperature τ", "temperatura τ"), value: 1, min: 0.1, max: 4, least: 0.01, most: 100, changed: show });

  function start(row) {
    examples[row].forEach((score, index) => {
      hidden[index].value = score === null;
      scores[index].value = score ?? 0;
    });
    temperature.value = 1;
    show();
  }

  function show() {
    const values = scores.map((score, index) => hidden[index].value ? -Infinity : score.value);
    scores.forEach((score, index) => { score.isDisabled = hidden[index].value; });
    if (values.every((value) => value === -Infinity)) {
      output.replaceChildren(element("p", { role: "status" }, say(
        "With −∞ everywhere the sum of the exponentials is 0, and no weights exist. Every token may look at least at itself.",
        "Com −∞ em toda parte, a soma das exponenciais é 0, e não há pesos. Todo token pode olhar pelo menos para si mesmo.")));
      return;
    }
    const tau = temperature.value;
    const { shifted, exponentials, sum, weights } = mathematics.softmaxSteps(values, tau);
    const divided = tau === 1 ? say("score − largest", "score − maior") : say("score / τ − largest", "score / τ − maior");
    output.replaceChildren(
      kit.bars(names.map((name, index) => ({ name, value: weights[index], text: number(weights[index]) })), 1),
      kit.table([say("key", "chave"), "score", divided, "exp", say("weight", "peso")], names.map((name, index) => [
        name, short(values[index]), short(shifted[index]), number(exponentials[index]), number(weights[index])])),
      element("p", { role: "status" }, say(
        `Sum of the exponentials: ${number(sum)}. Sum of the weights: 1.`, `Soma das exponenciais: ${number(sum)}. Soma dos pesos: 1.`)));
  }

  show();
  return [
    query.node, ...scores.map((score, index) => element("div", { class: "with-toggle" }, score.node, hidden[index].node)),
    temperature.node, output,
  ];
});

// Chapter 3: the trained model's attention, by layer, head and token, with and without the causal mask.
"use strict";

kit.define("attention", kit.say("Try it: attention by head and token", "Experimente: atenção por cabeça e token"), () => {
  const { say, number, element, drawing } = kit;
  const { tokens, scores } = widgetData.attention;
  const count = tokens.length;
  let [layer, head, query, isMasked] = [1, 1, count - 1, true];
  const output = element("p", { role: "status" });
  const ordinals = (many) => Array.from({ length: many }, (_, index) => [index, String(index + 1)]);
  const layers = kit.choice({
    name: say("layer", "camada"), options: ordinals(scores.length), value: layer, changed: (chosen) => { layer = chosen; show(); } });
  const heads = kit.choice({
    name: say("head", "cabeça"), options: ordinals(scores[0].length), value: head, changed: (chosen) => { head = chosen; show(); } });
  const mask = kit.toggle({ name: say("causal mask", "máscara causal"), value: true, changed: (on) => { isMasked = on; show(); } });

  const buttons = tokens.map((text, index) => element("button", {
    type: "button", onclick: () => select(index), onkeydown: move }, kit.visible(text)));
  const strip = element("div", {
    class: "strip", role: "group", "aria-label": say("tokens; the chosen one looks", "tokens; o escolhido olha") }, ...buttons);

  function select(index) {
    query = index;
    show();
  }

  function move(event) {
    const target = { ArrowRight: query + 1, ArrowLeft: query - 1, Home: 0, End: count - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    select(Math.min(count - 1, Math.max(0, target)));
    buttons[query].focus();
  }

  // The map: a row for each token that looks, a column for each that is seen.
  const cells = tokens.map((_, row) => tokens.map((_, column) => drawing("rect", { x: column, y: row, width: 1, height: 1 })));
  const frame = drawing("rect", { x: 0, width: count, height: 1, class: "frame" });
  const map = drawing("svg", {
    viewBox: `-0.1 -0.1 ${count + 0.2} ${count + 0.2}`, class: "map", "aria-hidden": "true", onclick: (event) => {
      const box = map.getBoundingClientRect();
      const row = Math.floor((event.clientY - box.top) / box.height * count);
      if (row >= 0 && row < count) select(row);
    },
  }, ...cells.flat(), frame);

  /** Shaded by the root of the weight, as in the picture, so that small weights are seen. */
  const shade = (weight) => Math.sqrt(weight).toFixed(3);

  function show() {
    const weights = tokens.map((_, row) => mathematics.attentionRow(scores[layer][head][row], row, isMasked));
    weights.forEach((row, from) => row.forEach((weight, to) => {
      const isHidden = isMasked && to > from;
      cells[from][to].setAttribute("class", isHidden ? "hidden" : "heat");
      cells[from][to].setAttribute("fill-opacity", isHidden ? 1 : shade(weight));
    }));
    frame.setAttribute("y", query);
    const chosen = weights[query];
    buttons.forEach((button, index) => {
      const isHidden = isMasked && index > query;
      button.style.setProperty("--weight", isHidden ? 0 : shade(chosen[index]));
      button.className = `token${isHidden ? " hidden" : ""}${chosen[index] > 0.3 && !isHidden ? " full" : ""}`;
      button.setAttribute("aria-pressed", index === query);
      button.tabIndex = index === query ? 0 : -1;
      button.title = isHidden ? say("hidden by the mask", "escondido pela máscara") : number(chosen[index]);
      button.setAttribute("aria-label", `${kit.visible(tokens[index])}, ${button.title}`);
    });
    const most = likeliestFirst(chosen).slice(0, Math.min(3, isMasked ? query + 1 : count));
    const found = most.map((index) => `“${kit.visible(tokens[index])}” ${number(chosen[index])}`).join(say(", ", "; "));
    output.textContent = say(
      `Layer ${layer + 1}, head ${head + 1}: “${kit.visible(tokens[query])}” looks most at ${found}.`,
      `Camada ${layer + 1}, cabeça ${head + 1}: “${kit.visible(tokens[query])}” olha mais para ${found}.`)
      + (isMasked ? "" : " " + unmasked(chosen));
  }

  function unmasked(weights) {
    if (query === count - 1) {
      return say("After the last token nothing stands: for it the mask changes nothing. Choose an earlier one.",
        "Depois do último token não há nada: para ele a máscara não muda nada. Escolha um anterior.");
    }
    const later = number(weights.slice(query + 1).reduce((sum, weight) => sum + weight, 0));
    return say(`Without the mask, ${later} of its weight would go to later tokens. The model was never trained like this: `
      + "in training, the next token is what it must predict.",
    `Sem a máscara, ${later} do peso iria para tokens posteriores. O modelo nunca foi treinado assim: `
      + "no treino, o próximo token é justamente o que ele tem de prever.");
  }

  show();
  return [
    kit.row(layers.node, heads.node, mask.node), strip, output, map,
    element("p", { class: "legend" }, say("Each row of the map is one token that looks back; choose one here or above.",
      "Cada linha do mapa é um token que olha para trás; escolha um aqui ou acima.")),
  ];
});

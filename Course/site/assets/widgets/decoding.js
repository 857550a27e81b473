// Chapter 5: what temperature, top-k and top-p make of the trained model's distribution, and what is drawn from it.
"use strict";

kit.define("decoding", kit.say("Try it: decoding", "Experimente: estratégias de geração"), () => {
  const { say, number, element } = kit;
  const { prompt, logarithms, pairs } = widgetData.decoding;
  const name = (id) => kit.visible(mathematics.tokenText(id, pairs));
  // Logarithms of probabilities differ from the logits by one number, which softmax takes off anyhow.
  const own = softmax(logarithms);
  const shown = likeliestFirst(logarithms).slice(0, 8);
  const counts = [1, 2, 3, 5, 8, 12, 20, 40, 80, 160, 320, 640, 1280, logarithms.length];
  const all = counts.length - 1;
  const output = element("div");
  const drawn = element("div", { class: "drawn", "aria-live": "polite" });
  let seen = [];

  const temperature = kit.slider({ name: say("temperature τ", "temperatura τ"), value: 1, min: 0, max: 2, step: 0.05, changed: show });
  const topP = kit.slider({ name: "top-p", value: 1, min: 0.05, max: 1, step: 0.05, least: 0.01, changed: show });
  const topK = kit.slider({ name: "top-k", value: logarithms.length, min: 1, max: logarithms.length, step: 1, changed: show });
  // Where k is small every one counts, and where it is large none does.
  const range = topK.node.querySelector("input[type=range]");
  Object.assign(range, { min: 0, max: all, value: all });
  range.addEventListener("input", (event) => {
    event.stopImmediatePropagation();
    const place = range.value;
    topK.value = counts[place];
    range.value = place;
    show();
  }, { capture: true });

  const presets = [
    [say("as the model says", "como o modelo diz"), 1, logarithms.length, 1], ["τ = " + kit.short(0.5), 0.5, logarithms.length, 1],
    ["τ = " + kit.short(1.5), 1.5, logarithms.length, 1], [say("greedy", "gulosa"), 0, logarithms.length, 1],
    ["top-k 5", 1, 5, 1], ["top-p " + kit.short(0.5), 1, logarithms.length, 0.5],
  ].map(([text, tau, k, p]) => kit.button(text, () => {
    temperature.value = tau;
    topK.value = k;
    topP.value = p;
    show();
  }, { class: "pill" }));

  const rules = () => ({ temperature: temperature.value, topK: Math.max(1, Math.round(topK.value)), topP: topP.value });

  function show() {
    const { topK: k } = rules();
    const place = counts.findIndex((count) => count >= k);
    range.value = place < 0 ? all : place;
    range.setAttribute("aria-valuetext", number(k, 0));
    const after = distribution(logarithms, rules());
    const rest = (values) => Math.max(0, 1 - shown.reduce((sum, id) => sum + values[id], 0));
    const others = rest(after) < 5e-5 ? 0 : rest(after);
    const left = after.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
    const most = Math.max(...shown.map((id) => Math.max(own[id], after[id])), rest(own), others);
    // First to four decimals, as the picture's data are kept, then to the three that it shows.
    const text = (value) => value === 0 ? "0" : number(Math.round(value * 1e4) / 1e4);
    output.replaceChildren(
      element("p", { class: "text" }, `“${prompt} …”`),
      kit.bars([
        ...shown.map((id) => ({ name: name(id), value: after[id], before: own[id], text: text(after[id]) })),
        { name: say("others", "outros"), value: others, before: rest(own), text: text(others), isSoft: true },
      ], most),
      element("p", { class: "legend" },
        element("span", { class: "key pale" }), say("the model’s own", "do próprio modelo"),
        element("span", { class: "key full" }), say("after the rules", "depois das regras")),
      element("p", { role: "status" }, say("Tokens left: ", "Tokens que restam: "),
        element("strong", {}, number(left, 0)), say(` of ${number(logarithms.length, 0)}.`, ` de ${number(logarithms.length, 0)}.`)));
    seen = [];
    showDrawn();
  }

  function draw(times) {
    const after = distribution(logarithms, rules());
    for (let count = 0; count < times; count++) seen.push(sample(after));
    showDrawn();
  }

  function showDrawn() {
    const tally = new Map();
    for (const id of seen) tally.set(id, (tally.get(id) ?? 0) + 1);
    const ordered = [...tally].sort((a, b) => b[1] - a[1]);
    const some = ordered.slice(0, 24).map(([id, count]) => element("span", { class: "token" }, name(id), count > 1 ? ` × ${count}` : ""));
    drawn.replaceChildren(...seen.length
      ? [say("Drawn: ", "Sorteados: "), ...some.flatMap((token) => [token, " "]),
        ordered.length > 24 ? say(`and ${ordered.length - 24} others`, `e outros ${ordered.length - 24}`) : ""]
      : [say("Nothing is drawn yet.", "Nada foi sorteado ainda.")]);
  }

  show();
  return [
    kit.row(...presets), temperature.node, topK.node, topP.node, output,
    kit.row(kit.button(say("draw one", "sortear um"), () => draw(1)), kit.button(say("draw 100", "sortear 100"), () => draw(100))), drawn,
  ];
});

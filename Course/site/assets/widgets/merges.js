// Chapter 2: byte pairs, merged step by step: learned from words that the reader types, or with the main job's merges.
"use strict";

kit.define("merges", kit.say("Try it: byte pairs, step by step", "Experimente: pares de bytes, passo a passo"), () => {
  const { say, number, element } = kit;
  const { pairs: jobPairs, word: jobWord } = widgetData.merges;
  const most = { learn: 300, job: 30 };
  const texts = { learn: "banana banana banana cabana cabana", job: jobWord.trim() };
  let [mode, place, states, learned] = ["learn", 0, [], []];

  const output = element("div");
  const label = element("label", {});
  const input = element("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", oninput: typed });
  label.append(element("span", {}), input);
  const modes = kit.choice({
    name: say("merges", "merges"), value: mode, changed: (chosen) => { mode = chosen; input.value = texts[mode]; begin(); },
    options: [["learn", say("learn from my words", "aprender das minhas palavras")],
      ["job", say(`the main job’s ${number(jobPairs.length, 0)}`, `os ${number(jobPairs.length, 0)} do trabalho principal`)]],
  });
  const back = kit.button(say("← back", "← voltar"), () => go(place - 1));
  const next = kit.button(say("next →", "próximo →"), () => go(place + 1));
  const first = kit.button(say("start", "início"), () => go(0));
  const last = kit.button(say("end", "fim"), () => go(states.length - 1));

  function typed() {
    texts[mode] = input.value;
    begin();
  }

  function begin() {
    label.firstChild.textContent = mode === "learn"
      ? say("Words; what stands more than once counts more than once", "Palavras; a que se repete conta mais de uma vez")
      : say("A word; the space before it belongs to it", "Uma palavra; o espaço antes dela faz parte dela");
    input.maxLength = most[mode];
    if (mode === "learn") {
      states = mathematics.learnMerges(mathematics.countedWords(input.value.slice(0, most.learn)));
      learned = states.slice(0, -1).map((state) => state.merged);
    } else {
      const word = input.value.trim().split(/\s+/)[0].slice(0, most.job);
      // Merges never cross the border of a word, and a text is split as GPT-2 splits it.
      const pieces = (" " + word).match(Tokenizer.word) ?? [];
      states = word ? mathematics.encodeSteps(pieces[0], jobPairs) : [{ ids: [], pairs: [], merged: null }];
      learned = jobPairs;
      for (const piece of pieces.slice(1)) states = joined(states, mathematics.encodeSteps(piece, jobPairs));
    }
    go(0);
  }

  /** The steps of two words after each other, one word unchanged while the other is merged. */
  const joined = (some, more) => [
    ...some.map((state) => ({ ...state, ids: [...state.ids, ...more[0].ids] })).slice(0, -1),
    ...more.map((state) => ({ ...state, ids: [...some.at(-1).ids, ...state.ids] }))];

  const name = (id) => kit.visible(mathematics.tokenText(id, learned));
  const isSame = (pair, left, right) => pair && pair[0] === left && pair[1] === right;

  /** Tokens as boxes; those that the next step merges stand out. */
  function boxes(ids, merged) {
    const chosen = new Set();
    for (let at = 0; at < ids.length - 1; at++) {
      if (!isSame(merged, ids[at], ids[at + 1])) continue;
      chosen.add(at).add(at + 1);
      at++;
    }
    return element("span", { class: "boxes" }, ...ids.map((id, at) =>
      element("span", { class: `box${chosen.has(at) ? " chosen" : ""}${id >= 256 ? " made" : ""}`, title: String(id) }, name(id))));
  }

  function go(to) {
    place = Math.min(states.length - 1, Math.max(0, to));
    const state = states[place];
    first.disabled = back.disabled = place === 0;
    next.disabled = last.disabled = place === states.length - 1;
    output.replaceChildren(...mode === "learn" ? learning(state) : encoding(state));
  }

  const pairName = ([left, right]) => `${name(left)} + ${name(right)}`;

  function learning({ words, pairs, merged, id }) {
    const tokens = words.reduce((sum, word) => sum + word.count * word.ids.length, 0);
    const isTie = merged && pairs.length > 1 && pairs[1].count === pairs[0].count;
    const sentence = !words.length ? say("Type some words.", "Digite algumas palavras.")
      : !merged ? say(pairs.length ? "That is enough." : "No pair is left.", pairs.length ? "Por ora, basta." : "Não resta nenhum par.")
        : say(`${pairName(merged)} occurs most often, ${pairs[0].count} times, and becomes ${id} = ${name(id)}.`,
          `${pairName(merged)} é o que mais aparece, ${pairs[0].count} vezes, e vira ${id} = ${name(id)}.`)
          + (isTie ? " " + say("Another pair is as frequent: the smaller ids win.", "Outro par aparece tanto quanto: vencem os ids menores.") : "");
    return [
      element("p", {}, say(`Step ${place + 1}. Tokens: `, `Passo ${place + 1}. Tokens: `), element("strong", {}, number(tokens, 0))),
      ...words.map(({ ids, count }) => element("p", { class: "word" }, boxes(ids, merged), ` × ${count}`)),
      element("p", { role: "status" }, sentence),
      pairs.length ? kit.table([say("pair", "par"), "ids", say("count", "contagem")], pairs.slice(0, 6).map(({ pair, count }, index) => [
        element(index === 0 && merged ? "strong" : "span", {}, `${name(pair[0])}, ${name(pair[1])}`), pair.join(", "), String(count)])) : "",
      pairs.length > 6 ? element("p", { class: "legend" }, say(`and ${pairs.length - 6} more pairs`, `e mais ${pairs.length - 6} pares`)) : "",
    ];
  }

  function encoding({ ids, pairs, merged }) {
    const sentence = !ids.length ? say("Type a word.", "Digite uma palavra.")
      : merged ? say(`The pair that was learned first is merged: ${pairName(merged)}, merge ${number(pairs[0].rank + 1, 0)}.`,
        `Junta-se o par que foi aprendido primeiro: ${pairName(merged)}, merge ${number(pairs[0].rank + 1, 0)}.`)
        : say(`No pair of these was learned: ${ids.length === 1 ? "one token" : `${ids.length} tokens`}.`,
          `Nenhum par destes foi aprendido: ${ids.length === 1 ? "um token" : `${ids.length} tokens`}.`);
    return [
      element("p", { class: "word" }, boxes(ids, merged)),
      element("p", { role: "status" }, sentence),
      ids.length ? element("p", { class: "legend" }, `ids: ${ids.join(", ")}`) : "",
    ];
  }

  input.value = texts[mode];
  begin();
  return [modes.node, label, kit.row(first, back, next, last), output];
});

// Checks the widgets in the page that they stand on: what they show must be what the page's own worked examples say, and
// what data.json has measured. check.py puts this script into every page with a widget, in both languages, and `measured`,
// the data of the page's language, before it.
"use strict";

const widgetsTest = (() => {
  const tables = [...document.querySelectorAll("article table:not(.numbers)")].map((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  /** The page's table that has such a first cell in its head or, without one there, in a row. */
  const pageTable = (pattern) => tables.find((rows) => rows.some((row) => pattern.test(row[0])));
  const parse = (text) => text.includes("∞") ? (text.includes("−") ? -Infinity : Infinity)
    : Number(text.trim().replace("−", "-").replace(",", "."));
  /** Several numbers of one cell: with commas between in English, with semicolons in Portuguese. */
  const parseAll = (text) => text.replace(/[[\]]/g, "").split(/;\s*|,\s+/).map(parse);

  function run(root) {
    const flaws = [];
    const name = root.dataset.widget;
    const flaw = (what) => flaws.push(what);
    const same = (found, wanted, what) => {
      const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
      if (a !== b) flaw(`${what}: ${a} instead of ${b}`);
    };
    const near = (found, wanted, within, what) => {
      if (!(found === wanted || Math.abs(found - wanted) <= within)) flaw(`${what}: ${found} instead of ${wanted}`);
    };
    const all = (selector) => [...root.querySelectorAll(selector)];
    const texts = (selector) => all(selector).map((node) => node.textContent);
    const rows = () => all("table.numbers tbody tr").map((row) => [...row.cells].map((cell) => cell.textContent));
    const press = (index) => all(".row > button")[index].click();
    const choose = (index) => all("input[type=radio]")[index].click();
    const type = (input, text) => {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const set = (...numbers) => numbers.forEach((number, index) => type(all(".slider input.number")[index], String(number)));
    const status = () => texts("[role=status]").join(" ");

    /** Whether the page says this number too, outside of the widget. */
    const told = (number, what) => {
      if (!document.querySelector("article").textContent.replace(root.textContent, "").includes(number)) {
        flaw(`${what}: the page does not say ${number}`);
      }
    };

    const tests = {
      softmax() {
        const table = pageTable(/^(query|consulta)$/).slice(1);
        table.forEach(([query, scores, shifted, exponentials, sum, weights], index) => {
          choose(index);
          const shown = rows();
          [scores, shifted, exponentials, weights].forEach((cell, column) =>
            same(shown.map((row) => parse(row[column + 1])), parseAll(cell), `${query}, column ${column + 1}`));
          if (!status().includes(sum)) flaw(`${query}: no sum of ${sum}`);
        });
        same(table.length, 3, "rows of the example");
        set(0, 0, 3);
        same(rows().map((row) => parse(row[4])), [0.045, 0.045, 0.909], "two equal scores, one larger by 3");
        set(0, 2, 1, 0.5);
        near(parse(rows()[1][4]) / parse(rows()[2][4]), Math.exp(2), 0.05, "at half the temperature the ratio is squared");
        for (const temperature of [0.5, 2]) {
          set(0, 2, 1, temperature);
          told(rows()[1][4], `the largest weight at a temperature of ${temperature}`);
        }
        all("input[type=checkbox]").forEach((box) => { if (!box.checked) box.click(); });
        same(rows().length, 0, "rows where every score is −∞");
      },

      "layer-norm"() {
        const table = pageTable(/^(mean|média)$/);
        const cell = (pattern) => table.find((row) => pattern.test(row[0]))[1];
        const shown = (row) => rows()[row].slice(1).map(parse);
        const normalized = parseAll(cell(/^x̂/));
        same(shown(0), parseAll(cell(/^(centred|centrado)$/)), "centred");
        same(shown(1), normalized, "x̂");
        same(shown(4), normalized, "y");
        same(texts("[role=status] strong").map(parse), [/^(mean|média)/, /^vari/, /(deviation|desvio)/].map((row) => parse(cell(row).split("=").at(-1))), "mean, variance, deviation");
        press(0);
        same(shown(1), normalized, "x̂ after all + 1");
        press(1);
        same(shown(1), normalized, "x̂ after all × 2");
        press(2);
        all("table.numbers tr:nth-child(3) input").forEach((input) => type(input, "2"));
        all("table.numbers tr:nth-child(4) input").forEach((input) => type(input, "0.5"));
        shown(4).forEach((value, index) => near(value, 2 * normalized[index] + 0.5, 0.0016, "scaled and shifted"));
        set(7, 7, 7, 7);
        same(shown(4), [0.5, 0.5, 0.5, 0.5], "a constant row gives the bias");
        set(10000, 10001, 10000, 10001);
        same(shown(1).length, 4, "large numbers");
      },

      schedule() {
        const [head, rates] = pageTable(/^(rate|taxa)/);
        const steps = head.slice(1).map(Number);
        same(rows()[0].slice(1).map(parse), rates.slice(1).map(parse), "rates of the example");
        const at = (step) => {
          type(all(".slider input.number")[4], String(step));
          return parse(root.querySelector("[role=status] strong").textContent);
        };
        steps.forEach((step, index) => same(at(step), parse(rates[index + 1]), `rate at step ${step}`));
        // Where the warm-up takes all steps there is no cosine; without warm-up step 0 has the peak.
        set(0.1, 0.01, 6, 6);
        same([at(5), at(6)], [0.1, 0.01], "a warm-up of all steps");
        set(0.1, 0.01, 0, 6);
        same([at(0), at(3), at(9)], [0.1, 0.055, 0.01], "no warm-up");
        choose(1);
        same([at(0), at(249), at(250), at(2625), at(5000)], [0.000012, 0.003, 0.003, 0.00155, 0.0001], "the main job");
      },

      decoding() {
        // The page's example by hand, with the engine's own functions.
        const rules = [{}, { temperature: 0.5 }, { temperature: 2 }, { topK: 2 }, { topP: 0.9 }];
        const example = tables.find((rows) => rows.length === 6 && rows[0].length === 5).slice(1);
        example.forEach((row, index) => distribution([2, 1, 0, -1], rules[index]).forEach((value, token) =>
          near(value, parse(row[token + 1]), 0.00051, `by hand, row ${index + 1}`)));
        [[0.79, 0.625], [0.81, 0.5]].forEach(([topP, wanted]) =>
          near(distribution([0.5, 0.3, 0.2].map(Math.log), { topP })[0], wanted, 1e-6, `top-p of ${topP}`));
        const { candidates, keptByTopP, topK } = measured.decoding;
        const values = ["probability", "temperatureHalf", "temperatureOneAndAHalf", null, "topK", "topP"];
        const left = [2048, 2048, 2048, 1, topK, keptByTopP];
        values.forEach((value, preset) => {
          press(preset);
          texts(".bar .value").slice(0, 8).forEach((text, index) => {
            const wanted = value ? candidates[index][value] : index === 0 ? 1 : 0;
            near(parse(text), wanted, 0.00061, `preset ${preset + 1}, ${candidates[index].token}`);
            same(texts(".bar .name")[index].replace("␣", " "), candidates[index].token, "token");
          });
          near(texts(".bar .value").reduce((sum, text) => sum + parse(text), 0), 1, 0.005, `preset ${preset + 1}, the sum`);
          same(texts("[role=status] strong")[0].replace(/[.,]/, ""), String(left[preset]), `preset ${preset + 1}, tokens left`);
        });
        // The order of the rules: top-p of what top-k has left.
        set(1, 5, 0.5);
        const kept = candidates.slice(0, 5).map((candidate) => candidate.topK);
        let sum = 0;
        const reached = kept.findIndex((value) => (sum += value) >= 0.5) + 1;
        same(texts("[role=status] strong")[0], String(reached), "top-k 5, then top-p 0.5");
        press(3);
        const buttons = all(".row > button");
        buttons.at(-1).click();
        if (!texts(".drawn .token")[0]?.endsWith("× 100")) flaw("greedy does not always draw the likeliest");
      },

      attention() {
        const { weights, tokens } = measured.attention[1];
        const { scores } = widgetData.attention;
        weights.forEach((heads, layer) => heads.forEach((head, h) => head.forEach((row, query) => {
          const masked = mathematics.attentionRow(scores[layer][h][query], query, true);
          masked.forEach((weight, key) => near(weight, row[key] ?? 0, 0.0006, `layer ${layer + 1}, head ${h + 1}, ${query} → ${key}`));
          near(masked.reduce((a, b) => a + b, 0), 1, 1e-9, "a row's sum");
        })));
        // The page names the heads of layer 2 by what they look at most, from the last token.
        weights[1].forEach((head, h) => {
          all("fieldset")[1].querySelectorAll("input")[h].click();
          const row = head.at(-1);
          const most = tokens[row.indexOf(Math.max(...row))].replace(/ /g, "␣").replace(/\n/g, "⏎");
          if (!status().includes(`“${most}”`)) flaw(`head ${h + 1} does not look at ${most} but: ${status()}`);
        });
        same(all(".strip button").length, tokens.length, "tokens");
        all(".strip button")[3].click();
        same(all(".strip button.hidden").length, tokens.length - 4, "tokens hidden from the fourth");
        all("input[type=checkbox]")[0].click();
        same(all(".strip button.hidden, .map .hidden").length, 0, "tokens hidden without the mask");
      },

      int8() {
        const table = pageTable(/^w$/).slice(1);
        same(rows().map((row) => row.slice(0, 5).map(parse)), table.map((row) => row.map(parse)), "the column by hand");
        for (const number of root.textContent.match(/Q = (.*)$/)[1].match(/\d+(?:[.,]\d+)?/g)) told(number, "x · Q");
        press(0);
        same(rows().map((row) => parse(row[2])), [127, -4, 0], "bytes beside an entry ten times as large");
        same(parse(root.querySelector("[role=status] strong").textContent), 0.05, "its scale");
        set(0, 0, 0);
        same(rows().map((row) => parse(row[2])), [0, 0, 0], "a column of zeros");
        for (let trial = 0; trial < 200; trial++) {
          const column = Array.from({ length: 8 }, () => 2 * Math.random() - 1);
          const { scale, errors, integers } = mathematics.quantize(column);
          if (errors.some((error) => Math.abs(error) > scale / 2 * (1 + 1e-9))) flaw(`${column}: an error above s / 2`);
          if (Math.max(...integers.map(Math.abs)) !== 127) flaw(`${column}: nothing is 127`);
        }
      },

      merges() {
        const table = pageTable(/^(step|passo)$/).slice(1);
        table.forEach(([step, pairs, merged, id, left]) => {
          const wanted = [...pairs.matchAll(/\((\S+), (\S+)\) (\d+)/g)].map(([, a, b, count]) => `${a}, ${b} ${count}`);
          same(rows().map((row) => `${row[0]} ${row[2]}`).slice(0, wanted.length), wanted, `pairs of step ${step}`);
          if (!status().startsWith(merged) || !status().includes(id)) flaw(`step ${step}: ${status()}`);
          press(2);
          same(root.querySelector("strong").textContent, left, `tokens after step ${step}`);
        });
        const ids = all(".boxes").map((word) => [...word.children].map((box) => Number(box.title)));
        same(ids, [[259], [99, 97, 257, 97]], "the words after four steps");
        press(1);
        same(root.querySelector("strong").textContent, table.at(-2).at(-1), "tokens one step back");
        same(mathematics.merging([7, 7], 9, [7, 7, 7, 8]), [9, 7, 8], "overlapping places");
        choose(1);
        const { steps, ranks } = measured.merges;
        steps.forEach((parts, index) => {
          same(texts(".box").map((text) => text.replace("␣", " ")), parts, `main job, step ${index + 1}`);
          if (index < ranks.length && !status().includes(`merge ${ranks[index]}.`)) flaw(`main job: ${status()}`);
          press(2);
        });
        const [pieces] = [...document.querySelectorAll("article code")].map((code) => code.textContent).filter((text) => text.includes("·"));
        type(root.querySelector("input[type=text]"), pieces.replaceAll("·", ""));
        press(3);
        same(texts(".box").join("·").replace(/^␣·?/, ""), pieces, "a word that the stories do not have");
      },

      assistant() {
        if (!root.querySelector("code, button")) flaw("neither a model nor how to have one");
      },
    };

    /** Moves everything to both ends, and presses every button. */
    function shake() {
      if (name === "assistant") return;
      for (const end of ["min", "max", "min"]) {
        for (const range of all("input[type=range]")) type(range, range[end]);
        for (const control of all("button, input[type=checkbox], input[type=radio]")) if (!control.disabled) control.click();
        if (/NaN|undefined|Infinity/.test(root.textContent)) break;
      }
    }

    try {
      if (!root.textContent) return []; // said elsewhere
      if (tests[name]) tests[name]();
      else flaw("has no test");
      shake();
    } catch (error) {
      flaw(`the test stopped: ${error.message}`);
    }
    if (/NaN|undefined|Infinity/.test(root.textContent)) flaw(`shows ${root.textContent.match(/.{0,30}(NaN|undefined|Infinity)/)[0]}`);
    return flaws.slice(0, 5).map((text) => `widget ${name}: ${text}`);
  }

  return { run };
})();

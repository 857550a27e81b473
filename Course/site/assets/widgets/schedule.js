// Chapter 5: the learning rate of every step, with a warm-up and half a cosine.
"use strict";

kit.define("schedule", kit.say("Try it: a schedule", "Experimente: uma agenda"), () => {
  const { say, short, element, drawing } = kit;
  // The page's example, and the main job's plan. `reach` is how far the sliders go.
  const plans = {
    hand: { peak: 0.1, minimum: 0.01, warmUp: 2, total: 6, step: 3, reach: [0.2, 0.01, 24] },
    job: { peak: 0.003, minimum: 0.0001, warmUp: 250, total: 5000, step: 2625, reach: [0.006, 0.0001, 10000] },
  };
  const output = element("div");
  const plan = kit.choice({
    name: say("example", "exemplo"), value: "hand", changed: start,
    options: [["hand", say("by hand", "na ponta do lápis")], ["job", say("main job", "trabalho principal")]],
  });
  const make = (name) => kit.slider({ name, value: 1, min: 0, max: 1, changed: show });
  const peak = make(say("peak", "pico"));
  const minimum = make(say("minimum", "mínimo"));
  const warmUp = make(say("warm-up W", "aquecimento W"));
  const total = make(say("total S", "total S"));
  const step = make(say("step s", "passo s"));
  let last = 0;

  function start(name) {
    const { reach: [high, by, steps], ...numbers } = plans[name];
    peak.reach(0, high, by / 10);
    minimum.reach(0, high, by / 10);
    for (const slider of [warmUp, total, step]) slider.reach(slider === total ? 1 : 0, steps, 1);
    last = steps;
    peak.value = numbers.peak;
    minimum.value = numbers.minimum;
    warmUp.value = numbers.warmUp;
    total.value = numbers.total;
    step.value = numbers.step;
    show();
  }

  function picture(schedule, chosen) {
    const end = Math.min(last, Math.max(schedule.total + Math.ceil(schedule.total / 12), chosen));
    const highest = Math.max(schedule.peak, schedule.minimum) || 1;
    const x = (at) => 10 + 320 * at / end;
    const y = (rate) => 134 - 116 * rate / highest;
    const every = Math.max(1, Math.floor(end / 400));
    const steps = Array.from({ length: Math.floor(end / every) + 1 }, (_, index) => index * every);
    const rate = (at) => mathematics.learningRate(schedule, at);
    const points = steps.map((at) => `${x(at).toFixed(1)},${y(rate(at)).toFixed(1)}`);
    const border = (at, name) => [
      drawing("path", { d: `M${x(at)} 12V134`, class: "grid" }),
      drawing("text", { x: x(at), y: 150, "text-anchor": "middle" }, name)];
    return drawing("svg", { viewBox: "0 0 340 156", class: "picture", "aria-hidden": "true" },
      ...(schedule.warmUp < schedule.total ? border(schedule.warmUp, "W") : []), ...border(schedule.total, "S"),
      drawing("path", { d: "M10 134H330", class: "axis" }),
      drawing("polyline", { points: points.join(" "), class: "line" }),
      ...(end <= 40 ? steps.map((at) => drawing("circle", { cx: x(at), cy: y(rate(at)), r: 3, class: "full" })) : []),
      drawing("path", { d: `M${x(chosen)} ${y(rate(chosen))}V134`, class: "chosen" }),
      drawing("circle", { cx: x(chosen), cy: y(rate(chosen)), r: 5.5, class: "chosen" }));
  }

  function show() {
    for (const slider of [warmUp, total, step]) if (!Number.isInteger(slider.value)) slider.value = Math.round(slider.value);
    if (minimum.value > peak.value) minimum.value = peak.value;
    if (warmUp.value > total.value) warmUp.value = total.value;
    const schedule = { peak: peak.value, minimum: minimum.value, warmUp: warmUp.value, total: total.value };
    const at = step.value;
    const rate = mathematics.learningRate(schedule, at);
    const q = mathematics.progress(schedule, at);
    const phase = at < schedule.warmUp
      ? say(`warm-up, ${at + 1} of ${schedule.warmUp}`, `aquecimento, ${at + 1} de ${schedule.warmUp}`)
      : q === undefined ? say("past the end: the minimum", "depois do fim: o mínimo")
        : say(`the fall, q = ${short(q)}`, `a descida, q = ${short(q)}`);
    const shown = Array.from({ length: Math.min(schedule.total, 24) + 1 }, (_, index) => index);
    output.replaceChildren(
      element("p", { role: "status" }, say(`Step ${at}: the rate is `, `Passo ${at}: a taxa é `),
        element("strong", {}, significant(rate)), ` (${phase}).`),
      picture(schedule, at));
    if (schedule.total <= 24) {
      output.append(kit.table([say("step", "passo"), ...shown.map(String)],
        [[say("rate", "taxa"), ...shown.map((at) => significant(mathematics.learningRate(schedule, at)))]]));
    }
  }

  /** Three significant digits, as on the page. */
  const significant = (value) => short(Number(value.toPrecision(3)), 12);

  start("hand");
  return [plan.node, peak.node, minimum.node, warmUp.node, total.node, step.node, output];
});

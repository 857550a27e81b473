// What the widgets compute, apart from what they show. Softmax and decoding are those of gpt.js, the engine of the page
// that `gpt share` writes; the rest is here, step by step, as the chapters write it by hand.
"use strict";

const mathematics = (() => {
  const utf8 = new TextEncoder();

  /** Softmax of one row with its intermediate steps (3.1). Hidden scores are −∞. */
  function softmaxSteps(scores, temperature = 1) {
    const scaled = scores.map((score) => score / temperature);
    const largest = Math.max(...scaled);
    const shifted = scaled.map((score) => score - largest);
    const exponentials = shifted.map(Math.exp);
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return { shifted, exponentials, sum, weights: exponentials.map((value) => value / sum) };
  }

  /** The weights of one query over all keys; the mask hides the keys after it (3.4, 3.5). */
  function attentionRow(scores, query, isMasked) {
    return softmax(scores.map((score, key) => isMasked && key > query ? -Infinity : score));
  }

  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

  /** Layer norm of one row with its intermediate steps (4.1). */
  function layerNormSteps(x, weight, bias, epsilon = 1e-5) {
    const average = mean(x);
    const centred = x.map((value) => value - average);
    const variance = mean(centred.map((value) => value * value));
    const deviation = Math.sqrt(variance + epsilon);
    const normalized = centred.map((value) => value / deviation);
    return { mean: average, centred, variance, deviation, normalized, output: normalized.map((value, i) => weight[i] * value + bias[i]) };
  }

  /** How much of the cosine's fall is behind a step; undefined in the warm-up and after the end. */
  function progress({ warmUp, total }, step) {
    return step < warmUp || step >= total ? undefined : (step - warmUp) / (total - warmUp);
  }

  /** The learning rate of a step, counted from 0 (5.5). */
  function learningRate({ peak, minimum, warmUp, total }, step) {
    if (step < warmUp) return peak * (step + 1) / warmUp;
    if (step >= total) return minimum;
    return minimum + 0.5 * (peak - minimum) * (1 + Math.cos(Math.PI * progress({ warmUp, total }, step)));
  }

  /** A column of weights as bytes with one scale (8.5). */
  function quantize(column) {
    const scale = Math.max(...column.map(Math.abs)) / 127;
    const quotients = column.map((weight) => scale === 0 ? 0 : weight / scale);
    const integers = quotients.map(roundToEven);
    const restored = integers.map((integer) => integer * scale);
    return { scale, quotients, integers, restored, errors: restored.map((value, i) => value - column[i]) };
  }

  /** Rounded to the nearest whole number; a half to the even one, as the processor's instruction does. */
  function roundToEven(value) {
    const below = Math.floor(value);
    const rest = value - below;
    const up = rest > 0.5 || rest === 0.5 && below % 2 !== 0;
    return (up ? below + 1 : below) + 0;
  }

  const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);

  /** The different words of a text, cut at its spaces, as bytes and with their counts (2.2). */
  function countedWords(text) {
    const counts = new Map();
    for (const word of text.split(/\s+/).filter(Boolean)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].map(([word, count]) => ({ ids: [...utf8.encode(word)], count }));
  }

  /** How often each pair of neighbours occurs, the most frequent first, of equal ones the smaller ids (2.3). */
  function countPairs(words) {
    const counts = new Map();
    for (const { ids, count } of words) {
      for (let place = 1; place < ids.length; place++) {
        const key = `${ids[place - 1]} ${ids[place]}`;
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
    }
    return [...counts].map(([key, count]) => ({ pair: key.split(" ").map(Number), count })).sort((a, b) =>
      b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  }

  /** `id` in the place of each pair, from left to right (2.4). */
  function merging([left, right], id, ids) {
    const result = [];
    for (let place = 0; place < ids.length; place++) {
      const isPair = ids[place] === left && ids[place + 1] === right;
      result.push(isPair ? id : ids[place]);
      if (isPair) place++;
    }
    return result;
  }

  /** All states from bytes on until no pair is left: the words, their pairs, and what is merged next (2.4). */
  function learnMerges(words, most = 256) {
    const states = [];
    for (let id = 256; ; id++) {
      const pairs = countPairs(words);
      const isLast = pairs.length === 0 || id === 256 + most;
      states.push({ words, pairs, merged: isLast ? null : pairs[0].pair, id });
      if (isLast) return states;
      words = words.map(({ ids, count }) => ({ ids: merging(pairs[0].pair, id, ids), count }));
    }
  }

  /** A word with learned merges, as states again: its pairs by rank, the lowest of which is merged next (2.5). */
  function encodeSteps(word, merges) {
    const ranks = new Map(merges.map((pair, rank) => [pair.join(" "), rank]));
    let ids = [...utf8.encode(word)];
    const states = [];
    for (;;) {
      const found = new Map();
      for (let place = 1; place < ids.length; place++) {
        const rank = ranks.get(`${ids[place - 1]} ${ids[place]}`);
        if (rank !== undefined) found.set(rank, [ids[place - 1], ids[place]]);
      }
      const pairs = [...found].sort((a, b) => a[0] - b[0]).map(([rank, pair]) => ({ pair, rank }));
      states.push({ ids, pairs, merged: pairs[0]?.pair ?? null });
      if (!pairs.length) return states;
      ids = merging(pairs[0].pair, 256 + pairs[0].rank, ids);
    }
  }

  /** The bytes of a token, from the pairs that made it. */
  function bytes(id, merges) {
    return id < 256 ? [id] : merges[id - 256].flatMap((part) => bytes(part, merges));
  }

  /** A token as text; bytes that are no whole characters, in hexadecimal digits. */
  function tokenText(id, merges) {
    const all = merges[id - 256] || id < 256 ? bytes(id, merges) : null;
    if (!all) return "<|endoftext|>";
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(all));
    } catch {
      return all.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
    }
  }

  return {
    softmaxSteps, attentionRow, layerNormSteps, progress, learningRate, quantize, dot, countedWords, countPairs, merging,
    learnMerges, encodeSteps, tokenText,
  };
})();

// A GPT in one file of plain JavaScript, which reads like the course's chapters. It touches no page
// and fetches nothing: give it a tokenizer's tokens and merges, a configuration and tensors.
//
// Weights are bytes with a scale for each output (chapter 8.5). Sums are taken in the language's own
// 64 bits, and every result is stored in the 32 bits of a Float32Array, as the Swift program keeps it.
'use strict';

// Chapter 2: text to numbers

/** The characters that GPT-2's files write for the 256 bytes: a space is Ġ, a line break Ċ. */
const byteLetters = (() => {
  const isVisible = byte => (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte !== 0xAD);
  let next = 0x100;
  return Array.from({length: 256}, (_, byte) => String.fromCharCode(isVisible(byte) ? byte : next++));
})();

/** A byte-level BPE tokenizer, of GPT-2's `vocab.json` (its tokens by id) and `merges.txt` (its lines). */
class Tokenizer {
  static endOfText = '<|endoftext|>';
  /** Words (2.1). The first alternative that fits: a contraction, letters, numbers, others, spaces. */
  static word = new RegExp(
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\p{White_Space}\\p{L}\\p{N}]+" +
    '|\\p{White_Space}+(?!\\P{White_Space})|\\p{White_Space}+', 'gu');

  constructor(tokens, merges) {
    this.tokens = tokens;
    this.ids = new Map(tokens.map((token, id) => [token, id]));
    this.ranks = new Map(merges.map((pair, rank) => [pair, rank]));
    this.endOfText = this.ids.get(Tokenizer.endOfText);
  }

  /** The tokens of a text, never a special one (2.5). */
  encode(text) {
    return (text.match(Tokenizer.word) || []).flatMap(word => this.encodeWord(word));
  }

  /** Merges the pair of the lowest rank, wherever it stands, until no pair can be merged. */
  encodeWord(word) {
    let parts = Array.from(new TextEncoder().encode(word), byte => byteLetters[byte]);
    const rank = place => this.ranks.get(parts[place] + ' ' + parts[place + 1]) ?? Infinity;
    while (parts.length > 1) {
      let best = 0;
      for (let place = 1; place < parts.length - 1; place++) {
        if (rank(place) < rank(best)) best = place;
      }
      if (rank(best) === Infinity) break;
      const [left, right] = [parts[best], parts[best + 1]];
      const merged = [];
      for (let place = 0; place < parts.length; place++) {
        const isPair = parts[place] === left && parts[place + 1] === right;
        merged.push(isPair ? left + right : parts[place]);
        if (isPair) place++;
      }
      parts = merged;
    }
    return parts.map(part => this.ids.get(part));
  }

  /** The bytes of a token; they need not be whole characters. */
  bytes(id) {
    return Uint8Array.from(this.tokens[id], letter => byteLetters.indexOf(letter));
  }

  /** The text of the ids (2.6). What is not UTF-8 becomes U+FFFD. */
  decode(ids) {
    const bytes = ids.flatMap(id => [...this.bytes(id)]);
    return new TextDecoder('utf-8', {ignoreBOM: true}).decode(Uint8Array.from(bytes));
  }
}

// Chapters 3, 4 and 8: the model

/** Takes every number in from a safetensors file: an object of arrays by the tensors' names. */
function readSafetensors(buffer) {
  const size = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, size)));
  const types = {F32: Float32Array, I8: Int8Array};
  const tensors = {};
  for (const [name, {dtype, data_offsets: [start, end]}] of Object.entries(header)) {
    if (dtype) tensors[name] = new types[dtype](buffer.slice(8 + size + start, 8 + size + end));
  }
  return tensors;
}

/** y = (x · Q) · s + b (8.5). Q is kept as a row of bytes for each output: `[out, in]`. */
function linear(x, {integers, scales, bias}) {
  const y = new Float32Array(scales.length);
  for (let row = 0, place = 0; row < y.length; row++) {
    let sum = 0;
    for (let column = 0; column < x.length; column++) sum += x[column] * integers[place++];
    y[row] = sum * scales[row] + (bias ? bias[row] : 0);
  }
  return y;
}

/** Mean 0 and variance 1, then a scale and a shift for each number (4.1). */
function layerNorm(x, {weight, bias}, epsilon) {
  const mean = x.reduce((sum, number) => sum + number, 0) / x.length;
  const variance = x.reduce((sum, number) => sum + (number - mean) ** 2, 0) / x.length;
  const inverse = 1 / Math.sqrt(variance + epsilon);
  return x.map((number, index) => (number - mean) * inverse * weight[index] + bias[index]);
}

/** erf x = 2/√π · e^−x² · (x + 2x³/3 + 4x⁵/15 + …): no term is of the other sign, none cancels. */
function errorFunction(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
}

/** x · Φ(x), exactly or with GPT-2's tanh (4.3). */
const gelu = {
  gelu: x => x * 0.5 * (1 + errorFunction(x / Math.SQRT2)),
  geluTanh: x => x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** e^(z / T), divided by their sum (3.1). */
function softmax(logits, temperature = 1) {
  const most = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map(logit => Math.exp((logit - most) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(power => power / sum);
}

const add = (x, y) => x.map((number, index) => number + y[index]);

class GPT {
  /** `configuration` is that of a run's configuration.json; the tensors have GPT-2's names. */
  constructor(configuration, tensors) {
    this.configuration = configuration;
    const part = (prefix, names) =>
      Object.fromEntries(names.map(name => [name, tensors[`${prefix}.${name}`]]));
    const matrix = prefix => part(prefix, ['integers', 'scales', 'bias']);
    const norm = prefix => part(prefix, ['weight', 'bias']);
    this.tokenVectors = matrix('wte');
    this.positionVectors = tensors['wpe.weight'];
    this.blocks = Array.from({length: configuration.layerCount}, (_, layer) => ({
      attentionNorm: norm(`h.${layer}.ln_1`),
      queryKeyValue: matrix(`h.${layer}.attn.c_attn`),
      projection: matrix(`h.${layer}.attn.c_proj`),
      feedForwardNorm: norm(`h.${layer}.ln_2`),
      upProjection: matrix(`h.${layer}.mlp.c_fc`),
      downProjection: matrix(`h.${layer}.mlp.c_proj`),
    }));
    this.finalNorm = norm('ln_f');
    // A tied head: the tokens' vectors serve once more (4.7).
    this.head = configuration.tiesHead ? this.tokenVectors : matrix('lm_head');
  }

  /** Reads one token: its logits for the next, and its attention's weights by layer and head. */
  read(token, cache) {
    const {width, normEpsilon} = this.configuration;
    const {integers, scales} = this.tokenVectors;
    const position = cache.count++;
    let x = Float32Array.from({length: width}, (_, index) =>
      Math.fround(integers[token * width + index] * scales[token])
        + this.positionVectors[position * width + index]);
    const attention = [];
    this.blocks.forEach((block, layer) => {
      const joined = linear(layerNorm(x, block.attentionNorm, normEpsilon), block.queryKeyValue);
      const {context, weights} = this.attend(joined, cache.layers[layer], position);
      attention.push(weights);
      x = add(x, linear(context, block.projection));
      const wide = linear(layerNorm(x, block.feedForwardNorm, normEpsilon), block.upProjection);
      x = add(x, linear(wide.map(gelu[this.configuration.activation]), block.downProjection));
    });
    return {logits: linear(layerNorm(x, this.finalNorm, normEpsilon), this.head), attention};
  }

  /** Each head: softmax(q · k / √d) of all keys so far, times their values (3.3, 3.5, 8.1). */
  attend(joined, {keys, values}, position) {
    const {width, headCount} = this.configuration;
    const size = width / headCount;
    keys.set(joined.subarray(width, 2 * width), position * width);
    values.set(joined.subarray(2 * width), position * width);
    const context = new Float32Array(width);
    const weights = Array.from({length: headCount}, (_, head) => {
      const start = head * size;
      const scores = Float32Array.from({length: position + 1}, (_, key) => {
        let sum = 0;
        for (let i = start; i < start + size; i++) sum += joined[i] * keys[key * width + i];
        return sum / Math.sqrt(size);
      });
      const weights = softmax(scores);
      for (let i = start; i < start + size; i++) {
        context[i] = weights.reduce((sum, weight, key) => sum + weight * values[key * width + i], 0);
      }
      return weights;
    });
    return {context, weights};
  }
}

/** A model and the keys and values of what it has read (8.1). */
class Decoder {
  constructor(model) {
    this.model = model;
    this.tokens = [];
    this.forget();
  }

  forget() {
    const {contextLength, width, layerCount} = this.model.configuration;
    const zeros = () => new Float32Array(contextLength * width);
    const layers = Array.from({length: layerCount}, () => ({keys: zeros(), values: zeros()}));
    this.cache = {count: 0, layers};
  }

  /** Reads on. Where the context is full, its newer half is read anew. What each new token gave. */
  read(tokens) {
    const room = this.model.configuration.contextLength;
    let unread = tokens;
    if (this.cache.count + tokens.length > room) {
      const kept = Math.min(room, Math.max(Math.floor(room / 2), tokens.length));
      unread = [...this.tokens, ...tokens].slice(-kept);
      this.tokens = [];
      this.forget();
    }
    this.tokens.push(...unread);
    return unread.map(token => this.model.read(token, this.cache)).slice(-tokens.length);
  }
}

// Chapter 5: choosing the next token

/** The tokens by decreasing logit or probability, equal ones in their order. */
function likeliestFirst(numbers) {
  return Array.from(numbers.keys()).sort((a, b) => numbers[b] - numbers[a] || a - b);
}

/** The probabilities that the next token is drawn from: temperature, then top-k, then top-p (5.8). */
function distribution(logits, {temperature = 1, topK = Infinity, topP = 1}) {
  let kept = likeliestFirst(logits).slice(0, temperature === 0 ? 1 : topK);
  const all = softmax(logits, temperature || 1);
  const share = tokens => tokens.reduce((sum, token) => sum + all[token], 0);
  if (topP < 1) {
    const limit = topP * share(kept);
    let sum = 0;
    const last = kept.findIndex(token => (sum += all[token]) >= limit);
    if (last >= 0) kept = kept.slice(0, last + 1);
  }
  const total = share(kept);
  const probabilities = new Float32Array(logits.length);
  for (const token of kept) probabilities[token] = all[token] / total;
  return probabilities;
}

/** The category into whose piece of the line from 0 to 1 a uniform number falls (1.3). */
function sample(probabilities, uniform = Math.random()) {
  let sum = 0;
  const found = probabilities.findIndex(probability => (sum += probability) > uniform);
  return found >= 0 ? found : probabilities.findLastIndex(probability => probability > 0);
}

/** Goes on from tokens until `<|endoftext|>`; where to stop before is the caller's to say. */
function* generate(decoder, prompt, decoding, endOfText) {
  let [state] = decoder.read(prompt).slice(-1);
  for (;;) {
    const token = sample(distribution(state.logits, decoding));
    if (token === endOfText) return;
    yield token;
    [state] = decoder.read([token]);
  }
}

if (typeof module !== 'undefined') {
  module.exports = {
    Tokenizer, GPT, Decoder, readSafetensors, softmax, likeliestFirst, distribution, sample, generate,
  };
}

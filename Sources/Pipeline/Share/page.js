// The page around gpt.js: what is typed, token by token, with probabilities and attention.
'use strict';
(() => {
  const element = id => document.getElementById(id);
  const run = JSON.parse(element('run-data').textContent);
  const weights = Uint8Array.from(atob(element('weights-data').textContent), c => c.charCodeAt(0));
  const tokenizer = new Tokenizer(run.tokens, run.merges);
  const model = new GPT(run.configuration, readSafetensors(weights.buffer));
  const {layerCount, headCount, width, contextLength, vocabularySize} = run.configuration;

  // The page's words, in both languages.

  const words = {
    en: {
      title: 'Ask a GPT that lives in this page',
      lead: 'All of its {parameters} parameters are in this one file. It runs on your device: nothing is sent anywhere, and no network is needed.',
      modes: 'What to type', modeQuestion: 'Story and question', modeText: 'Any text',
      examples: 'Examples', story: 'A story', question: 'A question about it',
      text: 'A text to continue', answer: 'Answer', goOn: 'Continue', stop: 'Stop',
      step: 'One token', keys: 'Ctrl + Enter answers', tokensTitle: 'Token by token',
      reading: 'Point at a token, or tap it, to see what it was chosen from and where the model looked.',
      working: 'The model is writing …', said: 'Answer: {answer}', nothing: 'The answer came out empty.',
      tooLong: 'The text has {count} tokens and the model sees {room}: only its end was read.',
      expected: 'expected', surprising: 'surprising', next: 'next?',
      nextTitle: 'What the token was chosen from',
      first: 'Nothing stands before the first token, so it was not predicted.',
      chosen: 'Before {token} came, the model gave it {probability}.',
      open: 'What may come next. The likeliest is {token}, with {probability}.',
      own: 'the model’s own', drawn: 'after temperature, top-k and top-p',
      instead: 'Choose a row to continue from there with that token.',
      goOnWith: 'Continue with {token}, {probability}', temperature: 'temperature',
      always: '0, the likeliest', all: 'all {count}',
      attentionTitle: 'Where the model looked',
      attentionLead: 'Every head of every layer gives each earlier token a weight; a row of its map is one token looking back. Choose a map, then a token above.',
      mapsLabel: 'Layer and head', layer: 'layer {layer}', head: 'head {head}',
      looked: 'Layer {layer}, head {head}: to say what follows {query}, it gave most weight to {list}.',
      facts: 'Run {name}, {model} model: {layers} layers with {heads} heads, width {width}, a context of {room} tokens, a vocabulary of {count}. Weights are rounded to one byte each, with one scale per column.',
      pretrained: 'pretrained', assistant: 'assistant', preferred: 'preferred',
    },
    'pt-BR': {
      title: 'Pergunte a um GPT que mora nesta página',
      lead: 'Todos os {parameters} parâmetros dele estão neste único arquivo. O modelo roda no seu aparelho: nada é enviado a lugar nenhum, e não é preciso ter internet.',
      modes: 'O que escrever', modeQuestion: 'História e pergunta', modeText: 'Qualquer texto',
      examples: 'Exemplos', story: 'Uma história', question: 'Uma pergunta sobre ela',
      text: 'Um texto para continuar', answer: 'Responder', goOn: 'Continuar', stop: 'Parar',
      step: 'Um token', keys: 'Ctrl + Enter responde', tokensTitle: 'Token por token',
      reading: 'Aponte para um token, ou toque nele, para ver de onde ele foi escolhido e para onde o modelo olhou.',
      working: 'O modelo está escrevendo …', said: 'Resposta: {answer}', nothing: 'A resposta veio vazia.',
      tooLong: 'O texto tem {count} tokens e o modelo vê {room}: só o final foi lido.',
      expected: 'esperado', surprising: 'surpreendente', next: 'próximo?',
      nextTitle: 'De onde o token foi escolhido',
      first: 'Antes do primeiro token não há nada; por isso, ele não foi previsto.',
      chosen: 'Antes de {token} aparecer, o modelo dava {probability} a esse token.',
      open: 'O que pode vir a seguir. O mais provável é {token}, com {probability}.',
      own: 'do próprio modelo', drawn: 'depois de temperatura, top-k e top-p',
      instead: 'Escolha uma linha para continuar dali com esse token.',
      goOnWith: 'Continuar com {token}, {probability}', temperature: 'temperatura',
      always: '0, o mais provável', all: 'todos os {count}',
      attentionTitle: 'Para onde o modelo olhou',
      attentionLead: 'Cada cabeça de cada camada dá um peso a cada token anterior; uma linha do mapa é um token olhando para trás. Escolha um mapa e, acima, um token.',
      mapsLabel: 'Camada e cabeça', layer: 'camada {layer}', head: 'cabeça {head}',
      looked: 'Camada {layer}, cabeça {head}: para dizer o que vem depois de {query}, o maior peso foi para {list}.',
      facts: 'Execução {name}, modelo {model}: {layers} camadas com {heads} cabeças, largura {width}, contexto de {room} tokens, vocabulário de {count}. Cada peso foi arredondado para um byte, com uma escala por coluna.',
      pretrained: 'pré-treinado', assistant: 'assistente', preferred: 'preferido',
    },
  };
  let language = words[run.pageLanguage] ? run.pageLanguage : 'en';
  const say = (name, values = {}) =>
    words[language][name].replace(/{(\w+)}/g, (_, key) => values[key]);
  const number = value => value.toLocaleString(language);
  const percent = value => value === 0 ? '0%' : value < 0.001
    ? '< ' + (0.001).toLocaleString(language, {style: 'percent', minimumFractionDigits: 1})
    : value.toLocaleString(language, {style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1});

  // What has been read and written so far.

  let decoder, tokens = [], states = [], promptCount = 0, selected = 0, layer = 0, head = 0;
  /** Counts what was begun: a text that another one has replaced does not go on. */
  let turn = 0, isRunning = false, mode = 'question', stopText = null, limit = 0;
  /** Whether what is typed is no longer what was read. */
  let wasEdited = false;

  const label = id => id === tokenizer.endOfText ? tokenizer.tokens[id]
    : tokenizer.decode([id]).replace(/ /g, '␣').replace(/\n/g, '↵').replace(/\t/g, '⇥');
  const quoted = id => '“' + label(id) + '”';
  /** What the slider for top-k goes through. */
  const topKs = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000]
    .filter(k => k < vocabularySize).concat(vocabularySize);
  const decoding = () => ({
    temperature: Number(element('temperature').value),
    topK: topKs[element('top-k').value], topP: Number(element('top-p').value),
  });

  function promptTokens() {
    if (mode === 'question') {
      const [story, question] = ['story', 'question'].map(id => element(id).value.trim());
      const values = {story, question};
      return tokenizer.encode(
        run.template[story ? 'withStory' : 'alone'].replace(/{(\w+)}/g, (_, key) => values[key]));
    }
    const ids = tokenizer.encode(element('text').value);
    return run.beginsDocuments || !ids.length ? [tokenizer.endOfText, ...ids] : ids;
  }

  function begin(prompt, made = []) {
    turn++;
    decoder = new Decoder(model);
    tokens = [...prompt.slice(-contextLength), ...made];
    promptCount = tokens.length - made.length;
    states = decoder.read(tokens.slice(-contextLength));
    // A state for each token, also for one that the model no longer sees.
    states = [...new Array(tokens.length - states.length), ...states];
    stopText = mode === 'question' ? run.stopText ?? null : null;
    limit = promptCount + (mode === 'question' ? 48 : 100);
    element('strip').textContent = '';
    element('status').textContent = prompt.length > contextLength
      ? say('tooLong', {count: number(prompt.length), room: number(contextLength)}) : say('working');
    selected = tokens.length;
    show();
  }

  const answer = () => tokenizer.decode(
    tokens.slice(promptCount).filter(id => id !== tokenizer.endOfText));
  const hasEnded = () => tokens.length > promptCount && (tokens.at(-1) === tokenizer.endOfText
    || stopText !== null && answer().trimStart().includes(stopText));

  /** Chooses one token and reads it. Whether more may come. */
  function step() {
    if (hasEnded()) return false;
    const next = sample(distribution(states.at(-1).logits, decoding()));
    tokens.push(next);
    selected = tokens.length - 1;
    if (!hasEnded()) states.push(...decoder.read([next]));
    show();
    return !hasEnded();
  }

  async function write() {
    const mine = turn;
    setRunning(true);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    do {
      await new Promise(resolve => setTimeout(resolve, isCalm ? 0 : 70));
      if (mine !== turn || !isRunning) return;
    } while (step() && tokens.length < limit);
    setRunning(false);
    // The first word of the answer: there the model has just looked for it.
    selected = tokens.findIndex((id, index) => index >= promptCount && tokenizer.decode([id]).trim());
    if (selected < 0) selected = tokens.length;
    show();
    drawMaps();
    tellAnswer();
  }

  function tellAnswer() {
    let text = answer().trimStart();
    if (stopText !== null) text = text.split(stopText)[0];
    text = text.trim();
    element('status').textContent = mode === 'text' ? say('reading')
      : (text ? say('said', {answer: text}) : say('nothing')) + ' ' + say('reading');
    document.body.dataset.answer = mode === 'text' ? answer() : text;
  }

  function setRunning(value) {
    isRunning = value;
    element('run').textContent = say(value ? 'stop' : mode === 'question' ? 'answer' : 'goOn');
    document.body.dataset.state = value ? 'running' : 'ready';
  }

  // Showing

  function show() {
    showStrip();
    showNext();
    showAttention();
  }

  /** The state that a token was chosen in: what the one before it gave. */
  const stateBefore = index => states[index - 1];

  function showStrip() {
    const strip = element('strip');
    strip.querySelector('.next')?.remove();
    const stream = new TextDecoder('utf-8', {ignoreBOM: true});
    tokens.forEach((id, index) => {
      const text = id === tokenizer.endOfText ? tokenizer.tokens[id]
        : stream.decode(tokenizer.bytes(id), {stream: true}) || '·';
      if (!strip.children[index]) strip.append(tokenElement(index, text));
      strip.children[index].classList.toggle('special', id === tokenizer.endOfText);
    });
    if (!hasEnded() && !isRunning) strip.append(tokenElement(tokens.length, say('next')));
    [...strip.children].forEach((span, index) => {
      span.classList.toggle('selected', index === selected);
      span.tabIndex = index === Math.min(selected, strip.children.length - 1) ? 0 : -1;
    });
  }

  function tokenElement(index, text) {
    const span = document.createElement('span');
    const kind = index < promptCount ? 'prompt' : index < tokens.length ? 'made' : 'next';
    span.className = 'token ' + kind;
    span.textContent = text;
    span.setAttribute('role', 'button');
    const state = stateBefore(index);
    if (state && index < tokens.length) {
      const surprise = -Math.log(softmax(state.logits)[tokens[index]]) / 8;
      span.style.setProperty('--surprise', Math.min(1, surprise).toFixed(3));
    }
    return span;
  }

  function select(index) {
    if (isRunning || index === selected || index < 0 || index > tokens.length) return;
    selected = index;
    showStrip();
    showNext();
    showAttention();
  }

  function showNext() {
    const bars = element('bars');
    const state = stateBefore(selected);
    // Rows are changed, not made anew: a pointer or the keyboard's focus stays where it is.
    if (!state) {
      bars.textContent = '';
      element('next-what').textContent = say('first');
      return;
    }
    const own = softmax(state.logits), drawn = distribution(state.logits, decoding());
    const chosen = selected < tokens.length ? tokens[selected] : -1;
    const order = likeliestFirst(own);
    const rows = order.slice(0, 8);
    if (chosen >= 0 && !rows.includes(chosen)) rows[7] = chosen;
    const subject = chosen >= 0 ? chosen : order[0];
    element('next-what').textContent = say(
      chosen >= 0 ? 'chosen' : 'open', {token: quoted(subject), probability: percent(own[subject])});
    while (bars.children.length > rows.length) bars.lastChild.remove();
    rows.forEach((id, index) => {
      let row = bars.children[index];
      if (!row) {
        row = document.createElement('button');
        row.type = 'button';
        row.className = 'bar-row';
        row.innerHTML = '<span class="name"><\/span><span class="pair"><span class="own"><\/span>'
          + '<span class="drawn"><\/span><\/span><span class="value"><\/span>';
        bars.append(row);
      }
      row.dataset.token = id;
      row.classList.toggle('chosen', id === chosen);
      row.querySelector('.name').textContent = label(id);
      row.querySelector('.own').style.width = own[id] * 100 + '%';
      row.querySelector('.drawn').style.width = drawn[id] * 100 + '%';
      row.querySelector('.value').textContent = percent(drawn[id]);
      row.setAttribute(
        'aria-label', say('goOnWith', {token: label(id), probability: percent(drawn[id])}));
    });
  }

  function showAttention() {
    const looks = element('looks');
    looks.textContent = '';
    const query = selected - 1;
    const weights = states[query]?.attention[layer][head];
    const first = weights ? query + 1 - weights.length : 0;
    tokens.slice(0, Math.max(query + 1, 1)).forEach((id, index) => {
      const span = document.createElement('span');
      const weight = weights ? weights[index - first] ?? 0 : 0;
      span.className = 'looked' + (index < first ? ' unseen' : '') + (index === query ? ' query' : '')
        + (weight > 0.6 ? ' full' : '');
      span.style.setProperty('--weight', weight.toFixed(3));
      span.title = percent(weight);
      span.textContent = id === tokenizer.endOfText ? label(id) : tokenizer.decode([id]);
      looks.append(span);
    });
    const most = weights ? likeliestFirst(weights) : [];
    element('attention-what').textContent = !weights ? say('first') : say('looked', {
      layer: layer + 1, head: head + 1, query: quoted(tokens[query]),
      list: new Intl.ListFormat(language).format(most.slice(0, 3).map(key =>
        quoted(tokens[first + key]) + ' (' + percent(weights[key]) + ')')),
    });
  }

  /** The maps of all layers and heads: a row for each token that looks back, a column for each seen. */
  function drawMaps() {
    const count = states.length;
    for (const canvas of document.querySelectorAll('.maps canvas')) {
      const [red, green, blue] = getComputedStyle(canvas).color.match(/[\d.]+/g).map(Number);
      canvas.width = canvas.height = Math.max(1, count);
      const context = canvas.getContext('2d');
      const image = context.createImageData(canvas.width, canvas.height);
      states.forEach((state, query) => {
        const weights = state?.attention[canvas.dataset.layer][canvas.dataset.head] ?? [];
        weights.forEach((weight, key) => image.data.set(
          [red, green, blue, 255 * Math.sqrt(weight)],
          4 * (query * count + query + 1 - weights.length + key)));
      });
      context.putImageData(image, 0, 0);
    }
  }

  function makeMaps() {
    const maps = element('maps');
    maps.textContent = '';
    maps.style.setProperty('--heads', headCount);
    for (let l = 0; l < layerCount; l++) {
      const title = document.createElement('span');
      title.className = 'soft';
      title.textContent = say('layer', {layer: l + 1});
      maps.append(title);
      for (let h = 0; h < headCount; h++) {
        const choice = document.createElement('label');
        choice.innerHTML = '<input type="radio" name="map"><canvas aria-hidden="true"><\/canvas><span><\/span>';
        const input = choice.querySelector('input');
        input.checked = l === layer && h === head;
        input.setAttribute(
          'aria-label', say('layer', {layer: l + 1}) + ', ' + say('head', {head: h + 1}));
        input.addEventListener('change', () => {
          [layer, head] = [l, h];
          showAttention();
        });
        Object.assign(choice.querySelector('canvas').dataset, {layer: l, head: h});
        choice.querySelector('span').textContent = say('head', {head: h + 1});
        maps.append(choice);
      }
    }
    drawMaps();
  }

  function showSliders() {
    const {temperature, topK, topP} = decoding();
    element('temperature-value').textContent = temperature ? number(temperature) : say('always');
    element('top-k-value').textContent =
      topK === vocabularySize ? say('all', {count: number(topK)}) : number(topK);
    element('top-p-value').textContent = number(topP);
  }

  function setLanguage(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    const values = {parameters: number(run.parameterCount)};
    for (const part of document.querySelectorAll('[data-text]')) {
      part.textContent = say(part.dataset.text, values);
    }
    for (const part of document.querySelectorAll('[data-label]')) {
      part.setAttribute('aria-label', say(part.dataset.label));
    }
    for (const button of document.querySelectorAll('[data-language]')) {
      button.setAttribute('aria-pressed', button.dataset.language === chosen);
    }
    document.title = say('title') + ' · ' + run.name;
    element('facts').textContent = say('facts', {
      name: run.name, model: say(run.model), layers: layerCount, heads: headCount, width,
      room: number(contextLength), count: number(vocabularySize),
    });
    setRunning(isRunning);
    showSliders();
    makeMaps();
    if (!tokens.length) return;
    show();
    if (!isRunning) tellAnswer();
  }

  function setMode(chosen) {
    mode = chosen;
    element('form').className = 'mode-' + chosen;
    document.querySelector(`[name=mode][value=${chosen}]`).checked = true;
    setRunning(isRunning);
  }

  // What the reader does

  function start() {
    isRunning = true;
    wasEdited = false;
    begin(promptTokens());
    write();
  }

  element('form').addEventListener('submit', event => {
    event.preventDefault();
    if (!isRunning) return start();
    turn++;
    setRunning(false);
    show();
    drawMaps();
    tellAnswer();
  });
  element('form').addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    start();
  });
  element('step').addEventListener('click', () => {
    if (isRunning) {
      turn++;
      setRunning(false);
    } else if (!tokens.length || hasEnded() || wasEdited) {
      begin(promptTokens());
      wasEdited = false;
    }
    step();
    drawMaps();
    tellAnswer();
  });
  element('form').addEventListener('input', () => { wasEdited = true; });
  for (const radio of document.querySelectorAll('[name=mode]')) {
    radio.addEventListener('change', () => setMode(radio.value));
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => setLanguage(button.dataset.language));
  }
  document.querySelector('.sliders').addEventListener('input', () => {
    showSliders();
    showNext();
  });
  const strip = element('strip');
  const place = target => [...strip.children].indexOf(target.closest('.token'));
  strip.addEventListener('pointerover', event => {
    if (event.pointerType === 'mouse') select(place(event.target));
  });
  strip.addEventListener('click', event => select(place(event.target)));
  strip.addEventListener('keydown', event => {
    const moves = {ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity};
    if (!(event.key in moves) || isRunning) return;
    event.preventDefault();
    const last = strip.children.length - 1;
    select(Math.max(0, Math.min(last, selected + moves[event.key])));
    strip.children[selected].focus();
  });
  element('bars').addEventListener('click', event => {
    const row = event.target.closest('.bar-row');
    if (!row || isRunning) return;
    const kept = tokens.slice(0, selected), count = promptCount;
    begin(kept.slice(0, count), [...kept.slice(count), Number(row.dataset.token)]);
    isRunning = true;
    write();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawMaps);

  // To begin with

  run.examples.forEach(({story, question}) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.lang = run.language;
    button.textContent = question;
    button.addEventListener('click', () => {
      [element('story').value, element('question').value] = [story, question];
      start();
    });
    element('examples').append(button);
  });
  element('top-k').max = element('top-k').value = topKs.length - 1;
  element('text').value = run.prompt;
  if (run.examples.length) {
    [element('story').value, element('question').value] = [run.examples[0].story, run.examples[0].question];
  }
  for (const id of ['story', 'question', 'text']) element(id).lang = run.language ?? '';
  document.querySelector('.modes').hidden = !run.template;
  // An address that ends in #continue opens on the text to continue.
  setMode(run.template && run.examples.length && location.hash !== '#continue' ? 'question' : 'text');
  setLanguage(language);
  start();
})();

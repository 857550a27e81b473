import CourseKit

extension Catalogue {
  static let extensions = Chapter(
    8, module: "Extensions", title: Text("Extensions", "Extras"),
    exercises: [
      Exercise(
        "8.1", Text("KV cache", "Cache KV"), file: "KeyValueCache.swift",
        difficulty: .hard, minutes: 60,
        needs: ["0.6", "2.8", "2.9", "3.3", "3.8", "4.1", "4.3", "4.7"],
        hints: [
          Text(
            "A new token comes after 100 old ones. What of the old ones does its attention "
              + "ask for, and does any of that change because of the new token? What else, "
              + "besides the keys, depends on the place at which a token stands?",
            "Um token novo chega depois de 100 antigos. O que a atenção dele pede aos "
              + "antigos, e algo disso muda por causa do novo? O que mais, além das chaves, "
              + "depende da posição em que um token está?"),
          Text(
            "New keys are the columns count ..< count + n of kᵀ, new values these rows of "
              + "v. Query i sees the keys 0 … count + i. Embeddings start at position count. "
              + "When a decoder is full: kept = min(capacity, max(capacity / 2, new tokens)), "
              + "read again from place 0.",
            "As chaves novas são as colunas count ..< count + n de kᵀ; os valores novos, "
              + "essas linhas de v. A consulta i vê as chaves 0 … count + i. Os embeddings "
              + "começam na posição count. Quando o decoder enche: ficam min(capacity, "
              + "max(capacity / 2, tokens novos)), relidos a partir da posição 0."),
          Text(
            "attend (KeyValueCache.swift): replaceColumns, replaceRows, then attention with "
              + "views of the first count + n places. attendCausally (CachedAttention.swift): "
              + "for each head scores ← q · kᵀ / √d; row i: softmax of its first before + i + 1 "
              + "numbers, the rest 0; weights · v; merge the heads. nextTokenLogits "
              + "(DecodingModel.swift): embed, blocks, count += n, last row, norm, head. read "
              + "(CachedDecoder.swift): if all fit, just read; else keep the newest and read them "
              + "into an emptied cache.",
            "attend (KeyValueCache.swift): replaceColumns, replaceRows e depois a atenção "
              + "com views das primeiras count + n posições. attendCausally "
              + "(CachedAttention.swift): para cada cabeça, scores ← q · kᵀ / √d; linha i: "
              + "softmax dos primeiros before + i + 1 números, o resto 0; pesos · v; junte as "
              + "cabeças. nextTokenLogits (DecodingModel.swift): embedding, blocos, count += n, "
              + "última linha, layer norm, cabeça de saída. read (CachedDecoder.swift): se tudo cabe, só "
              + "leia; senão, fique com os mais novos e leia-os num cache esvaziado."),
          Text(
            "Solutions/08-Extensions/KeyValueCache.swift, CachedAttention.swift, "
              + "DecodingModel.swift and CachedDecoder.swift have a hole each; attendOnce is only a "
              + "faster way for a single token.",
            "Solutions/08-Extensions/KeyValueCache.swift, CachedAttention.swift, "
              + "DecodingModel.swift e CachedDecoder.swift têm uma lacuna cada; attendOnce é só um "
              + "caminho mais rápido para um único token."),
        ]),
      Exercise(
        "8.2", Text("Beam search", "Beam search"), file: "BeamSearch.swift",
        difficulty: .hard, minutes: 45,
        hints: [
          Text(
            "Greedy decoding takes the best first step and never looks back. Where could a "
              + "worse first step lead to a better sentence? If you keep two paths, what do you "
              + "compare after the next step: two lists, or one?",
            "A decodificação gulosa escolhe o melhor primeiro passo e nunca olha para trás. "
              + "Onde um primeiro passo pior poderia levar a uma frase melhor? Se você guarda "
              + "dois caminhos, o que compara depois do próximo passo: duas listas ou uma só?"),
          Text(
            "ln P(path + token) = ln P(path) + ln softmax(logits)[token]. Of all "
              + "continuations of all open paths, the `width` with the largest ln P stay. score "
              + "= ln P / lp, lp = ((5 + |Y|) / 6)^α.",
            "ln P(caminho + token) = ln P(caminho) + ln softmax(logits)[token]. De todas as "
              + "continuações de todos os caminhos abertos, ficam as `width` de maior ln P. "
              + "score = ln P / lp, lp = ((5 + |Y|) / 6)^α."),
          Text(
            "open ← [empty path]; repeat maxTokens times: next ← for each open path, logits "
              + "← read(&path.memory, path.unread), then path.continued with every possible "
              + "token; best ← the first `width` of next, stably sorted by ln P; finished += "
              + "those that end with stop; open ← the others. Result: finished + open, stably "
              + "sorted by score, the first `width`.",
            "open ← [caminho vazio]; repita maxTokens vezes: next ← para cada caminho "
              + "aberto, logits ← read(&path.memory, path.unread) e depois path.continued com "
              + "todo token possível; best ← os `width` primeiros de next, ordenados de forma "
              + "estável por ln P; finished += os que terminam em stop; open ← os outros. "
              + "Resultado: finished + open, ordenados de forma estável por score, os `width` "
              + "primeiros."),
          Text(
            "Solutions/08-Extensions/BeamSearch.swift: search; likeliestTokens and "
              + "isDecided only save work, the result is the same without them.",
            "Solutions/08-Extensions/BeamSearch.swift: search; likeliestTokens e isDecided "
              + "só poupam trabalho, o resultado é o mesmo sem eles."),
        ]),
      Exercise(
        "8.3", Text("DPO", "DPO"), file: "PreferenceLoss.swift",
        difficulty: .hard, minutes: 45,
        hints: [
          Text(
            "You know which of two answers is better, but not by how much. How could "
              + "“better than the other, and more so than for the model we began with” become "
              + "one number that should be large?",
            "Você sabe qual das duas respostas é melhor, mas não quanto. Como “melhor que a "
              + "outra, e mais do que era para o modelo inicial” pode virar um único número que "
              + "deve ser grande?"),
          Text(
            "m = β ((π_c − ref_c) − (π_r − ref_r)) with ln P of whole answers; loss = mean "
              + "of max(−m, 0) + ln(1 + e^−|m|); ∂π_c = −β σ(−m) / pairs, ∂π_r = −∂π_c. In the "
              + "logits: ∂zⱼ = ∂s ([j = target] − softmax(z)ⱼ).",
            "m = β ((π_c − ref_c) − (π_r − ref_r)), com ln P das respostas inteiras; perda "
              + "= média de max(−m, 0) + ln(1 + e^−|m|); ∂π_c = −β σ(−m) / pares, ∂π_r = −∂π_c. "
              + "Nos logits: ∂zⱼ = ∂s ([j = alvo] − softmax(z)ⱼ)."),
          Text(
            "SequenceLogProbability.swift: for each row ln softmax(z)[target], 0 for −1, "
              + "added up per sequence; its pullback goes row by row. PreferenceLoss.swift: "
              + "margins, report, slopes. preferenceLossAndGradient: model → logits → ln P for "
              + "both sides, the pair loss, then back through both, and add the second gradient "
              + "to the first.",
            "SequenceLogProbability.swift: em cada linha ln softmax(z)[alvo], 0 para −1, "
              + "somados por sequência; o pullback vai linha por linha. PreferenceLoss.swift: "
              + "margens, relatório, derivadas. preferenceLossAndGradient: modelo → logits → ln "
              + "P dos dois lados, a perda dos pares, depois de volta pelos dois, somando o "
              + "segundo gradiente ao primeiro."),
          Text(
            "Solutions/08-Extensions/PreferenceLoss.swift and SequenceLogProbability.swift: "
              + "softplus and sigmoid at the end are written so that nothing overflows.",
            "Solutions/08-Extensions/PreferenceLoss.swift e SequenceLogProbability.swift: "
              + "softplus e sigmoid, no final, são escritas de modo que nada estoure."),
        ]),
      Exercise(
        "8.4", Text("Retrieval (RAG)", "Busca de passagens (RAG)"), file: "PassageIndex.swift",
        difficulty: .medium, minutes: 40,
        hints: [
          Text(
            "A question has the words “the” and “kite”. Which of the two says more about "
              + "where the answer stands, and how could you tell by counting? Does a passage "
              + "with ten kites answer ten times as well as one with one?",
            "Uma pergunta tem as palavras “a” e “pipa”. Qual das duas diz mais sobre onde "
              + "está a resposta, e como descobrir isso contando? Uma passagem com dez pipas "
              + "responde dez vezes melhor que uma com uma só?"),
          Text(
            "score = Σ idf · tf / (tf + k₁ (1 − b + b · length / mean length)), idf = ln(1 "
              + "+ (N − n + ½) / (n + ½)), over the words of the question.",
            "pontuação = Σ idf · tf / (tf + k₁ (1 − b + b · comprimento / comprimento "
              + "médio)), idf = ln(1 + (N − n + ½) / (n + ½)), sobre as palavras da pergunta."),
          Text(
            "passages (Passages.swift): start ← 0; take sentences start ..< min(start + "
              + "length, all); stop if that was the last sentence; start += length − overlap. "
              + "scores: for each word of searchTerms(question) look up occurrences[word]: n is "
              + "its count; each entry has a passage and its tf. search: zip with the passages, "
              + "keep > 0, stablySorted, prefix(count).",
            "passages (Passages.swift): start ← 0; pegue as frases start ..< min(start + "
              + "length, todas); pare se aquela foi a última frase; start += length − overlap. "
              + "scores: para cada palavra de searchTerms(question), veja occurrences[palavra]: "
              + "n é o count dela; cada entrada tem a passagem e o tf. search: zip com as "
              + "passagens, fique com > 0, stablySorted, prefix(count)."),
          Text(
            "Solutions/08-Extensions/PassageIndex.swift and Passages.swift: scores visits "
              + "only the passages that have the word; the initializer has counted them.",
            "Solutions/08-Extensions/PassageIndex.swift e Passages.swift: scores só visita "
              + "as passagens que têm a palavra; o inicializador já as contou."),
        ]),
      Exercise(
        "8.5", Text("int8 quantization", "Quantização int8"), file: "QuantizedLinear.swift",
        difficulty: .medium, minutes: 35,
        hints: [
          Text(
            "A byte holds whole numbers from −127 to 127. By what do you divide a column of "
              + "small floats so that its largest just fits? And how does the product become "
              + "right again afterwards?",
            "Um byte guarda inteiros de −127 a 127. Por quanto você divide uma coluna de "
              + "floats pequenos para que o maior caiba justinho? E como o produto volta a "
              + "ficar certo depois?"),
          Text(
            "s = max|w| / 127 for each column, Q = round(w / s), y = (x · Q) · s + b, ŵ = s "
              + "· Q. A column of zeros: s = 0, Q = 0.",
            "s = max|w| / 127 para cada coluna, Q = round(w / s), y = (x · Q) · s + b, ŵ = "
              + "s · Q. Uma coluna de zeros: s = 0, Q = 0."),
          Text(
            "columns ← Tensor(weight.transposed), so a column is a row; scale of each: the "
              + "larger of its max and −min, / 127; integers.setColumn(j, rounding: the row "
              + "times 1 / s, or 0). call: for each row y.setProduct(x, integers), multiply(by: "
              + "scales), add(bias). dequantized: a tensor [out, in] whose rows are "
              + "copy(column:into:), transposed.",
            "columns ← Tensor(weight.transposed), e assim uma coluna é uma linha; a escala "
              + "de cada uma: o maior entre o máximo e −mínimo, / 127; integers.setColumn(j, "
              + "rounding: a linha vezes 1 / s, ou 0). chamada: para cada linha y.setProduct(x, "
              + "integers), multiply(by: scales), add(bias). dequantized: um tensor [out, in] "
              + "cujas linhas são copy(column:into:), transposto."),
          Text(
            "Solutions/08-Extensions/QuantizedLinear.swift: withRow and withMutableCopy "
              + "give the row to be rounded; quantizationScale finds max|w|.",
            "Solutions/08-Extensions/QuantizedLinear.swift: withRow e withMutableCopy dão a "
              + "linha a arredondar; quantizationScale acha max|w|."),
        ]),
      Exercise(
        "8.6", Text("Multi-turn window", "Janela de uma conversa"), file: "Conversation.swift",
        difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "The context is full and the user asks on. What must not be lost, and what is "
              + "missed least? What would the model make of an answer whose question is gone?",
            "O contexto encheu e o usuário continua perguntando. O que não pode se perder e "
              + "o que faz menos falta? O que o modelo faria com uma resposta cuja pergunta "
              + "sumiu?"),
          Text(
            "room = contextLength − answerLength − |system| − |question|. Less than 0: an "
              + "InputError. Keep the most of the newest turns whose lengths add up to room or "
              + "less.",
            "espaço = contextLength − answerLength − |system| − |question|. Menos que 0: um "
              + "InputError. Fique com o maior número de turnos mais novos cujos comprimentos "
              + "somem no máximo o espaço."),
          Text(
            "kept ← 0, length ← 0; for each turn from the newest: stop if length + "
              + "turn.count > room; else add it. tokens ← system + question and answer of "
              + "turns.suffix(kept) + question; dropped ← turns.count − kept.",
            "kept ← 0, length ← 0; para cada turno, do mais novo em diante: pare se length "
              + "+ turn.count > espaço; senão, some-o. tokens ← system + pergunta e resposta de "
              + "turns.suffix(kept) + question; deixados de fora ← turns.count − kept."),
          Text(
            "Solutions/08-Extensions/Conversation.swift: one loop over turns.reversed() "
              + "that breaks at the first turn that does not fit.",
            "Solutions/08-Extensions/Conversation.swift: um laço sobre turns.reversed() que "
              + "para no primeiro turno que não cabe."),
        ]),
    ])
}

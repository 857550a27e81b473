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
            "Read two tokens, then three more. For each of the three, write down at which "
              + "position its embedding stands, which column of kᵀ it fills, and up to which key "
              + "its query may see. Which of these lists would begin at 0 if you forgot the first "
              + "two tokens?",
            "Leia dois tokens e depois mais três. Para cada um dos três, anote em que posição "
              + "está o embedding dele, que coluna de kᵀ ele preenche e até que chave a consulta "
              + "dele pode ver. Quais dessas listas começariam no 0 se você esquecesse os dois "
              + "primeiros tokens?"),
          Text(
            "All of them begin at count, and that is where it goes wrong most often: "
              + "embeddings from position 0, or a mask that lets query i see the keys 0 … i only. "
              + "What stands behind count + n must not be seen either: a key of 0 has the score "
              + "0, and exp(0) is 1. In a full decoder the new tokens count among those that "
              + "stay: kept = min(capacity, max(capacity / 2, new tokens)).",
            "Todas começam em count, e é aí que mais se erra: embeddings a partir da posição "
              + "0, ou uma máscara em que a consulta i só vê as chaves 0 … i. O que está além de "
              + "count + n também não pode ser visto: uma chave 0 tem score 0, e exp(0) é 1. No "
              + "decoder cheio, os tokens novos contam entre os que ficam: kept = min(capacity, "
              + "max(capacity / 2, tokens novos))."),
          Text(
            "attend (KeyValueCache.swift): replaceColumns, replaceRows, then attention with "
              + "views of the first count + n positions. attendCausally (CachedAttention.swift): "
              + "for each head scores ← q · kᵀ / √d; row i: softmax of its first before + i + 1 "
              + "entries, the rest 0; weights · v; merge the heads. nextTokenLogits "
              + "(DecodingModel.swift): embed, blocks, count += n, last row, norm, head. read "
              + "(CachedDecoder.swift): if all fit, just read; else keep the newest and read them "
              + "into an emptied cache.",
            "attend (KeyValueCache.swift): replaceColumns, replaceRows e depois a atenção "
              + "com views das primeiras count + n posições. attendCausally "
              + "(CachedAttention.swift): para cada cabeça, scores ← q · kᵀ / √d; linha i: "
              + "softmax das primeiras before + i + 1 entradas, o resto 0; pesos · v; junte as "
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
            "Width 2, two open paths. May both of those that stay come from the same path? "
              + "Can a token that is not among a path’s two likeliest ever be one of the two best "
              + "of all? And what must happen to a path that ended before the next step begins?",
            "Largura 2, dois caminhos abertos. Os dois que ficam podem vir do mesmo caminho? "
              + "Um token que não está entre os dois mais prováveis do seu caminho pode estar "
              + "entre os dois melhores de todos? E o que precisa acontecer com um caminho que "
              + "terminou antes de o próximo passo começar?"),
          Text(
            "Add up ln softmax(logits)[token], not logits: the logits of two paths have "
              + "different sums of powers, so they cannot be compared. Sort one list of all "
              + "continuations, take `width`, and only then put aside those that end with stop: "
              + "their beams are used up. At the end, finished and open ones are ranked together "
              + "by the score. `sorted` promises nothing about ties.",
            "Some ln softmax(logits)[token], e não logits: os logits de dois caminhos têm "
              + "somas de potências diferentes e não se comparam. Ordene uma lista só, com todas "
              + "as continuações, pegue `width` e só então separe as que terminam com stop: elas "
              + "já gastaram as suas vagas. No fim, terminados e abertos são ordenados juntos "
              + "pela pontuação. `sorted` não promete nada sobre empates."),
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
            "Let the chosen answer’s ln P grow by a tiny step. What does that do to the "
              + "margin of its pair, and to a mean over all pairs? How much does −ln σ change at "
              + "a margin of −5, of 0 and of 5: from which of these three pairs should a model "
              + "learn the most?",
            "Faça o ln P da resposta escolhida crescer um passo minúsculo. O que isso faz com "
              + "a margem do par, e com uma média sobre todos os pares? Quanto muda −ln σ numa "
              + "margem de −5, de 0 e de 5: com qual desses três pares o modelo deve aprender "
              + "mais?"),
          Text(
            "The slope of the loss in the margin is −σ(−Δ): nearly −1 for a pair that is "
              + "ranked wrongly by far, nearly 0 for one in order. σ(Δ) is the commonest slip, "
              + "and a test at Δ = 0 does not notice, for both are ½ there. Then β once, / pairs "
              + "once, the opposite sign on the rejected side. In the logits: ∂zⱼ = ∂ln P · (δⱼₜ "
              + "− softmax(z)ⱼ), δⱼₜ = 1 where j is the target t.",
            "A inclinação da perda em relação à margem é −σ(−Δ): quase −1 num par muito mal "
              + "ordenado, quase 0 num par em ordem. σ(Δ) é o deslize mais comum, e um teste com "
              + "Δ = 0 não percebe, porque lá os dois valem ½. Depois β uma vez, / pares uma vez, "
              + "e o sinal oposto do lado da rejeitada. Nos logits: ∂zⱼ = ∂ln P · (δⱼₜ − "
              + "softmax(z)ⱼ), δⱼₜ = 1 onde j é o alvo t."),
          Text(
            "SequenceLogProbability.swift: for each row ln softmax(z)[target], 0 for −1, "
              + "added up per sequence; its pullback goes row by row. PreferenceLoss.swift: "
              + "margins, report, slopes. preferenceLossAndGradient: model → logits → ln P for "
              + "both sides, the pair loss, then the pullbacks of both, and add the second gradient "
              + "to the first.",
            "SequenceLogProbability.swift: em cada linha ln softmax(z)[alvo], 0 para −1, "
              + "somados por sequência; o pullback vai linha por linha. PreferenceLoss.swift: "
              + "margens, relatório, derivadas. preferenceLossAndGradient: modelo → logits → ln "
              + "P dos dois lados, a perda dos pares, depois os pullbacks dos dois, somando o "
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
            "Windows of 3 sentences, 1 overlapping: how many passages has a document of 1, of "
              + "3, of 4 sentences? Where does “one begins at 0, 2, 4 …” go wrong? And the score: "
              + "what should a word add that the question has twice, and what one that no passage "
              + "has?",
            "Janelas de 3 frases, 1 que se repete: quantas passagens tem um documento de 1, "
              + "de 3, de 4 frases? Onde a regra “uma começa em 0, 2, 4 …” dá errado? E a "
              + "pontuação: o que deve somar uma palavra que a pergunta tem duas vezes, e o que "
              + "uma que nenhuma passagem tem?"),
          Text(
            "1, 1 and 2: the first window that reaches the last sentence is the last. The "
              + "score goes word by word: the idf depends on the word alone, the second factor on "
              + "the passage too, and only passages in the word’s list get anything. The "
              + "commonest slip: n is in how many passages the word stands, not how often in all "
              + "of them together.",
            "1, 1 e 2: a primeira janela que alcança a última frase é a última. A pontuação "
              + "vai palavra por palavra: o idf depende só da palavra, o segundo fator também da "
              + "passagem, e só as passagens da lista da palavra recebem algo. O deslize mais "
              + "comum: n é em quantas passagens a palavra está, e não quantas vezes aparece em "
              + "todas juntas."),
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
            "A column is −0.9, 0.3, 0.1: what is its scale, and what are its bytes? A column "
              + "is 0, 0, 0: what would you divide by? And when the product is there: what is "
              + "multiplied by the scale, the bias as well?",
            "Uma coluna é −0,9, 0,3, 0,1: qual é a escala dela, e quais são os bytes? Uma "
              + "coluna é 0, 0, 0: por quanto você dividiria? E quando o produto está pronto: o "
              + "que se multiplica pela escala, o viés também?"),
          Text(
            "max|w| is the larger of max w and −min w; with max w alone, a column whose "
              + "farthest entry is negative leaves the byte. A column of zeros: s = 0, and its Q "
              + "are the zeros that are there already, without a division. y = (x · Q) · s + b: "
              + "first the scales, then the bias.",
            "max|w| é o maior entre max w e −min w; só com max w, uma coluna cuja entrada "
              + "mais distante é negativa sai do byte. Uma coluna de zeros: s = 0, e os Q dela "
              + "são os zeros que já estão lá, sem divisão. y = (x · Q) · s + b: primeiro as "
              + "escalas, depois o viés."),
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
            "Room for 0 tokens: is that an error? And −1? Turns of 2, 9 and 2 tokens, room "
              + "for 5: which stay? What would a loop answer that merely skips a turn that is too "
              + "long, and what one that begins with the oldest?",
            "Espaço para 0 tokens: isso é um erro? E −1? Turnos de 2, 9 e 2 tokens, espaço "
              + "para 5: quais ficam? O que responderia um laço que só pula um turno comprido "
              + "demais, e o que responderia um que começa pelo mais antigo?"),
          Text(
            "0 is no error: system text and question just fit, and no turn does. Of 2, 9, 2 "
              + "only the newest stays; a loop that skips leaves a hole, and one from the oldest "
              + "keeps the wrong end. room = contextLength − answerLength − |system| − "
              + "|question|, and a turn is its question and its answer.",
            "0 não é erro: o texto de sistema e a pergunta cabem justinho, e turno nenhum "
              + "cabe. De 2, 9, 2 só fica o mais novo; um laço que pula deixa um buraco, e um que "
              + "começa pelo mais antigo fica com a ponta errada. espaço = contextLength − "
              + "answerLength − |system| − |question|, e um turno é a pergunta com a resposta."),
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

import CourseKit

extension Catalogue {
  static let attention = Chapter(
    3, module: "Attention", title: Text("Attention", "Atenção"),
    exercises: [
      Exercise(
        "3.1", Text("Stable softmax", "Softmax estável"), file: "Softmax.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "What does exp do to a score of 100? Softmax does not change when the same number is taken from "
              + "every score of a row. Which number makes the largest one harmless?",
            "O que exp faz com um score de 100? O softmax não muda quando se subtrai o mesmo número de todos os "
              + "scores de uma linha. Que número torna o maior deles inofensivo?"),
          Text(
            "wⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m), with m the largest score of that row (not of the whole tensor).",
            "wⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m), em que m é o maior score daquela linha (não do tensor inteiro)."
          ),
          Text(
            "scores.updateRows { row in … } for each row: m ← max; every x ← exp(x − m); s ← sum; every "
              + "x ← x / s. A Row has max(), exponentiate(adding:), sum() and scale(by:). Return the scores.",
            "scores.updateRows { row in … }, para cada linha: m ← máximo; cada x ← exp(x − m); s ← soma; cada "
              + "x ← x / s. Uma Row tem max(), exponentiate(adding:), sum() e scale(by:). Devolva os scores."
          ),
          Text(
            "Solutions/03-Attention/Softmax.swift: two lines for a row, in an extension of Row, and updateRows calls "
              + "them for each.",
            "Solutions/03-Attention/Softmax.swift: duas linhas para cada linha do tensor, em uma extensão de Row, e "
              + "updateRows as chama."),
        ]),
      Exercise(
        "3.2", Text("The way back through softmax", "O caminho de volta do softmax"),
        file: "Softmax.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "The weights of a row always add up to 1. If one score rises, what must happen to the other weights? "
              + "So one number of the gradient depends on the upstream gradient of the whole row.",
            "Os pesos de uma linha sempre somam 1. Se um score sobe, o que tem de acontecer com os outros pesos? "
              + "Por isso, cada número do gradiente depende do gradiente upstream da linha inteira."
          ),
          Text(
            "The Jacobian is ∂wₖ/∂xⱼ = wₖ · ([j = k] − wⱼ). Times ∂w and summed over k: "
              + "∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ).",
            "O jacobiano é ∂wₖ/∂xⱼ = wₖ · ([j = k] − wⱼ). Vezes ∂w e somado em k: "
              + "∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ)."),
          Text(
            "for each row of the upstream gradient g and of the weights w: d ← Σ w · g; every g ← g − d; every g ← g · w. "
              + "updateRows(with:) hands you both rows; a Row has dot(_:), subtract(_:) and multiply(by:).",
            "para cada linha do gradiente upstream g e dos pesos w: d ← Σ w · g; cada g ← g − d; cada g ← g · w. "
              + "updateRows(with:) entrega as duas linhas; uma Row tem dot(_:), subtract(_:) e multiply(by:)."
          ),
          Text(
            "Solutions/03-Attention/Softmax.swift, softmaxPullback: no Jacobian is ever stored, one dot product for a "
              + "row is enough.",
            "Solutions/03-Attention/Softmax.swift, softmaxPullback: nenhum jacobiano é guardado, basta um produto "
              + "escalar por linha."),
        ]),
      Exercise(
        "3.3", Text("Context vectors", "Vetores de contexto"), file: "ContextVectors.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "Two words, of which the first gets the weight 0.25 and the second 0.75: what is their average? Now do "
              + "this for each column of the values, and for each query. Which operation do you know that does all of it?",
            "Duas palavras, a primeira com peso 0,25 e a segunda com 0,75: qual é a média delas? Agora faça isso para "
              + "cada coluna dos valores e para cada consulta. Que operação que você já conhece faz tudo de uma vez?"
          ),
          Text(
            "c[i, k] = Σⱼ w[i, j] · v[j, k]: the matrix product of the weights and the values.",
            "c[i, k] = Σⱼ w[i, j] · v[j, k]: o produto matricial dos pesos pelos valores."),
          Text(
            "return the product of weights.matrix, [queries, keys], and values, [keys, width]. matmul takes any two "
              + "matrix views.",
            "devolva o produto de weights.matrix, [consultas, chaves], por values, [chaves, largura]. matmul aceita "
              + "duas visões de matriz quaisquer."),
          Text(
            "Solutions/03-Attention/ContextVectors.swift: one call of matmul.",
            "Solutions/03-Attention/ContextVectors.swift: uma chamada de matmul."),
        ]),
      Exercise(
        "3.4", Text("Causal mask", "Máscara causal"), file: "CausalMask.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "Row i holds the scores of token i. Which columns are its future? May it look at itself?",
            "A linha i guarda os scores do token i. Quais colunas são o futuro dele? Ele pode olhar para si mesmo?"
          ),
          Text(
            "sᵢⱼ stays where j ≤ i and becomes −∞ where j > i. The mask comes before softmax: exp(−∞) = 0.",
            "sᵢⱼ fica onde j ≤ i e vira −∞ onde j > i. A máscara vem antes do softmax: exp(−∞) = 0."
          ),
          Text(
            "for each row i: fill columns i + 1 … end with −∞. A row knows its index, and fill(_:from:) fills from a "
              + "column on.",
            "para cada linha i: preencha as colunas i + 1 … fim com −∞. Uma linha conhece o seu index, e "
              + "fill(_:from:) preenche a partir de uma coluna."),
          Text(
            "Solutions/03-Attention/CausalMask.swift: one line inside updateRows.",
            "Solutions/03-Attention/CausalMask.swift: uma linha dentro de updateRows."),
        ]),
      Exercise(
        "3.5", Text("Scaled dot-product attention", "Atenção por produto escalar com escala"),
        file: "ScaledDotProductAttention.swift", difficulty: .medium, minutes: 25,
        needs: ["3.1", "3.3", "3.4"],
        hints: [
          Text(
            "A query and a key that point the same way have a large dot product. What do you need so that the scores of "
              + "all queries with all keys come out at once? And which of the four steps (scale, mask, softmax, average) "
              + "must come before which?",
            "Uma consulta e uma chave que apontam para o mesmo lado têm um produto escalar grande. Como obter de uma vez "
              + "os scores de todas as consultas com todas as chaves? E, dos quatro passos (escala, máscara, softmax, "
              + "média), qual tem de vir antes de qual?"),
          Text(
            "S = q · kᵀ / √d, [length, length]; W = softmax(mask(S)); C = W · v. d is the number of columns of q.",
            "S = q · kᵀ / √d, [length, length]; W = softmax(máscara(S)); C = W · v. d é o número de colunas de q."
          ),
          Text(
            "attentionWeights: scores ← matmul(query, key.transposed, scaledBy: 1 / √query.columnCount); mask them "
              + "(3.4); softmax (3.1). scaledDotProductAttention: the context vectors (3.3) of these weights and value.",
            "attentionWeights: scores ← matmul(query, key.transposed, scaledBy: 1 / √query.columnCount); aplique a "
              + "máscara (3.4); softmax (3.1). scaledDotProductAttention: os vetores de contexto (3.3) desses pesos e "
              + "de value."),
          Text(
            "Solutions/03-Attention/ScaledDotProductAttention.swift: the same steps. It saves almost half of the work by "
              + "leaving out what the mask hides (lowerTriangleOfMatmul, causalSoftmax); you need not.",
            "Solutions/03-Attention/ScaledDotProductAttention.swift: os mesmos passos. Ela poupa quase metade do trabalho "
              + "ao pular o que a máscara esconde (lowerTriangleOfMatmul, causalSoftmax); você não precisa."
          ),
        ]),
      Exercise(
        "3.6", Text("The way back through attention", "O caminho de volta da atenção"),
        file: "ScaledDotProductAttention.swift", difficulty: .hard, minutes: 45,
        needs: ["3.2", "3.3", "3.5"],
        hints: [
          Text(
            "Write the forward pass as a list of steps and give each result a name. The way back goes through the list "
              + "from its end. Which results of the forward pass does each step back need? The closure can keep them.",
            "Escreva a ida como uma lista de passos e dê um nome a cada resultado. A volta percorre a lista do fim para o "
              + "começo. De quais resultados da ida cada passo da volta precisa? A closure pode guardá-los."
          ),
          Text(
            "For a product c = a · b: ∂a = ∂c · bᵀ and ∂b = aᵀ · ∂c. So ∂v = wᵀ · ∂c, ∂w = ∂c · vᵀ, ∂s = softmax's "
              + "pullback of ∂w, ∂q = ∂s · k / √d, ∂k = ∂sᵀ · q / √d. The shapes tell you where a transpose belongs.",
            "Para um produto c = a · b: ∂a = ∂c · bᵀ e ∂b = aᵀ · ∂c. Então ∂v = wᵀ · ∂c, ∂w = ∂c · vᵀ, ∂s = pullback do "
              + "softmax em ∂w, ∂q = ∂s · k / √d, ∂k = ∂sᵀ · q / √d. As formas dizem onde vai uma transposta."
          ),
          Text(
            "forward: w ← attentionWeights; (kept, dropoutPullback) ← dropout(w); c ← contextVectors(kept, value). "
              + "back, from ∂c: ∂v ← keptᵀ · ∂c; ∂w ← dropoutPullback(∂c · vᵀ); ∂s ← softmaxPullback(weights: w, "
              + "upstream: ∂w); ∂q ← ∂s · key / √d; ∂k ← ∂sᵀ · query / √d.",
            "ida: w ← attentionWeights; (kept, dropoutPullback) ← dropout(w); c ← contextVectors(kept, value). "
              + "volta, a partir de ∂c: ∂v ← keptᵀ · ∂c; ∂w ← dropoutPullback(∂c · vᵀ); ∂s ← softmaxPullback(weights: w, "
              + "upstream: ∂w); ∂q ← ∂s · key / √d; ∂k ← ∂sᵀ · query / √d."),
          Text(
            "Solutions/03-Attention/ScaledDotProductAttention.swift, scaledDotProductAttentionWithPullback: note which "
              + "weights (kept or not) go where, and that the mask needs no step of its own: where w is 0, so is ∂s.",
            "Solutions/03-Attention/ScaledDotProductAttention.swift, scaledDotProductAttentionWithPullback: repare em "
              + "que pesos (com ou sem dropout) vão em cada lugar e que a máscara não pede um passo próprio: onde w é 0, "
              + "∂s também é."),
        ]),
      Exercise(
        "3.7", Text("Dropout", "Dropout"), file: "Dropout.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "If a fifth of the numbers becomes 0, their sum shrinks. By how much must the others grow to make up for it? "
              + "And how will the way back know which places were dropped?",
            "Se um quinto dos números vira 0, a soma deles diminui. Quanto os outros têm de crescer para compensar? "
              + "E como o caminho de volta vai saber quais lugares foram descartados?"),
          Text(
            "yᵢ = xᵢ · mᵢ with mᵢ = 0 if uᵢ < rate, else 1 / (1 − rate); ∂xᵢ = ∂yᵢ · mᵢ with the very same m.",
            "yᵢ = xᵢ · mᵢ, em que mᵢ = 0 se uᵢ < taxa, senão 1 / (1 − taxa); ∂xᵢ = ∂yᵢ · mᵢ com exatamente o mesmo m."
          ),
          Text(
            "if rate = 0: return x and the identity. mask ← a tensor of x's shape; for each number in order: "
              + "u ← generator.nextUniform(); mask ← 0 where u < rate, else 1 / (1 − rate). Return x · mask, and a closure "
              + "that returns upstream gradient · mask. (A closure can keep a let, not a var.)",
            "se rate = 0: devolva x e a identidade. mask ← um tensor com a forma de x; para cada número, em ordem: "
              + "u ← generator.nextUniform(); mask ← 0 onde u < rate, senão 1 / (1 − rate). Devolva x · mask e uma closure "
              + "que devolve upstream gradient · mask. (Uma closure pode guardar um let, não um var.)"
          ),
          Text(
            "Solutions/03-Attention/Dropout.swift keeps no mask: a copy of the generator from before draws the same one "
              + "again, and skip moves the caller's generator on.",
            "Solutions/03-Attention/Dropout.swift não guarda máscara: uma cópia do gerador de antes sorteia a mesma de "
              + "novo, e skip avança o gerador de quem chamou."),
        ]),
      Exercise(
        "3.8", Text("Split and merge heads", "Dividir e juntar cabeças"), file: "Heads.swift",
        difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "Draw a sequence of three tokens with four columns as a table, and two heads. Which numbers does the second "
              + "head get? All tokens or some? Which columns?",
            "Desenhe como tabela uma sequência de três tokens com quatro colunas, e duas cabeças. Que números ficam com a "
              + "segunda cabeça? Todos os tokens ou alguns? Quais colunas?"),
          Text(
            "With d = width / headCount, head h of sequence b is rows b·length ..< (b+1)·length and columns "
              + "h·d ..< (h+1)·d of x.matrix, and stands at place b·headCount + h.",
            "Com d = width / headCount, a cabeça h da sequência b são as linhas b·length ..< (b+1)·length e as colunas "
              + "h·d ..< (h+1)·d de x.matrix, e fica na posição b·headCount + h."),
          Text(
            "split: for each sequence b: rows ← x.matrix.rows(…); for each head h: append rows.columns(…). "
              + "merge: for each sequence, put its headCount matrices side by side in a [length, headCount · d] block; the "
              + "blocks stand one after the other. Tensor(sideBySide:across:) does just that.",
            "dividir: para cada sequência b: rows ← x.matrix.rows(…); para cada cabeça h: acrescente rows.columns(…). "
              + "juntar: para cada sequência, ponha as suas headCount matrizes lado a lado em um bloco [length, "
              + "headCount · d]; os blocos ficam um depois do outro. Tensor(sideBySide:across:) faz exatamente isso."
          ),
          Text(
            "Solutions/03-Attention/Heads.swift: two nested maps of views, so nothing is copied, and one initializer to "
              + "go back.",
            "Solutions/03-Attention/Heads.swift: dois maps aninhados de views, sem copiar nada, e um inicializador para "
              + "a volta."),
        ]),
      Exercise(
        "3.9",
        Text("Causal multi-head self-attention", "Autoatenção causal com várias cabeças"),
        file: "CausalSelfAttention.swift", difficulty: .hard, minutes: 60,
        needs: ["0.6", "0.7", "3.5", "3.6", "3.7", "3.8"],
        hints: [
          Text(
            "Nothing in here is new: it is 0.6, 3.8, 3.5, 3.8 and 0.6 again. Write down the shape after each step. If you "
              + "split the joined columns among 3 · headCount heads, where do the query, key and value of head h stand?",
            "Nada aqui é novo: é 0.6, 3.8, 3.5, 3.8 e 0.6 de novo. Anote a forma depois de cada passo. Se você dividir as "
              + "colunas juntas entre 3 · headCount cabeças, onde ficam a consulta, a chave e o valor da cabeça h?"
          ),
          Text(
            "parts = split(x · W + b, 3H); for head h of sequence b: q = parts[3H·b + h], k = parts[3H·b + H + h], "
              + "v = parts[3H·b + 2H + h]; output = projection(merge(attention(q, k, v) of all heads)). Back: the same steps "
              + "in the reverse order, each with its pullback.",
            "parts = split(x · W + b, 3H); para a cabeça h da sequência b: q = parts[3H·b + h], k = parts[3H·b + H + h], "
              + "v = parts[3H·b + 2H + h]; saída = projection(merge(atenção(q, k, v) de todas as cabeças)). Volta: os mesmos "
              + "passos na ordem inversa, cada um com o seu pullback."),
          Text(
            "forward: (joined, p1) ← queryKeyValue; parts ← split; for each head: own ← generator.split(), "
              + "(context, pullback) ← attention with pullback, its dropout drawn from own; (mixed, p2) ← "
              + "projection of the merged contexts; (output, p3) ← dropout(mixed). back: g ← p3(upstream); (g, projection) ← "
              + "p2(g); split g; each head's pullback gives ∂q, ∂k, ∂v; for each sequence append all ∂q, all ∂k, all ∂v; merge "
              + "them as 3 · headCount heads; (input, queryKeyValue) ← p1(merged).",
            "ida: (joined, p1) ← queryKeyValue; parts ← split; para cada cabeça: own ← generator.split(), "
              + "(context, pullback) ← atenção com pullback, com o dropout sorteado de own; (mixed, p2) ← "
              + "projection dos contextos juntados; (output, p3) ← dropout(mixed). volta: g ← p3(upstream); (g, projection) ← "
              + "p2(g); divida g; o pullback de cada cabeça dá ∂q, ∂k, ∂v; para cada sequência acrescente todos os ∂q, todos os "
              + "∂k, todos os ∂v; junte-os como 3 · headCount cabeças; (input, queryKeyValue) ← p1(juntado)."
          ),
          Text(
            "Solutions/03-Attention/CausalSelfAttention.swift: read callAsFunction first; withPullback is the same with a "
              + "pullback kept at each step. concurrentMap only spreads the heads over the threads: a plain map will do.",
            "Solutions/03-Attention/CausalSelfAttention.swift: leia callAsFunction primeiro; withPullback é igual, com um "
              + "pullback guardado em cada passo. concurrentMap só espalha as cabeças pelas threads: um map comum serve."
          ),
        ]),
    ])
}

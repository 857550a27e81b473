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
            "Put the rows [1, 2, 3] and [1001, 1002, 1003] into one tensor. Which number must be taken from the first "
              + "row, and what would be left of that row if it were the largest score of both?",
            "Ponha as linhas [1, 2, 3] e [1001, 1002, 1003] num só tensor. Que número se deve subtrair da primeira "
              + "linha, e o que sobraria dela se fosse o maior score das duas?"),
          Text(
            "wⱼ = exp(xⱼ − xₘₐₓ) / Σₖ exp(xₖ − xₘₐₓ), where both the largest score xₘₐₓ and the sum belong to that row alone. "
              + "Those of the whole tensor are the commonest slip: it goes unnoticed as long as there is one row.",
            "wⱼ = exp(xⱼ − xₘₐₓ) / Σₖ exp(xₖ − xₘₐₓ), em que tanto o maior score xₘₐₓ quanto a soma são só daquela linha. Usar "
              + "os do tensor inteiro é o tropeço mais comum: passa despercebido enquanto só existe uma linha."
          ),
          Text(
            "scores.updateRows { row in … } for each row: xₘₐₓ ← max; every x ← exp(x − xₘₐₓ); s ← sum; every "
              + "x ← x / s. A Row has max(), exponentiate(adding:), sum() and scale(by:). Return the scores.",
            "scores.updateRows { row in … }, para cada linha: xₘₐₓ ← máximo; cada x ← exp(x − xₘₐₓ); s ← soma; cada "
              + "x ← x / s. Uma Row tem max(), exponentiate(adding:), sum() e scale(by:). Devolva os scores."
          ),
          Text(
            "Solutions/03-Attention/Softmax.swift: two lines for a row, in an extension of Row, and updateRows calls "
              + "them for each.",
            "Solutions/03-Attention/Softmax.swift: duas linhas para cada linha do tensor, em uma extensão de Row, e "
              + "updateRows as chama."),
        ]),
      Exercise(
        "3.2", Text("Softmax, pullback", "Softmax, pullback"), file: "Softmax.swift",
        difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "Suppose that all of ∂w of a row grew by 10. The row adds up to 1 whatever the scores, so the loss would "
              + "grow by 10 with any scores: what must happen to the gradient of the scores? How can a formula do that?",
            "Suponha que todos os ∂w de uma linha aumentassem em 10. A linha soma 1 sejam quais forem os scores, então "
              + "a perda aumentaria em 10 com quaisquer scores: o que tem de acontecer com o gradiente deles? Que "
              + "fórmula consegue isso?"),
          Text(
            "Nothing changes, so ∂w counts only as a distance from a mean of the row: ∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ). The "
              + "plain mean of ∂w, or a sum over the whole tensor, are the commonest slips: then the rows of your result "
              + "do not add up to 0.",
            "Nada muda; logo, ∂w só conta como distância até uma média da linha: ∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ). A média "
              + "simples dos ∂w e uma soma do tensor inteiro são os tropeços mais comuns: aí as linhas do seu resultado "
              + "não somam 0."),
          Text(
            "for each row of the upstream gradient g and of the weights w: d ← Σ w · g; every g ← g − d; every g ← g · w. "
              + "updateRows(with:) hands you both rows, first the one to change; a Row has dot(_:), subtract(_:) and "
              + "multiply(by:).",
            "para cada linha do gradiente upstream g e dos pesos w: d ← Σ w · g; cada g ← g − d; cada g ← g · w. "
              + "updateRows(with:) entrega as duas linhas, primeiro a que muda; uma Row tem dot(_:), subtract(_:) e "
              + "multiply(by:)."),
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
            "Two queries, three keys, values of width 5: which shapes have the weights, the values and the result? In "
              + "which order do the two factors fit together?",
            "Duas consultas, três chaves, valores de largura 5: que formas têm os pesos, os valores e o resultado? Em "
              + "que ordem os dois fatores se encaixam?"),
          Text(
            "c[i, a] = Σⱼ w[i, j] · v[j, a]: the matrix product of the weights and the values. With the transposed weights "
              + "it would be the columns that are used as averages, and they do not add up to 1.",
            "c[i, a] = Σⱼ w[i, j] · v[j, a]: o produto matricial dos pesos pelos valores. Com os pesos transpostos, as "
              + "médias usariam as colunas, que não somam 1."),
          Text(
            "return the product of weights.matrix, [queries, keys], and values, [keys, width]. matmul takes any two "
              + "matrix views.",
            "devolva o produto de weights.matrix, [consultas, chaves], por values, [chaves, largura]. matmul aceita "
              + "duas views de matriz quaisquer."),
          Text(
            "Solutions/03-Attention/ContextVectors.swift: one call of matmul.",
            "Solutions/03-Attention/ContextVectors.swift: uma chamada de matmul."),
        ]),
      Exercise(
        "3.4", Text("Causal mask", "Máscara causal"), file: "CausalMask.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "Of five tokens, how many scores stay in the first row, how many in the last? Which column is the first to be "
              + "hidden in row i, so that both are right?",
            "De cinco tokens, quantos scores ficam na primeira linha, e quantos na última? Qual é a primeira coluna "
              + "escondida na linha i, para que as duas deem certo?"),
          Text(
            "sᵢⱼ stays where j ≤ i, for a token may see itself, and becomes −∞ where j > i. Not 0, for exp(0) = 1 is a "
              + "weight like any other; and not a large negative number, for the masked scores themselves are graded.",
            "sᵢⱼ fica onde j ≤ i, pois um token pode ver a si mesmo, e vira −∞ onde j > i. Não 0, porque exp(0) = 1 é um "
              + "peso como outro qualquer; nem um número bem negativo, porque o corretor olha os próprios scores com "
              + "máscara."),
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
            "Let query and key be [5, 4] and value [5, 2]. Write down the shape after each step. In which step does the 4 "
              + "vanish, so that afterwards it can no longer be read from the result?",
            "Sejam query e key [5, 4] e value [5, 2]. Anote a forma depois de cada passo. Em que passo o 4 desaparece, de "
              + "modo que depois já não dá para lê-lo no resultado?"),
          Text(
            "S = q · kᵀ / √d, [length, length]; W = softmax(mask(S)); C = W · v. d is the number of columns of the query, "
              + "not the length: the commonest slip. Whoever masks after softmax lets the future into its sum.",
            "S = q · kᵀ / √d, [length, length]; W = softmax(máscara(S)); C = W · v. d é o número de colunas da consulta, "
              + "não o comprimento: é o tropeço mais comum. Quem aplica a máscara depois do softmax deixa o futuro entrar "
              + "na soma."),
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
        "3.6", Text("Attention, pullback", "Atenção, pullback"),
        file: "ScaledDotProductAttention.swift", difficulty: .hard, minutes: 45,
        needs: ["3.2", "3.3", "3.5"],
        hints: [
          Text(
            "One score sᵢⱼ was made from row i of q and row j of k. For ∂q, do you read ∂s along its rows or down its "
              + "columns? And for ∂k? ∂s is square, so no shape will tell you. Which factor did both meet on the way to s?",
            "Um score sᵢⱼ foi feito com a linha i de q e a linha j de k. Para ∂q, você lê ∂s ao longo das linhas ou "
              + "descendo as colunas? E para ∂k? ∂s é quadrada, então nenhuma forma vai avisar. Por que fator os dois "
              + "passaram até chegar a s?"),
          Text(
            "∂v = usedᵀ · ∂c with the weights that were used; ∂w = dropout's pullback of ∂c · vᵀ; ∂s = softmax's pullback "
              + "of ∂w, with the weights from before dropout; ∂q = ∂s · k / √d, ∂k = ∂sᵀ · q / √d. If ∂v is right and ∂q "
              + "wrong, softmax or the scale is at fault; if only ∂k is wrong, look for a transpose.",
            "∂v = usadosᵀ · ∂c, com os pesos que foram usados; ∂w = pullback do dropout em ∂c · vᵀ; ∂s = pullback do "
              + "softmax em ∂w, com os pesos de antes do dropout; ∂q = ∂s · k / √d, ∂k = ∂sᵀ · q / √d. Se ∂v está certo "
              + "e ∂q errado, o problema é o softmax ou a escala; se só ∂k está errado, procure uma transposta."
          ),
          Text(
            "forward: w ← attentionWeights; (kept, dropoutPullback) ← dropout(w), outside the closure; c ← "
              + "contextVectors(kept, value). backward, from ∂c: ∂v ← keptᵀ · ∂c; ∂w ← dropoutPullback(∂c · vᵀ); ∂s ← "
              + "softmaxPullback(weights: w, upstream: ∂w); ∂q ← ∂s · key / √d; ∂k ← ∂sᵀ · query / √d.",
            "forward: w ← attentionWeights; (kept, dropoutPullback) ← dropout(w), fora da closure; c ← "
              + "contextVectors(kept, value). backward, a partir de ∂c: ∂v ← keptᵀ · ∂c; ∂w ← dropoutPullback(∂c · vᵀ); "
              + "∂s ← softmaxPullback(weights: w, upstream: ∂w); ∂q ← ∂s · key / √d; ∂k ← ∂sᵀ · query / √d."
          ),
          Text(
            "Solutions/03-Attention/ScaledDotProductAttention.swift, scaledDotProductAttentionWithPullback: note which "
              + "weights (kept or not) go where, and that the mask needs no step of its own: where w is 0, so is ∂s.",
            "Solutions/03-Attention/ScaledDotProductAttention.swift, scaledDotProductAttentionWithPullback: repare em "
              + "que pesos (com ou sem dropout) vão em cada passo e que a máscara não pede um passo próprio: onde w é 0, "
              + "∂s também é."),
        ]),
      Exercise(
        "3.7", Text("Dropout", "Dropout"), file: "Dropout.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "When the pullback is called, other layers have drawn from the generator since, and a closure may not capture "
              + "an inout parameter anyway. What can it capture instead, so that it treats every element as the forward "
              + "pass did?",
            "Quando o pullback é chamado, outras camadas já sortearam do gerador, e uma closure nem pode capturar um "
              + "parâmetro inout. O que ela pode capturar em vez disso, para tratar cada elemento como o forward pass "
              + "tratou?"),
          Text(
            "yᵢ = fᵢ · xᵢ with fᵢ = 0 if uᵢ < rate, else 1 / (1 − rate); ∂xᵢ = fᵢ · ∂yᵢ with the very same f. New numbers in "
              + "the backward pass would be the gradient of another function. Draw in a plain loop or a map: the closure "
              + "of updateRows may run on several threads, so the compiler keeps it from your generator.",
            "yᵢ = fᵢ · xᵢ, em que fᵢ = 0 se uᵢ < taxa, senão 1 / (1 − taxa); ∂xᵢ = fᵢ · ∂yᵢ com exatamente o mesmo f. "
              + "Números novos no backward pass dariam o gradiente de outra função. Sorteie num laço comum ou num map: a "
              + "closure de updateRows pode rodar em várias threads, e o compilador não a deixa mexer no seu gerador."
          ),
          Text(
            "if rate = 0: return x and the identity. mask ← a tensor of x's shape; for each element in order: "
              + "u ← generator.nextUniform(); mask ← 0 where u < rate, else 1 / (1 − rate). Return x · mask, and a closure "
              + "that returns upstream · mask. (A closure can keep a let, not a var.)",
            "se rate = 0: devolva x e a identidade. mask ← um tensor com a forma de x; para cada elemento, em ordem: "
              + "u ← generator.nextUniform(); mask ← 0 onde u < rate, senão 1 / (1 − rate). Devolva x · mask e uma closure "
              + "que devolve gradiente upstream · mask. (Uma closure pode guardar um let, não um var.)"
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
            "A tensor [1, 2, 4] holds 1 to 8. Taken as [1, 2, 2, 2] without moving anything, its second block would be "
              + "5, 6, 7, 8. Which of these belong to head 1, and which does it lack? What has a head all of, and what "
              + "only a share of?",
            "Um tensor [1, 2, 4] tem os números de 1 a 8. Tomado como [1, 2, 2, 2] sem mover nada, o seu segundo bloco "
              + "seria 5, 6, 7, 8. Quais deles são da cabeça 1, e quais lhe faltam? Do que uma cabeça tem tudo, e do "
              + "que só uma parte?"),
          Text(
            "With d = width / headCount, head h of sequence b is rows b·length ..< (b+1)·length and columns "
              + "h·d ..< (h+1)·d of x.matrix, at position b·headCount + h. Its rows are not contiguous in memory, so no "
              + "other shape of the tensor has them as a block: only a view does.",
            "Com d = width / headCount, a cabeça h da sequência b são as linhas b·length ..< (b+1)·length e as colunas "
              + "h·d ..< (h+1)·d de x.matrix, na posição b·headCount + h. As linhas dela não são contíguas na memória; por "
              + "isso nenhuma outra forma do tensor as tem como bloco, só uma view."),
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
              + "merge.",
            "Solutions/03-Attention/Heads.swift: dois maps aninhados de views, sem copiar nada, e um inicializador para "
              + "juntar."),
        ]),
      Exercise(
        "3.9",
        Text("Causal multi-head self-attention", "Autoatenção causal com várias cabeças"),
        file: "CausalSelfAttention.swift", difficulty: .hard, minutes: 60,
        needs: ["0.6", "0.7", "3.5", "3.6", "3.7", "3.8"],
        hints: [
          Text(
            "Write callAsFunction first; withPullback is the same with a pullback kept at each step. Each of your heads "
              + "gives three gradients. Is the order in which the heads give them the order of the twelve parts in the "
              + "page's table? Which element of ∂joined would a wrong order put where?",
            "Escreva primeiro callAsFunction; withPullback é igual, com um pullback guardado em cada passo. Cada uma das "
              + "suas cabeças dá três gradientes. A ordem em que as cabeças os dão é a das doze partes na tabela da "
              + "página? Que elemento de ∂joined uma ordem errada poria onde?"),
          Text(
            "q = parts[3H·b + h], k = parts[3H·b + H + h], v = parts[3H·b + 2H + h]; backward, for each sequence all ∂q, "
              + "then all ∂k, then all ∂v, and not ∂q, ∂k, ∂v of the first head and so on. The second classic slip is one "
              + "generator for all heads: each gets its own split(), and only then does yours draw for the output.",
            "q = parts[3H·b + h], k = parts[3H·b + H + h], v = parts[3H·b + 2H + h]; no backward pass, para cada sequência "
              + "todos os ∂q, depois todos os ∂k, depois todos os ∂v, e não ∂q, ∂k, ∂v da primeira cabeça e assim por "
              + "diante. O segundo erro clássico é um gerador só para todas as cabeças: cada uma ganha o seu split(), e "
              + "só então o seu sorteia para a saída."),
          Text(
            "forward: (joined, p1) ← queryKeyValue; parts ← split; for each head: own ← generator.split(), "
              + "(context, pullback) ← attention with pullback, its dropout drawn from own; (mixed, p2) ← "
              + "projection of the merged contexts; (output, p3) ← dropout(mixed). backward: g ← p3(upstream); "
              + "(g, projection) ← p2(g); split g; each head's pullback gives ∂q, ∂k, ∂v; for each sequence append all ∂q, "
              + "all ∂k, all ∂v; merge them as 3 · headCount heads; (input, queryKeyValue) ← p1(merged).",
            "forward: (joined, p1) ← queryKeyValue; parts ← split; para cada cabeça: own ← generator.split(), "
              + "(context, pullback) ← atenção com pullback, com o dropout sorteado de own; (mixed, p2) ← "
              + "projection dos contextos juntados; (output, p3) ← dropout(mixed). backward: g ← p3(upstream); "
              + "(g, projection) ← p2(g); divida g; o pullback de cada cabeça dá ∂q, ∂k, ∂v; para cada sequência acrescente "
              + "todos os ∂q, todos os ∂k, todos os ∂v; junte-os como 3 · headCount cabeças; (input, queryKeyValue) ← "
              + "p1(juntado)."),
          Text(
            "Solutions/03-Attention/CausalSelfAttention.swift: read callAsFunction first; withPullback is the same with a "
              + "pullback kept at each step. concurrentMap only spreads the heads over the threads: a plain map will do.",
            "Solutions/03-Attention/CausalSelfAttention.swift: leia callAsFunction primeiro; withPullback é igual, com um "
              + "pullback guardado em cada passo. concurrentMap só espalha as cabeças pelas threads: um map comum serve."
          ),
        ]),
    ])
}

import CourseKit

extension Catalogue {
  static let transformer = Chapter(
    4, module: "Transformer", title: Text("A GPT from scratch", "GPT do zero"),
    exercises: [
      Exercise(
        "4.1", Text("Layer norm", "Layer norm"), file: "LayerNorm.swift",
        difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "Every row (one token's vector) is brought to mean 0 and variance 1 on its own. What would happen "
              + "to a row whose numbers are all equal, if there were no ε?",
            "Cada linha (o vetor de um token) vai sozinha para média 0 e variância 1. O que aconteceria com uma "
              + "linha de números todos iguais, se não houvesse ε?"),
          Text(
            "x̂ = (x − mean) / √(variance + ε), variance = Σ (x − mean)² / N, y = weight · x̂ + bias. N is the "
              + "number of columns, and ε stands under the root.",
            "x̂ = (x − média) / √(variância + ε), variância = Σ (x − média)² / N, y = weight · x̂ + bias. N é o "
              + "número de colunas, e o ε fica dentro da raiz."),
          Text(
            "for each row: y ← x − mean(x); v ← sum of squares of y / N; y ← y / √(v + ε); y ← y · weight + bias. "
              + "mapRows gives you the rows; a Row has mean(), sumOfSquares(), scale(by:), multiply(by:), add(_:).",
            "para cada linha: y ← x − média(x); v ← soma dos quadrados de y / N; y ← y / √(v + ε); "
              + "y ← y · weight + bias. mapRows entrega as linhas; uma Row tem mean(), sumOfSquares(), "
              + "scale(by:), multiply(by:), add(_:)."),
          Text(
            "Solutions/04-Transformer/LayerNorm.swift, callAsFunction: the row is centred first, so its variance is "
              + "just its sum of squares divided by N.",
            "Solutions/04-Transformer/LayerNorm.swift, callAsFunction: a linha é centrada primeiro; assim a "
              + "variância é só a soma dos quadrados dividida por N."),
        ]),
      Exercise(
        "4.2", Text("The way back through layer norm", "A volta pela layer norm"),
        file: "LayerNorm.swift", difficulty: .hard, minutes: 40,
        hints: [
          Text(
            "Nudge one x of a row: the mean moves, the variance moves, and so every number of the row changes. By "
              + "how many paths does that x reach the output?",
            "Mexa um pouco em um x da linha: a média muda, a variância muda e, com elas, todos os números da "
              + "linha. Por quantos caminhos esse x chega à saída?"),
          Text(
            "g = ∂y · weight; ∂x = (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + ε); ∂weight = Σ ∂y · x̂ and "
              + "∂bias = Σ ∂y over all rows.",
            "g = ∂y · weight; ∂x = (g − média(g) − x̂ · média(g · x̂)) / √(variância + ε); ∂weight = Σ ∂y · x̂ e "
              + "∂bias = Σ ∂y sobre todas as linhas."),
          Text(
            "forth: keep x̂ and 1/√(v + ε) of each row (mapRowsWithNumbers gives both). back, for each row: "
              + "g ← ∂y · weight; a ← dot(g, x̂) / N; g ← g − mean(g) − a · x̂; g ← g · inverse[row]. Then "
              + "∂weight = ∂y.sumOfRows(times: x̂) and ∂bias = ∂y.sumOfRows().",
            "ida: guarde x̂ e 1/√(v + ε) de cada linha (mapRowsWithNumbers dá os dois). volta, em cada linha: "
              + "g ← ∂y · weight; a ← dot(g, x̂) / N; g ← g − média(g) − a · x̂; g ← g · inverso[linha]. Depois "
              + "∂weight = ∂y.sumOfRows(times: x̂) e ∂bias = ∂y.sumOfRows()."),
          Text(
            "Solutions/04-Transformer/LayerNorm.swift, withPullback: `along` is mean(g · x̂), worked out before the "
              + "row is changed.",
            "Solutions/04-Transformer/LayerNorm.swift, withPullback: `along` é média(g · x̂), calculada antes de a "
              + "linha mudar."),
        ]),
      Exercise(
        "4.3", Text("GELU", "GELU"), file: "GELU.swift", difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "ReLU asks whether x is above 0 and answers 0 or 1. GELU multiplies x by a share that grows smoothly "
              + "from 0 to 1. Which share has x = 0, and what does that make of it?",
            "A ReLU pergunta se x está acima de 0 e responde 0 ou 1. A GELU multiplica x por uma fração que cresce "
              + "suavemente de 0 a 1. Que fração cabe a x = 0, e o que resulta daí?"),
          Text(
            "Exact: x · ½ (1 + erf(x / √2)). With tanh: x · ½ (1 + tanh(√(2/π) · (x + 0.044715 x³))). "
              + "`activation` says which.",
            "Exata: x · ½ (1 + erf(x / √2)). Com tanh: x · ½ (1 + tanh(√(2/π) · (x + 0.044715 x³))). "
              + "`activation` diz qual delas."),
          Text(
            "for each row, switch activation: exact: y ← x / √2; y ← erf(y); tanh: y ← √(2/π) (x + 0.044715 x³); "
              + "y ← tanh(y). Then y ← ½ y + ½; y ← y · x. A Row has copy(_:scaledBy:adding:), errorFunction(), "
              + "hyperbolicTangent(), scale(by:adding:), multiply(by:).",
            "para cada linha, switch activation: exata: y ← x / √2; y ← erf(y); tanh: y ← √(2/π) (x + 0.044715 x³); "
              + "y ← tanh(y). Depois y ← ½ y + ½; y ← y · x. Uma Row tem copy(_:scaledBy:adding:), "
              + "errorFunction(), hyperbolicTangent(), scale(by:adding:), multiply(by:)."),
          Text(
            "Solutions/04-Transformer/GELU.swift: gelu, and the two functions below it that set Φ(x) of a row.",
            "Solutions/04-Transformer/GELU.swift: gelu e as duas funções logo abaixo, que põem Φ(x) numa linha."
          ),
        ]),
      Exercise(
        "4.4", Text("The way back through GELU", "A volta pela GELU"), file: "GELU.swift",
        difficulty: .medium, minutes: 30,
        hints: [
          Text(
            "gelu(x) is a product, x · Φ(x), and both factors change with x. Which rule of derivatives is that?",
            "gelu(x) é um produto, x · Φ(x), e os dois fatores mudam com x. Que regra de derivação é essa?"
          ),
          Text(
            "Exact: gelu′(x) = Φ(x) + x · exp(−x²/2) / √(2π). With tanh: p + x · 2p (1 − p) · u′ with "
              + "p = ½ (1 + tanh u) and u′ = √(2/π)(1 + 3 · 0.044715 x²). ∂x = ∂y · gelu′(x).",
            "Exata: gelu′(x) = Φ(x) + x · exp(−x²/2) / √(2π). Com tanh: p + x · 2p (1 − p) · u′, com "
              + "p = ½ (1 + tanh u) e u′ = √(2/π)(1 + 3 · 0.044715 x²). ∂x = ∂y · gelu′(x)."),
          Text(
            "forth, for each number: p ← Φ(x); d ← the density of the asked form; slope ← p + x · d; output ← x · p. "
              + "back: upstream gradient · slope. mapRowsToPair fills output and slope in one pass; "
              + "exponentiate(times:adding:) makes the exact density.",
            "ida, para cada número: p ← Φ(x); d ← a densidade da forma pedida; inclinação ← p + x · d; saída ← x · p. "
              + "volta: gradiente upstream · inclinação. mapRowsToPair preenche saída e inclinação de uma vez; "
              + "exponentiate(times:adding:) faz a densidade exata."),
          Text(
            "Solutions/04-Transformer/GELU.swift, geluWithPullback: the slope is kept, so the way back is one product.",
            "Solutions/04-Transformer/GELU.swift, geluWithPullback: a inclinação fica guardada, e a volta é um só "
              + "produto."),
        ]),
      Exercise(
        "4.5", Text("Feed-forward", "Feed-forward"), file: "FeedForward.swift",
        difficulty: .medium, minutes: 25, needs: ["0.6", "0.7", "4.3", "4.4"],
        hints: [
          Text(
            "Three steps forth. Each of them has its own way back, already written: in which order are these called?",
            "São três passos na ida. Cada um já tem a sua volta escrita: em que ordem elas são chamadas?"
          ),
          Text(
            "y = gelu(x · W₁ + b₁) · W₂ + b₂. Back: ∂y → W₂'s pullback → GELU's pullback → W₁'s pullback → ∂x.",
            "y = gelu(x · W₁ + b₁) · W₂ + b₂. Volta: ∂y → pullback de W₂ → pullback da GELU → pullback de W₁ → ∂x."
          ),
          Text(
            "(wide, upBack) ← up.withPullback(x); (active, geluBack) ← geluWithPullback(wide, activation); "
              + "(y, downBack) ← down.withPullback(active). back: (a, down) ← downBack(∂y); "
              + "(x, up) ← upBack(geluBack(a)); the gradient is FeedForward(up, down).",
            "(larga, voltaUp) ← up.withPullback(x); (ativa, voltaGelu) ← geluWithPullback(larga, activation); "
              + "(y, voltaDown) ← down.withPullback(ativa). volta: (a, down) ← voltaDown(∂y); "
              + "(x, up) ← voltaUp(voltaGelu(a)); o gradiente é FeedForward(up, down)."),
          Text(
            "Solutions/04-Transformer/FeedForward.swift: the three lines of withPullback and, inside the closure, the "
              + "same three from last to first.",
            "Solutions/04-Transformer/FeedForward.swift: as três linhas de withPullback e, dentro da closure, as "
              + "mesmas três, da última à primeira."),
        ]),
      Exercise(
        "4.6", Text("Block with residuals", "Bloco com residuais"), file: "Block.swift",
        difficulty: .hard, minutes: 40, needs: ["3.7", "3.9", "4.1", "4.2", "4.5"],
        hints: [
          Text(
            "In a sum y = x + f(x), the upstream gradient of y reaches x by two paths. Which are they, and where do they meet?",
            "Numa soma y = x + f(x), o gradiente upstream de y chega a x por dois caminhos. Quais são, e onde se encontram?"
          ),
          Text(
            "m = x + attention(norm₁(x)); y = m + feedForward(norm₂(m)). Back: ∂m = ∂y + (∂y through feed-forward and "
              + "norm₂); ∂x = ∂m + (∂m through attention and norm₁).",
            "m = x + atenção(norm₁(x)); y = m + feedForward(norm₂(m)). Volta: ∂m = ∂y + (∂y pela feed-forward e pela "
              + "norm₂); ∂x = ∂m + (∂m pela atenção e pela norm₁)."),
          Text(
            "forth: norm₁, attention (using: &generator), add x; norm₂, feed-forward, dropout (using: &generator), add "
              + "m; keep the five pullbacks. back: o ← norm₂Back(feedForwardBack(dropoutBack(∂y))); ∂m ← ∂y + o; "
              + "o ← norm₁Back(attentionBack(∂m)); ∂x ← ∂m + o. Each pullback also gives its layer's gradient.",
            "ida: norm₁, atenção (using: &generator), some x; norm₂, feed-forward, dropout (using: &generator), some m; "
              + "guarde os cinco pullbacks. volta: o ← voltaNorm₂(voltaFeedForward(voltaDropout(∂y))); ∂m ← ∂y + o; "
              + "o ← voltaNorm₁(voltaAtenção(∂m)); ∂x ← ∂m + o. Cada pullback também dá o gradiente da sua camada."
          ),
          Text(
            "Solutions/04-Transformer/Block.swift, withPullback: `var gradient = self` is a block to put the four "
              + "gradients in, and `middle` is the sum where both paths meet.",
            "Solutions/04-Transformer/Block.swift, withPullback: `var gradient = self` é um bloco onde pôr os quatro "
              + "gradientes, e `middle` é a soma em que os dois caminhos se encontram."),
        ]),
      Exercise(
        "4.7", Text("From tokens to logits", "Dos tokens aos logits"), file: "GPT.swift",
        difficulty: .medium, minutes: 25, needs: ["0.4", "2.8", "2.9", "4.1", "4.6"],
        hints: [
          Text(
            "You have all the parts. Say it in one sentence: what happens to a batch of ids until there is one logit for "
              + "each token of the vocabulary? OutputHead.swift has a hole of this exercise as well.",
            "Todas as peças já existem. Diga em uma frase: o que acontece com um lote de ids até haver um logit para "
              + "cada token do vocabulário? OutputHead.swift também tem uma lacuna deste exercício."
          ),
          Text(
            "x₀ = tokens' vectors + places' vectors; xₙ = blockₙ(xₙ₋₁); h = norm(x); logits = h · Wᵀ + b, where W and b "
              + "are the head's, or, where the head is nil, W is the token embedding's weight and there is no b.",
            "x₀ = vetores dos tokens + vetores das posições; xₙ = blocoₙ(xₙ₋₁); h = norm(x); logits = h · Wᵀ + b, em que "
              + "W e b são da cabeça ou, quando ela é nil, W é o peso do embedding de tokens e não há b."
          ),
          Text(
            "hiddenStates: x ← positionEmbedding(tokenEmbedding(tokens)); for block in blocks: x ← block(x); "
              + "return finalNorm(x). logits: head(x), or matmul(x, tokenEmbedding.weight.transposed). "
              + "OutputHead: matmul(x, weight.transposed, plus: bias).",
            "hiddenStates: x ← positionEmbedding(tokenEmbedding(tokens)); para cada bloco: x ← bloco(x); "
              + "devolva finalNorm(x). logits: head(x) ou matmul(x, tokenEmbedding.weight.transposed). "
              + "OutputHead: matmul(x, weight.transposed, plus: bias)."),
          Text(
            "Solutions/04-Transformer/GPT.swift, hiddenStates and logits: each block gets what the one before it gave.",
            "Solutions/04-Transformer/GPT.swift, hiddenStates e logits: cada bloco recebe o que o anterior devolveu."
          ),
        ]),
      Exercise(
        "4.8", Text("The way back through the whole model", "A volta pelo modelo inteiro"),
        file: "GPT.swift", difficulty: .hard, minutes: 45,
        needs: ["0.4", "2.8", "2.9", "3.7", "4.2", "4.6", "4.7"],
        hints: [
          Text(
            "The last part to run forth is the first to run back. What does each pullback need, and which one gives it? "
              + "And which weight of GPT-2 is used at two places of the model?",
            "A última peça da ida é a primeira da volta. De que cada pullback precisa, e qual deles o fornece? E qual "
              + "peso do GPT-2 é usado em dois lugares do modelo?"),
          Text(
            "Head: ∂h = ∂logits · W, ∂W = ∂logitsᵀ · h, ∂b = the sum of ∂logits' rows. Then norm, blocks n … 1, dropout, "
              + "positions, tokens. Tied: ∂W of the head + ∂W of the embedding.",
            "Cabeça: ∂h = ∂logits · W, ∂W = ∂logitsᵀ · h, ∂b = a soma das linhas de ∂logits. Depois norm, blocos n … 1, "
              + "dropout, posições, tokens. Compartilhada: ∂W da cabeça + ∂W do embedding."),
          Text(
            "forth: as hiddenStates, but withPullback everywhere, dropout after the positions, and the blocks' pullbacks "
              + "appended to an array. back: gradient ← self with the head's parameters 0; (o, finalNorm) ← normBack(∂); "
              + "for i from the last block to the first: (o, blocks[i]) ← blockBacks[i](o); o ← dropoutBack(o); "
              + "(o, positions) ← positionBack(o); tokens ← tokenBack(o). The logits' pullback puts the head before it.",
            "ida: como hiddenStates, mas com withPullback em tudo, dropout depois das posições e os pullbacks dos blocos "
              + "guardados num array. volta: gradiente ← self com os parâmetros da cabeça em 0; "
              + "(o, finalNorm) ← voltaNorm(∂); para i do último bloco ao primeiro: (o, blocks[i]) ← voltas[i](o); "
              + "o ← voltaDropout(o); (o, posições) ← voltaPosições(o); tokens ← voltaTokens(o). O pullback dos logits "
              + "põe a cabeça antes disso."),
          Text(
            "Solutions/04-Transformer/GPT.swift, hiddenStatesWithPullback: blockPullbacks and its reversed loop; in "
              + "withPullback, the += of the tied weight.",
            "Solutions/04-Transformer/GPT.swift, hiddenStatesWithPullback: blockPullbacks e o laço invertido; em "
              + "withPullback, o += do peso compartilhado."),
        ]),
      Exercise(
        "4.9", Text("Greedy generation", "Geração gulosa"), file: "GreedyGeneration.swift",
        difficulty: .easy, minutes: 20, needs: ["4.7"],
        hints: [
          Text(
            "The model gives logits for the token after every place. Which place asks about the token that does not exist "
              + "yet? And what if the text has grown longer than the context?",
            "O modelo dá logits para o token que vem depois de cada posição. Qual posição pergunta pelo token que ainda "
              + "não existe? E se o texto já for maior que o contexto?"),
          Text(
            "next = argmaxᵥ logits[last place, v], of equal ones the first, over the last contextLength tokens.",
            "próximo = argmaxᵥ logits[última posição, v], o primeiro em caso de empate, sobre os últimos contextLength "
              + "tokens."),
          Text(
            "nextTokenLogits: visible ← tokens.suffix(contextLength); all ← self(TokenBatch(visible)); the last row, "
              + "reshaped to [vocabulary] (lastRows takes it). generateGreedily: repeat count times: append the index of "
              + "the largest logit (a Row has indexOfMax()).",
            "nextTokenLogits: visíveis ← tokens.suffix(contextLength); tudo ← self(TokenBatch(visíveis)); a última "
              + "linha, com a forma [vocabulário] (lastRows a pega). generateGreedily: repita count vezes: acrescente o "
              + "índice do maior logit (uma Row tem indexOfMax())."),
          Text(
            "Solutions/04-Transformer/GreedyGeneration.swift: generateGreedily is a loop of two lines; nextTokenLogits "
              + "also spares the last block the other places, which you need not do.",
            "Solutions/04-Transformer/GreedyGeneration.swift: generateGreedily é um laço de duas linhas; nextTokenLogits "
              + "ainda poupa o último bloco das outras posições, o que você não precisa fazer."),
        ]),
    ])
}

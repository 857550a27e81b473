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
            "A tensor of [2, 3, 4] holds six vectors. How many means and how many variances does its layer norm "
              + "compute, and which values go into one of them?",
            "Um tensor [2, 3, 4] guarda seis vetores. Quantas médias e quantas variâncias a layer norm dele calcula, e "
              + "que valores entram em cada uma?"),
          Text(
            "The decisive order: centre the row first. Then its mean is 0, and the variance is its sum of squares "
              + "divided by the number of columns, without a difference of two large values. ε goes under the root, "
              + "and it is the layer's own.",
            "O que decide é a ordem: centre a linha primeiro. Aí a média é 0, e a variância é a soma dos quadrados "
              + "dividida pelo número de colunas, sem diferença de dois valores grandes. O ε fica dentro da raiz, e é o "
              + "da própria camada."),
          Text(
            "for each row: y ← x − mean(x); v ← sum of squares of y / C; y ← y / √(v + ε); y ← y · weight + bias. "
              + "mapRows gives you the rows; a Row has mean(), sumOfSquares(), scale(by:), multiply(by:), add(_:).",
            "para cada linha: y ← x − média(x); v ← soma dos quadrados de y / C; y ← y / √(v + ε); "
              + "y ← y · weight + bias. mapRows entrega as linhas; uma Row tem mean(), sumOfSquares(), "
              + "scale(by:), multiply(by:), add(_:)."),
          Text(
            "Solutions/04-Transformer/LayerNorm.swift, callAsFunction: the row is centred first, so its variance is "
              + "just its sum of squares divided by the number of columns.",
            "Solutions/04-Transformer/LayerNorm.swift, callAsFunction: a linha é centrada primeiro; assim a "
              + "variância é só a soma dos quadrados dividida pelo número de colunas."),
        ]),
      Exercise(
        "4.2", Text("Layer norm, pullback", "Layer norm, pullback"),
        file: "LayerNorm.swift", difficulty: .hard, minutes: 40,
        hints: [
          Text(
            "Suppose mean and variance were constants. What would ∂x be then? Add up its values for the row "
              + "[1, 3, 3, 9] of the page: do they give 0, as they must? Which term puts the sum right, and what is "
              + "the other one for?",
            "Suponha que média e variância fossem constantes. Quanto seria ∂x? Some os valores dele para a linha "
              + "[1, 3, 3, 9] da página: dá 0, como tem de dar? Que termo conserta a soma, e para que serve o outro?"
          ),
          Text(
            "Two gradients look alike and are not: weight and bias are made with ∂y, summed over all rows; ∂x is made "
              + "with g = ∂y · weight, and both of its means are those of g, one pair for each row. All weights are 1 "
              + "at the start, so the mistake hides there.",
            "Dois gradientes se parecem, mas não são iguais: os de weight e bias se fazem com ∂y, somado sobre todas as "
              + "linhas; ∂x se faz com g = ∂y · weight, e as duas médias são de g, um par por linha. No começo, todos "
              + "os pesos são 1, e o erro fica escondido."),
          Text(
            "forward: keep x̂ and 1/√(v + ε) of each row (mapRowsWithValues gives both). backward, for each row: "
              + "g ← ∂y · weight; a ← dot(g, x̂) / C; g ← g − mean(g) − a · x̂; g ← g · inverse[row]. Then "
              + "∂weight = ∂y.sumOfRows(times: x̂) and ∂bias = ∂y.sumOfRows().",
            "forward: guarde x̂ e 1/√(v + ε) de cada linha (mapRowsWithValues dá os dois). backward, em cada linha: "
              + "g ← ∂y · weight; a ← dot(g, x̂) / C; g ← g − média(g) − a · x̂; g ← g · inverso[linha]. Depois "
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
            "Both forms end in the same way: something between −1 and 1 becomes a share between 0 and 1, and x is "
              + "multiplied by it. So where alone do they differ, and what is best written once for both?",
            "As duas formas terminam igual: algo entre −1 e 1 vira uma fração entre 0 e 1, e x é multiplicado por ela. "
              + "Então em que ponto, e só nele, elas diferem, e o que convém escrever uma vez para as duas?"
          ),
          Text(
            "erf gets x divided by √2. tanh gets √(2/π) · (x + 0.044715 x³): the root multiplies both terms, and "
              + "taking out x leaves a polynomial in x², which scale(by:adding:) does in one call. Do not round the "
              + "constants.",
            "erf recebe x dividido por √2. tanh recebe √(2/π) · (x + 0.044715 x³): a raiz multiplica os dois termos e, "
              + "com x em evidência, sobra um polinômio em x², que scale(by:adding:) faz numa chamada. Não arredonde "
              + "as constantes."),
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
        "4.4", Text("GELU, pullback", "GELU, pullback"), file: "GELU.swift",
        difficulty: .medium, minutes: 30,
        hints: [
          Text(
            "Test your slope at three points before any program runs: at 0, far to the left, far to the right. Which "
              + "of the two terms of the product rule would be missing if the one at 0 came out as 0?",
            "Teste a sua inclinação em três pontos antes de rodar qualquer coisa: em 0, bem à esquerda e bem à direita. "
              + "Qual dos dois termos da regra do produto estaria faltando se a de 0 desse 0?"),
          Text(
            "The exact density is one exponential: exp(−x²/2) / √(2π) = exp(−½ · x² − ½ ln 2π). In the form with tanh "
              + "the 2 before p (1 − p) and the 3 that x³ brings down are lost most easily.",
            "A densidade exata é uma só exponencial: exp(−x²/2) / √(2π) = exp(−½ · x² − ½ ln 2π). Na forma com tanh, o "
              + "que mais se perde é o 2 antes de p (1 − p) e o 3 que desce de x³."),
          Text(
            "forward, for each element: p ← Φ(x); d ← the density of the asked form; slope ← p + x · d; output ← x · p. "
              + "backward: upstream · slope. mapRowsToPair fills output and slope in one pass; "
              + "exponentiate(times:adding:) makes the exact density.",
            "forward, para cada elemento: p ← Φ(x); d ← a densidade da forma pedida; inclinação ← p + x · d; "
              + "saída ← x · p. backward: gradiente upstream · inclinação. mapRowsToPair preenche saída e inclinação de "
              + "uma vez; exponentiate(times:adding:) faz a densidade exata."),
          Text(
            "Solutions/04-Transformer/GELU.swift, geluWithPullback: the slope is kept, so the backward pass is one product.",
            "Solutions/04-Transformer/GELU.swift, geluWithPullback: a inclinação fica guardada, e o backward é um só "
              + "produto."),
        ]),
      Exercise(
        "4.5", Text("Feed-forward", "Feed-forward"), file: "FeedForward.swift",
        difficulty: .medium, minutes: 25, needs: ["0.6", "0.7", "4.3", "4.4"],
        hints: [
          Text(
            "The closure receives ∂y. Which of your three forward results is y, and whose pullback can therefore be the "
              + "only one to start with? Ask the same of what it gives.",
            "A closure recebe ∂y. Qual dos seus três resultados do forward é y, e qual pullback, portanto, é o único que "
              + "pode começar? Pergunte o mesmo sobre o que ele devolve."),
          Text(
            "∂y → W₂'s pullback → GELU's pullback → W₁'s pullback → ∂x. GELU is run on what W₁ gave, and its pullback "
              + "between the other two; leave it out, and all shapes are still right. The form in `activation` counts in "
              + "both functions.",
            "∂y → pullback de W₂ → pullback da GELU → pullback de W₁ → ∂x. A GELU roda sobre o que W₁ deu, e o pullback "
              + "dela, entre os outros dois; sem ele, todas as formas ainda dão certo. A forma em `activation` vale nas "
              + "duas funções."),
          Text(
            "(wide, upPullback) ← up.withPullback(x); (active, geluPullback) ← geluWithPullback(wide, activation); "
              + "(y, downPullback) ← down.withPullback(active). backward: (a, down) ← downPullback(∂y); "
              + "(x, up) ← upPullback(geluPullback(a)); the gradient is FeedForward(up, down).",
            "(larga, pullbackUp) ← up.withPullback(x); (ativa, pullbackGelu) ← geluWithPullback(larga, activation); "
              + "(y, pullbackDown) ← down.withPullback(ativa). backward: (a, down) ← pullbackDown(∂y); "
              + "(x, up) ← pullbackUp(pullbackGelu(a)); o gradiente é FeedForward(up, down)."),
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
            "Draw the block as a line with two loops. Follow ∂y against the arrows with a finger: at which points do "
              + "two fingers arrive, and what has each of them passed?",
            "Desenhe o bloco como uma linha com duas alças. Siga ∂y com o dedo contra as setas: em que pontos chegam "
              + "dois dedos, e por onde cada um passou?"),
          Text(
            "∂m = ∂y + (∂y through dropout, feed-forward and norm₂); ∂x = ∂m + (∂m through attention and norm₁): the "
              + "attention's output is part of m, so its upstream gradient is ∂m. Draw in the order of the forward pass: "
              + "the attention first, then the feed-forward's dropout.",
            "∂m = ∂y + (∂y pelo dropout, pela feed-forward e pela norm₂); ∂x = ∂m + (∂m pela atenção e pela norm₁): a "
              + "saída da atenção faz parte de m, e o gradiente upstream dela é ∂m. Sorteie na ordem do forward: a "
              + "atenção primeiro, depois o dropout da feed-forward."),
          Text(
            "forward: norm₁, attention (using: &generator), add x; norm₂, feed-forward, dropout (using: &generator), add "
              + "m; keep the five pullbacks. backward: o ← norm₂(feedForward(dropout(∂y))), meaning their pullbacks; "
              + "∂m ← ∂y + o; o ← norm₁(attention(∂m)); ∂x ← ∂m + o. Each pullback also gives its layer's gradient.",
            "forward: norm₁, atenção (using: &generator), some x; norm₂, feed-forward, dropout (using: &generator), some "
              + "m; guarde os cinco pullbacks. backward: o ← norm₂(feedForward(dropout(∂y))), ou seja, os pullbacks; "
              + "∂m ← ∂y + o; o ← norm₁(atenção(∂m)); ∂x ← ∂m + o. Cada pullback também dá o gradiente da sua camada."
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
            "Imagine a model without any blocks. Which parts are left between ids and logits, and in which order? Once "
              + "that works, into which gap do the blocks go?",
            "Imagine um modelo sem nenhum bloco. Que peças restam entre os ids e os logits, e em que ordem? Quando isso "
              + "funcionar, em que vão entram os blocos?"),
          Text(
            "The parts that are forgotten without an error: the last norm, before the head, not in it; and that each "
              + "block gets what the one before it gave, not the embeddings. Where the head is nil, W is the token "
              + "embedding's weight, and there is no bias.",
            "O que se esquece sem que haja erro: a última layer norm, antes da cabeça, não dentro dela; e que cada bloco "
              + "recebe o que o anterior deu, não os embeddings. Quando a cabeça é nil, W é o peso do embedding de "
              + "tokens, e não há bias."),
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
        "4.8", Text("The whole model, pullback", "Modelo inteiro, pullback"),
        file: "GPT.swift", difficulty: .hard, minutes: 45,
        needs: ["0.4", "2.8", "2.9", "3.7", "4.2", "4.6", "4.7"],
        hints: [
          Text(
            "Walk through the parts of the struct: for each, which line of your closure puts its gradient into the copy? "
              + "A part without such a line still holds weights. And which part has a gradient although the hidden states "
              + "never met it?",
            "Percorra as peças da struct: para cada uma, que linha da sua closure põe o gradiente dela na cópia? Uma peça "
              + "sem essa linha ainda guarda pesos. E que peça tem um gradiente, embora os estados ocultos nunca tenham "
              + "passado por ela?"),
          Text(
            "One variable carries the gradient on: each pullback gets what the last one gave, the reversed loop over the "
              + "blocks too, and the embeddings' dropout comes before the positions. The tied weight takes += of the "
              + "head's ∂W, once the embedding's gradient is there; = would throw that away.",
            "Uma variável leva o gradiente adiante: cada pullback recebe o que o último devolveu, também no laço invertido "
              + "dos blocos, e o dropout dos embeddings vem antes das posições. O peso compartilhado recebe += do ∂W da "
              + "cabeça, depois que o gradiente do embedding já está lá; com = ele se perderia."),
          Text(
            "forward: as hiddenStates, but withPullback everywhere, dropout after the positions, and the blocks' pullbacks "
              + "appended to an array. backward: gradient ← self with the head's parameters 0; (o, finalNorm) ← norm(∂), "
              + "meaning its pullback; for i from the last block to the first: (o, blocks[i]) ← pullbacks[i](o); "
              + "o ← dropout(o); (o, positions) ← position(o); tokens ← token(o). The logits' pullback puts the head "
              + "before it.",
            "forward: como hiddenStates, mas com withPullback em tudo, dropout depois das posições e os pullbacks dos "
              + "blocos guardados num array. backward: gradiente ← self com os parâmetros da cabeça em 0; "
              + "(o, finalNorm) ← norm(∂), ou seja, o pullback dela; para i do último bloco ao primeiro: "
              + "(o, blocks[i]) ← pullbacks[i](o); o ← dropout(o); (o, posições) ← posição(o); tokens ← token(o). O "
              + "pullback dos logits põe a cabeça antes disso."),
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
            "The model gives a row of logits for every position that it sees. Which of them asks about the token that does "
              + "not exist yet, and what do the others ask about?",
            "O modelo dá uma linha de logits para cada posição que vê. Qual delas pergunta pelo token que ainda não existe, "
              + "e pelo que perguntam as outras?"),
          Text(
            "next = argmaxᵥ logits[last position, v], of equal ones the first, over the last contextLength tokens. Crop "
              + "only what the model sees: the whole text is returned, also what no longer fits into the context. All "
              + "logits may be negative.",
            "próximo = argmaxᵥ logits[última posição, v], o primeiro em caso de empate, sobre os últimos contextLength "
              + "tokens. Corte só o que o modelo vê: devolva o texto inteiro, inclusive o que já não cabe no contexto. Todos "
              + "os logits podem ser negativos."),
          Text(
            "nextTokenLogits: visible ← tokens.suffix(contextLength); all ← self(TokenBatch(visible)); the last row, "
              + "reshaped to [vocabulary] (lastRows takes it). generateGreedily: repeat count times: append the index of "
              + "the largest logit (a Row has indexOfMax()).",
            "nextTokenLogits: visíveis ← tokens.suffix(contextLength); tudo ← self(TokenBatch(visíveis)); a última "
              + "linha, com a forma [vocabulário] (lastRows a pega). generateGreedily: repita count vezes: acrescente o "
              + "índice do maior logit (uma Row tem indexOfMax())."),
          Text(
            "Solutions/04-Transformer/GreedyGeneration.swift: generateGreedily is a loop of two lines; nextTokenLogits "
              + "also spares the last block the other positions, which you need not do.",
            "Solutions/04-Transformer/GreedyGeneration.swift: generateGreedily é um laço de duas linhas; nextTokenLogits "
              + "ainda poupa o último bloco das outras posições, o que você não precisa fazer."),
        ]),
    ])
}

import CourseKit

extension Catalogue {
  static let pretraining = Chapter(
    5, module: "Pretraining", title: Text("Pretraining", "Pré-treinamento"),
    exercises: [
      Exercise(
        "5.1", Text("Cross-entropy", "Entropia cruzada"), file: "CrossEntropy.swift",
        difficulty: .medium, minutes: 20,
        hints: [
          Text(
            "A row of logits is [1000, 1001], and token 0 came. Its loss is the same as that of [0, 1]: why? And "
              + "what would exp of the first row be on the way to it?",
            "Uma linha de logits é [1000, 1001], e veio o token 0. A perda dela é a mesma de [0, 1]: por quê? E "
              + "quanto seria, no caminho, exp da primeira linha?"),
          Text(
            "For [0, ln 3] and target 0 the formula gives ln(⅓ + 1) + ln 3 − 0 = ln 4. The mean is one over all "
              + "rows that count, in whatever sequence they stand, and not one of the sequences' means. Is there always "
              + "a row that counts? 0 / 0 is no number.",
            "Para [0, ln 3] e o alvo 0, a fórmula dá ln(⅓ + 1) + ln 3 − 0 = ln 4. A média é uma só, sobre todas as "
              + "linhas que contam, em qualquer sequência que estejam, e não a das médias das sequências. Sempre há uma "
              + "linha que conta? 0 / 0 não é um número."),
          Text(
            "for each row with its target t: if t = −1, 0; else largest ← max; s ← sum of exp(z − largest); log(s) "
              + "+ largest − z[t]. Then the sum / max(1, countedTargets). reduceRows makes one number of each row; "
              + "row.index says which target belongs to it; withMutableCopy lends a copy of the row to change.",
            "para cada linha com seu alvo t: se t = −1, 0; senão maior ← máximo; s ← soma de exp(z − maior); log(s) "
              + "+ maior − z[t]. Depois a soma / max(1, countedTargets). reduceRows faz um número de cada linha; "
              + "row.index diz qual alvo é o dela; withMutableCopy empresta uma cópia da linha para alterar."
          ),
          Text(
            "Solutions/05-Pretraining/NegativeLogLikelihoods.swift: negativeLogLikelihoods is the formula, row by "
              + "row; crossEntropy in CrossEntropy.swift only adds up and divides.",
            "Solutions/05-Pretraining/NegativeLogLikelihoods.swift: negativeLogLikelihoods é a fórmula, linha por "
              + "linha; crossEntropy, em CrossEntropy.swift, só soma e divide."),
        ]),
      Exercise(
        "5.2", Text("Cross-entropy, pullback", "Entropia cruzada, pullback"),
        file: "CrossEntropy.swift", difficulty: .medium, minutes: 20, needs: ["5.1"],
        hints: [
          Text(
            "If the target's logit rises a little, does the loss rise or fall? And if another logit rises? When "
              + "would you be content and change nothing at all?",
            "Se o logit do alvo sobe um pouco, a perda sobe ou desce? E se outro logit sobe? Quando você estaria "
              + "satisfeito e não mudaria nada?"),
          Text(
            "∂zⱼ = ∂L / n · (pⱼ − δⱼₜ). Three checks find most slips: every row adds up to 0; a row with the target "
              + "−1 is 0 everywhere, and n does not count it; pullback(2) is twice pullback(1). p is the stable "
              + "softmax, as in the loss.",
            "∂zⱼ = ∂L / n · (pⱼ − δⱼₜ). Três conferências acham quase todo deslize: toda linha soma 0; uma linha "
              + "com o alvo −1 é 0 em tudo, e n não a conta; pullback(2) é o dobro de pullback(1). p é o softmax "
              + "estável, como na perda."),
          Text(
            "return crossEntropy(…) and a closure: for each row: copy the logits; softmax them, stably; take 1 from "
              + "the target's entry; scale by upstream / n, n at least 1. logits.mapRows { gradient, logits in "
              + "… } gives a new tensor and leaves the logits as they are.",
            "devolva crossEntropy(…) e uma closure: para cada linha: copie os logits; aplique o softmax estável; "
              + "tire 1 da entrada do alvo; multiplique por gradiente upstream / n, com n no mínimo 1. logits.mapRows { "
              + "gradient, logits in … } dá um tensor novo e não mexe nos logits."),
          Text(
            "Solutions/05-Pretraining/NegativeLogLikelihoods.swift: negativeLogLikelihoodsWithPullback works out "
              + "softmax and loss of each row in one pass; its closure does the rest.",
            "Solutions/05-Pretraining/NegativeLogLikelihoods.swift: negativeLogLikelihoodsWithPullback calcula o "
              + "softmax e a perda de cada linha numa só passada; a closure faz o resto."),
        ]),
      Exercise(
        "5.3", Text("Batches, split, evaluation", "Lotes, divisão e avaliação"),
        file: "TrainingText.swift", difficulty: .medium, minutes: 30, needs: ["2.7", "5.1"],
        hints: [
          Text(
            "Training draws windows at random, evaluation sees each target once. Which of the two may overlap? And "
              + "if one batch has 3 targets and another 1, how much should each weigh in the mean?",
            "O treino sorteia janelas; a avaliação vê cada alvo uma vez. Qual das duas pode ter sobreposição? E se "
              + "um lote tem 3 alvos e outro tem 1, quanto cada um deve pesar na média?"),
          Text(
            "It is the validation part that is rounded down: 5 tokens and a share of 0.5 make 3 and 2. A batch's "
              + "loss is a mean; times its counted targets it is a sum again, and sums may be added. Each random window "
              + "takes one draw, so the draws come in the order of the windows.",
            "É a parte de validação que se arredonda para baixo: 5 tokens e uma fração de 0,5 dão 3 e 2. A perda de "
              + "um lote é uma média; vezes os alvos que contam, volta a ser uma soma, e somas podem ser somadas. Cada "
              + "janela aleatória usa um sorteio; os sorteios vêm, portanto, na ordem das janelas."),
          Text(
            "batch: a TokenWindow for each start; its inputs and its targets as rows. randomBatch: draw count "
              + "starts with startPositions.randomElement(using: &generator)!, then batch. consecutiveBatches: windowStarts "
              + "with a stride of windowLength, cut into pieces of count, the last one shorter. evaluate: add loss · "
              + "countedTargets, and the targets; divide at the end, by 1 if there are none.",
            "batch: uma TokenWindow para cada início; suas entradas e seus alvos viram linhas. randomBatch: sorteie "
              + "count inícios com startPositions.randomElement(using: &generator)!, depois batch. consecutiveBatches: "
              + "windowStarts com passo windowLength, cortado em pedaços de count, o último mais curto. evaluate: some "
              + "perda · countedTargets, e os alvos; divida no fim, por 1 se não houver nenhum."),
          Text(
            "Solutions/05-Pretraining/TrainingText.swift: see how stride(from:to:by:) cuts the starts into batches, "
              + "and that evaluate divides only once.",
            "Solutions/05-Pretraining/TrainingText.swift: veja como stride(from:to:by:) corta os inícios em lotes, "
              + "e que evaluate divide uma única vez."),
        ]),
      Exercise(
        "5.4", Text("AdamW", "AdamW"), file: "AdamW.swift", difficulty: .hard, minutes: 40,
        hints: [
          Text(
            "A model of three parameters makes its second update. How many moments are there, and what is `step`? "
              + "How does the closure of visitParameters find the moments of the parameter that it is lent?",
            "Um modelo de três parâmetros faz a segunda atualização. Quantos momentos existem, e quanto vale "
              + "`step`? Como a closure de visitParameters acha os momentos do parâmetro que lhe é emprestado?"
          ),
          Text(
            "What is kept is m and v; m̂ and v̂ are for this update only. ε is added to √v̂, outside the root and "
              + "after the correction. And the decay takes θ from before the step: θ · (1 − ηλ) first, then − η · m̂ / "
              + "(√v̂ + ε). A norm's weight has one axis, so its name does not decide.",
            "O que se guarda é m e v; m̂ e v̂ só valem para esta atualização. O ε é somado a √v̂, fora da raiz e "
              + "depois da correção. E o decaimento usa o θ de antes do passo: primeiro θ · (1 − ηλ), depois − η · m̂ / "
              + "(√v̂ + ε). O peso de uma norma tem um eixo só; quem decide, portanto, não é o nome."
          ),
          Text(
            "if there are no moments, make zeros like the gradients; step += 1; index = 0; "
              + "model.visitParameters(under: \"\") { parameter: update m and v at index with the gradient at index; λ "
              + "is 0 unless parameter.rank >= 2; θ ← θ · (1 − ηλ) − η · m̂ / (√v̂ + ε); index += 1 }.",
            "se não há momentos, crie zeros como os gradientes; step += 1; index = 0; model.visitParameters(under: "
              + "\"\") { parâmetro: atualize m e v de index com o gradiente de index; λ é 0, a não ser que "
              + "parameter.rank >= 2; θ ← θ · (1 − ηλ) − η · m̂ / (√v̂ + ε); index += 1 }."),
          Text(
            "Solutions/05-Pretraining/AdamW.swift: the private update(_:_:_:_:) handles one parameter; follow how "
              + "`move` becomes m / (√v̂ + ε) row by row.",
            "Solutions/05-Pretraining/AdamW.swift: o update(_:_:_:_:) privado cuida de um parâmetro; acompanhe como "
              + "`move` se torna m / (√v̂ + ε), linha por linha."),
        ]),
      Exercise(
        "5.5", Text("Warm-up and cosine", "Aquecimento e cosseno"),
        file: "LearningRateSchedule.swift", difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "Of 6 steps, 2 are warm-up. How many steps have the peak, and which is the first to have the minimum? "
              + "And without any warm-up, which case does step 0 belong to?",
            "De 6 passos, 2 são de aquecimento. Quantos passos têm a taxa do pico, e qual é o primeiro com o "
              + "mínimo? E sem aquecimento nenhum, a que caso pertence o passo 0?"),
          Text(
            "Between whole numbers, 3 / 4 is 0. What would that make of the rise, and what of the fall? Two steps, "
              + "the last of the warm-up and the first of the fall, should come out at the peak: try them first.",
            "Entre números inteiros, 3 / 4 é 0. O que isso faria da subida, e o que faria da descida? Dois passos, "
              + "o último do aquecimento e o primeiro da descida, devem dar o pico: experimente esses primeiro."
          ),
          Text(
            "first ask for the warm-up: peak · (s + 1) / warmUp; then for the end: minimum; then the cosine with q "
              + "= (s − warmUp) / (total − warmUp). Make Floats of the steps before dividing.",
            "primeiro pergunte pelo aquecimento: pico · (s + 1) / aquecimento; depois pelo fim: mínimo; depois o "
              + "cosseno, com q = (s − aquecimento) / (total − aquecimento). Converta os passos em Float antes de "
              + "dividir."),
          Text(
            "Solutions/05-Pretraining/LearningRateSchedule.swift: four lines in callAsFunction.",
            "Solutions/05-Pretraining/LearningRateSchedule.swift: quatro linhas em callAsFunction."),
        ]),
      Exercise(
        "5.6", Text("Clip by global norm", "Corte pela norma global"),
        file: "GradientClipping.swift", difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "A gradient of 0.1 is shorter than the limit of 1. What would limit / norm make of it? And what of a "
              + "gradient that is 0 everywhere?",
            "Um gradiente de comprimento 0,1 é mais curto que o limite 1. O que limite / norma faria com ele? E com "
              + "um gradiente que é 0 em tudo?"),
          Text(
            "What adds up over the parameters is the sum of squares; the root comes once, at the end. And the norm "
              + "that is returned is the one from before: measured after the scaling it would be the limit, and tell "
              + "nothing.",
            "O que se soma sobre os parâmetros é a soma dos quadrados; a raiz vem uma vez, no fim. E a norma "
              + "devolvida é a de antes: medida depois de encurtar, ela seria o limite e não diria nada."
          ),
          Text(
            "globalNorm: add parameter.tensor.sumOfSquares() over gradient.parameters, then one root. clip: let "
              + "norm; if it is over the limit, gradient.scale(by: limit / norm), as a Float; return norm.",
            "globalNorm: some parameter.tensor.sumOfSquares() sobre gradient.parameters, depois uma raiz só. clip: "
              + "let norm; se passa do limite, gradient.scale(by: limite / norma), como Float; devolva norm."
          ),
          Text(
            "Solutions/05-Pretraining/GradientClipping.swift: one line for the norm, three for clip.",
            "Solutions/05-Pretraining/GradientClipping.swift: uma linha para a norma, três para clip."
          ),
        ]),
      Exercise(
        "5.7", Text("Training loop with accumulation", "Laço de treino com acumulação"),
        file: "Training.swift", difficulty: .hard, minutes: 40,
        needs: ["5.1", "5.2", "5.4", "5.5", "5.6"],
        hints: [
          Text(
            "Write down, in their order, all calls of a step with two batches that draw from `generator`. What "
              + "would be drawn otherwise if each batch's generator were split off as soon as the batch is there? And "
              + "which value has `step` when the schedule is asked?",
            "Anote, na ordem, todas as chamadas que tiram números de `generator` num passo com dois lotes. O que "
              + "sairia diferente se o gerador de cada lote fosse separado logo que o lote existe? E que valor tem "
              + "`step` quando se consulta a agenda?"),
          Text(
            "An upstream gradient of rₐ = counted targets of batch a / those of all batches does the averaging in "
              + "the backward pass; the loss is Σ rₐ · lossₐ. 1 / accumulation is right only where the batches have "
              + "equally many, and without any target the share must be 0, not 0 / 0.",
            "Um gradiente upstream de rₐ = alvos que contam no lote a / os de todos os lotes já tira a média no "
              + "backward pass; a perda é Σ rₐ · perdaₐ. 1 / accumulation só está certo quando os lotes têm o mesmo "
              + "número, e sem nenhum alvo a parte deve ser 0, e não 0 / 0."),
          Text(
            "draw all batches; split a generator for each. for each batch: (logits, modelPullback) = "
              + "model.withPullback(inputs, using: its generator); (loss, lossPullback) = "
              + "crossEntropyWithPullback(logits, targets); gradient = modelPullback(lossPullback(r)), r = its share of "
              + "targets.countedPositions.count; add r · loss; the first gradient begins the sum, the others are added. "
              + "norm = clip; rate = schedule(step); optimizer.update; report; step += 1.",
            "sorteie todos os lotes; faça um split do gerador para cada um. para cada lote: (logits, "
              + "pullbackDoModelo) = model.withPullback(inputs, using: o gerador dele); (perda, pullbackDaPerda) = "
              + "crossEntropyWithPullback(logits, targets); gradiente = pullbackDoModelo(pullbackDaPerda(r)), r = a "
              + "parte do lote em targets.countedPositions.count; some r · perda; o primeiro gradiente começa a soma, os "
              + "outros se juntam com add. norm = clip; taxa = schedule(step); optimizer.update; relatório; step += 1."
          ),
          Text(
            "Solutions/05-Pretraining/Training.swift: meanLossAndGradient works on the batches side by side, by "
              + "SumOfGradients.swift; a plain for loop is as right. See how `defer` counts the step after the report.",
            "Solutions/05-Pretraining/Training.swift: meanLossAndGradient trata os lotes lado a lado, com "
              + "SumOfGradients.swift; um laço for simples também está certo. Veja como `defer` conta o passo depois do "
              + "relatório."),
        ]),
      Exercise(
        "5.8", Text("Temperature, top-k, top-p", "Temperatura, top-k, top-p"),
        file: "Decoding.swift", difficulty: .medium, minutes: 40, needs: ["1.3"],
        hints: [
          Text(
            "The probabilities are 0.4, 0.3, 0.2, 0.1, k is 2 and p is 0.5. Which tokens stay in the end? And which "
              + "would stay if top-p still counted by the probabilities from before top-k?",
            "As probabilidades são 0,4, 0,3, 0,2 e 0,1, k é 2 e p é 0,5. Que tokens ficam no fim? E quais ficariam "
              + "se o top-p ainda contasse pelas probabilidades de antes do top-k?"),
          Text(
            "A sum that just reaches p is enough: ≥, not >. Subtract the largest logit before you divide by a small "
              + "τ, or exp overflows. At τ = 0 there is nothing to divide and nothing to draw: a number taken from the "
              + "generator would move all later draws.",
            "Uma soma que alcança p na conta exata basta: ≥, e não >. Subtraia o maior logit antes de dividir por "
              + "um τ pequeno, senão exp estoura. Com τ = 0 não há o que dividir nem o que sortear: um número tirado do "
              + "gerador deslocaria todos os sorteios seguintes."),
          Text(
            "order ← indices sorted by falling probability, of equal ones the lower index first. keepTopK: its "
              + "first k. keepTopP: take from order; add; stop when sum ≥ p. Then zeros everywhere but at those taken: "
              + "probability / sum of those taken. probabilities: τ = 0 → 1 at the first largest logit; else softmax, "
              + "top-k, top-p. choose: τ = 0 → that token, without a draw; else sampleCategory.",
            "ordem ← índices por probabilidade decrescente; entre iguais, o menor índice primeiro. keepTopK: os k "
              + "primeiros. keepTopP: tire da ordem; some; pare quando soma ≥ p. Depois zeros em tudo, menos nos "
              + "escolhidos: probabilidade / soma dos escolhidos. probabilities: τ = 0 → 1 no primeiro maior logit; "
              + "senão softmax, top-k, top-p. choose: τ = 0 → esse token, sem sorteio; senão sampleCategory."
          ),
          Text(
            "Solutions/05-Pretraining/Decoding.swift: likeliestFirst and keeping at the end of the file do most of "
              + "the work for both rules.",
            "Solutions/05-Pretraining/Decoding.swift: likeliestFirst e keeping, no fim do arquivo, fazem quase todo "
              + "o trabalho das duas regras."),
        ]),
      Exercise(
        "5.9", Text("Checkpoint, exact resume", "Checkpoint e retomada exata"),
        file: "Checkpoint.swift", difficulty: .medium, minutes: 30, needs: ["5.4"],
        hints: [
          Text(
            "A resumed run has the right loss in its first step and a wrong one from the second on. What was "
              + "restored, and what may have been forgotten? And if already the first loss is wrong?",
            "Uma execução retomada tem a perda certa no primeiro passo e errada do segundo em diante. O que foi "
              + "restaurado, e o que pode ter sido esquecido? E se já a primeira perda sai errada?"),
          Text(
            "The generator's state is a UInt64 and may be too large for an Int; and SeededGenerator(seed:) would "
              + "mix it once more, where (state:) takes it up as it is. The step and the optimizer's count are two "
              + "numbers, though they are often equal: the one is for the schedule, the other for the bias correction.",
            "O estado do gerador é um UInt64 e pode não caber num Int; e SeededGenerator(seed:) o embaralharia mais "
              + "uma vez, enquanto (state:) o retoma como está. O passo e a contagem do otimizador são dois números, "
              + "embora muitas vezes iguais: um é para a agenda, o outro para a correção do viés inicial."
          ),
          Text(
            "save: list the parameters, then zip(parameters, moments) under their prefixes; SafetensorsFile.write. "
              + "restore: read the file; the three metadata or throw noCheckpoint; var restored = self; load its model; "
              + "if adam.step > 0, read both moments of every parameter; set step, optimizer.step and "
              + "SeededGenerator(state:); last of all self = restored.",
            "save: liste os parâmetros, depois zip(parâmetros, momentos) com os prefixos; SafetensorsFile.write. "
              + "restore: leia o arquivo; os três metadados ou lance noCheckpoint; var restored = self; carregue o "
              + "modelo dele; se adam.step > 0, leia os dois momentos de cada parâmetro; ponha step, optimizer.step e "
              + "SeededGenerator(state:); por último, self = restored."),
          Text(
            "Solutions/05-Pretraining/Checkpoint.swift: all reading happens in `restored`, a copy; only the last "
              + "line of restore changes the training.",
            "Solutions/05-Pretraining/Checkpoint.swift: toda a leitura acontece em `restored`, uma cópia; só a "
              + "última linha de restore altera o treino."),
        ]),
    ])
}

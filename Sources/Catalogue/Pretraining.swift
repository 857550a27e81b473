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
            "The logits of one row are [0, ln 3]. What is the probability of each token, and how surprised are you "
              + "by the first? Why would you rather not form the probability before the logarithm?",
            "Os logits de uma linha são [0, ln 3]. Qual é a probabilidade de cada token, e quanto o primeiro "
              + "surpreende você? Por que é melhor não formar a probabilidade antes do logaritmo?"),
          Text(
            "−ln softmax(z)ₜ = ln Σₖ exp(zₖ − m) + m − zₜ with m = max z. The loss is the sum of these over the rows "
              + "whose target is not −1, divided by the number of such rows (by 1 if there is none).",
            "−ln softmax(z)ₜ = ln Σₖ exp(zₖ − m) + m − zₜ, com m = max z. A perda é a soma disso sobre as linhas cujo "
              + "alvo não é −1, dividida pelo número dessas linhas (por 1, se não houver nenhuma)."),
          Text(
            "for each row with its target t: if t = −1, 0; else m ← max; s ← sum of exp(z − m); log(s) + m − z[t]. "
              + "Then the sum / max(1, countedTargets). reduceRows makes one number of each row; row.index says which "
              + "target belongs to it; withMutableCopy lends a copy of the row to change.",
            "para cada linha com seu alvo t: se t = −1, 0; senão m ← máximo; s ← soma de exp(z − m); log(s) + m − z[t]. "
              + "Depois a soma / max(1, countedTargets). reduceRows faz um número de cada linha; row.index diz qual "
              + "alvo é o dela; withMutableCopy empresta uma cópia da linha para alterar."),
          Text(
            "Solutions/05-Pretraining/CrossEntropy.swift: `surprise(of:logits:)` is the formula for one row; "
              + "crossEntropy only adds up and divides.",
            "Solutions/05-Pretraining/CrossEntropy.swift: `surprise(of:logits:)` é a fórmula para uma linha; "
              + "crossEntropy só soma e divide."),
        ]),
      Exercise(
        "5.2", Text("Cross-entropy pullback", "Pullback da entropia cruzada"),
        file: "CrossEntropy.swift", difficulty: .medium, minutes: 20, needs: ["5.1"],
        hints: [
          Text(
            "If the target's logit rises a little, does the loss rise or fall? And if another logit rises? When would "
              + "you be content and change nothing at all?",
            "Se o logit do alvo sobe um pouco, a perda sobe ou desce? E se outro logit sobe? Quando você estaria "
              + "satisfeito e não mudaria nada?"),
          Text(
            "∂zⱼ = (softmax(z)ⱼ − [j = t]) · upstream gradient / n, with n the number of targets that are not −1 (at least 1). "
              + "A row with the target −1 gets 0 everywhere.",
            "∂zⱼ = (softmax(z)ⱼ − [j = t]) · gradiente upstream / n, em que n é o número de alvos diferentes de −1 (no mínimo "
              + "1). Uma linha com o alvo −1 recebe 0 em tudo."),
          Text(
            "return crossEntropy(…) and a closure: for each row: copy the logits; softmax them, stably; take 1 from the "
              + "target's place; scale by upstream gradient / n. logits.mapRows { gradient, logits in … } gives a new tensor "
              + "and leaves the logits as they are.",
            "devolva crossEntropy(…) e uma closure: para cada linha: copie os logits; aplique o softmax estável; tire 1 "
              + "no lugar do alvo; multiplique por gradiente upstream / n. logits.mapRows { gradient, logits in … } dá um "
              + "tensor novo e não mexe nos logits."),
          Text(
            "Solutions/05-Pretraining/CrossEntropy.swift: crossEntropyWithPullback works out softmax and loss of each row "
              + "in one pass; its closure does the rest.",
            "Solutions/05-Pretraining/CrossEntropy.swift: crossEntropyWithPullback calcula o softmax e a perda de cada "
              + "linha numa só passada; a closure faz o resto."),
        ]),
      Exercise(
        "5.3", Text("Batches, split, evaluation", "Lotes, divisão e avaliação"),
        file: "TrainingText.swift", difficulty: .medium, minutes: 30, needs: ["2.7", "5.1"],
        hints: [
          Text(
            "Training sees windows by chance, evaluation sees each target once. Which of the two may overlap? And if "
              + "one batch has 3 targets and another 1, how much should each weigh in the mean?",
            "O treino vê janelas sorteadas; a avaliação vê cada alvo uma vez. Qual das duas pode ter sobreposição? E se "
              + "um lote tem 3 alvos e outro tem 1, quanto cada um deve pesar na média?"),
          Text(
            "The target of place i is token i + 1. Validation has ⌊count · share⌋ tokens, the last ones. The mean is "
              + "Σ (lossᵦ · targetsᵦ) / Σ targetsᵦ over the batches b.",
            "O alvo da posição i é o token i + 1. A validação tem ⌊contagem · fração⌋ tokens, os últimos. A média é "
              + "Σ (perdaᵦ · alvosᵦ) / Σ alvosᵦ sobre os lotes b."),
          Text(
            "batch: a TokenWindow for each start; its inputs and its targets as rows. randomBatch: draw count starts "
              + "with randomElement(using:), then batch. consecutiveBatches: windowStarts with a stride of "
              + "windowLength, cut into pieces of count, the last one shorter. evaluate: add loss · countedTargets, "
              + "and the targets; divide at the end.",
            "batch: uma TokenWindow para cada início; suas entradas e seus alvos viram linhas. randomBatch: sorteie "
              + "count inícios com randomElement(using:), depois batch. consecutiveBatches: windowStarts com passo "
              + "windowLength, cortado em pedaços de count, o último mais curto. evaluate: some perda · "
              + "countedTargets, e os alvos; divida no fim."),
          Text(
            "Solutions/05-Pretraining/TrainingText.swift: see how stride(from:to:by:) cuts the starts into batches, and "
              + "that evaluate divides only once.",
            "Solutions/05-Pretraining/TrainingText.swift: veja como stride(from:to:by:) corta os inícios em lotes, e "
              + "que evaluate divide uma única vez."),
        ]),
      Exercise(
        "5.4", Text("AdamW", "AdamW"), file: "AdamW.swift", difficulty: .hard, minutes: 40,
        hints: [
          Text(
            "Both means begin at 0. After one update with the gradient g, m is 0.1 · g: too small, but by how much? And "
              + "if all gradients were twice as large, how much larger would a step m̂ / √v̂ be?",
            "As duas médias começam em 0. Depois de uma atualização com o gradiente g, m é 0,1 · g: pequeno demais, mas "
              + "quanto? E se todos os gradientes fossem o dobro, quanto maior seria um passo m̂ / √v̂?"
          ),
          Text(
            "m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; p ← p − η · (m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε) − ηλp. "
              + "t = 1 in the first update; λ = 0 for parameters of rank 1.",
            "m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; p ← p − η · (m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε) − ηλp. "
              + "t = 1 na primeira atualização; λ = 0 para parâmetros de posto (rank) 1."),
          Text(
            "if there are no moments, make zeros like the gradients; step += 1; index = 0; model.visitParameters(under: "
              + "\"\") { parameter: update m and v at index with the gradient at index; p ← p · (1 − ηλ) − η · m̂ / "
              + "(√v̂ + ε); index += 1 }. Keep m and v as they are: m̂ and v̂ are for this step only.",
            "se não há momentos, crie zeros como os gradientes; step += 1; index = 0; model.visitParameters(under: "
              + "\"\") { parâmetro: atualize m e v de index com o gradiente de index; p ← p · (1 − ηλ) − η · m̂ / "
              + "(√v̂ + ε); index += 1 }. Guarde m e v como estão: m̂ e v̂ só valem para este passo."),
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
            "Which rate should the very first step have: 0, so that it is for nothing, or a little? And which rate "
              + "does the last step of the warm-up reach?",
            "Que taxa deve ter o primeiríssimo passo: 0, e então ele não serve para nada, ou um pouco? E a que taxa "
              + "chega o último passo do aquecimento?"),
          Text(
            "s < warmUp: peak · (s + 1) / warmUp. s ≥ total: minimum. Between: q = (s − warmUp) / (total − warmUp) and "
              + "minimum + ½ (peak − minimum)(1 + cos πq), in radians.",
            "s < aquecimento: pico · (s + 1) / aquecimento. s ≥ total: mínimo. Entre eles: q = (s − aquecimento) / "
              + "(total − aquecimento) e mínimo + ½ (pico − mínimo)(1 + cos πq), em radianos."),
          Text(
            "first ask for the warm-up, then for the end, then the cosine. Make Floats of the steps before dividing: "
              + "between whole numbers 3 / 4 is 0.",
            "primeiro pergunte pelo aquecimento, depois pelo fim, depois o cosseno. Converta os passos em Float antes "
              + "de dividir: entre inteiros, 3 / 4 é 0."),
          Text(
            "Solutions/05-Pretraining/LearningRateSchedule.swift: four lines in callAsFunction.",
            "Solutions/05-Pretraining/LearningRateSchedule.swift: quatro linhas em callAsFunction."),
        ]),
      Exercise(
        "5.6", Text("Clip by global norm", "Corte pela norma global"),
        file: "GradientClipping.swift", difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "The gradient is one long arrow through all parameters. How do you shorten an arrow without turning it? "
              + "And should a short arrow change?",
            "O gradiente é uma única seta comprida por todos os parâmetros. Como encurtar uma seta sem girá-la? E uma "
              + "seta curta deveria mudar?"),
          Text(
            "norm = √Σ g² over every number of every parameter; g ← g · limit / norm, only if norm > limit. The norm "
              + "from before is returned.",
            "norma = √Σ g² sobre cada número de cada parâmetro; g ← g · limite / norma, só se norma > limite. "
              + "Devolve-se a norma de antes."),
          Text(
            "globalNorm: add parameter.tensor.sumOfSquares() over gradient.parameters, then one root. clip: let norm; if "
              + "it is over the limit, gradient.scale(by:); return norm.",
            "globalNorm: some parameter.tensor.sumOfSquares() sobre gradient.parameters, depois uma raiz só. clip: let "
              + "norm; se passa do limite, gradient.scale(by:); devolva norm."),
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
            "Four batches of 2 should teach the same as one of 8. So what must become of four gradients: their sum, or "
              + "something else? And what must happen once only, after all batches?",
            "Quatro lotes de 2 deveriam ensinar o mesmo que um de 8. Então o que fazer com quatro gradientes: a soma ou "
              + "outra coisa? E o que só pode acontecer uma vez, depois de todos os lotes?"),
          Text(
            "loss = Σ wᵢ lossᵢ, gradient = Σ wᵢ gradientᵢ over the plan.accumulation batches, with wᵢ = counted targets "
              + "of batch i / those of all (1/n where n batches have equally many); then clip, rate = schedule(step), "
              + "update, step + 1. An upstream gradient of wᵢ does the averaging on the way back.",
            "perda = Σ wᵢ perdaᵢ, gradiente = Σ wᵢ gradienteᵢ sobre os plan.accumulation lotes, com wᵢ = alvos que "
              + "contam no lote i / os de todos (1/n quando n lotes têm o mesmo número); depois corte, taxa = "
              + "schedule(step), atualização, step + 1. Um gradiente upstream de wᵢ já tira a média no caminho de volta."
          ),
          Text(
            "draw all batches; split a generator for each. for each batch: (logits, back) = model.withPullback(inputs, "
              + "using: its generator); (loss, lossBack) = crossEntropyWithPullback(logits, targets); gradient = "
              + "back(lossBack(w)), w = its share of targets.countedPlaces.count; add w · loss and gradient to the sums. "
              + "norm = clip; optimizer.update; report; step += 1.",
            "sorteie todos os lotes; faça um split do gerador para cada um. para cada lote: (logits, volta) = "
              + "model.withPullback(inputs, using: o gerador dele); (perda, voltaDaPerda) = "
              + "crossEntropyWithPullback(logits, targets); gradiente = volta(voltaDaPerda(w)), w = a parte do lote em "
              + "targets.countedPlaces.count; some w · perda e gradiente aos totais. norm = clip; optimizer.update; "
              + "relatório; step += 1."),
          Text(
            "Solutions/05-Pretraining/Training.swift: meanLossAndGradient works on the batches side by side with "
              + "concurrentMap; a plain for loop is as right. See how `defer` counts the step after the report.",
            "Solutions/05-Pretraining/Training.swift: meanLossAndGradient trata os lotes lado a lado com "
              + "concurrentMap; um laço for simples também está certo. Veja como `defer` conta o passo depois do "
              + "relatório."),
        ]),
      Exercise(
        "5.8", Text("Temperature, top-k, top-p", "Temperatura, top-k, top-p"),
        file: "Decoding.swift", difficulty: .medium, minutes: 40, needs: ["1.3"],
        hints: [
          Text(
            "The probabilities are 0.5, 0.3, 0.2 and p = 0.7. If only 0.5 stays, do the rest reach 0.7? And what do the "
              + "numbers that stay add up to: is that a distribution yet?",
            "As probabilidades são 0,5, 0,3 e 0,2, e p = 0,7. Se só 0,5 fica, chega-se a 0,7? E quanto somam os números "
              + "que ficam: já é uma distribuição?"),
          Text(
            "softmax(z / T) = exp((z − m) / T) / Σ exp((z − m) / T). Top-k: the k likeliest. Top-p: the likeliest, one "
              + "by one, until their sum is ≥ p, the one that reaches it included. Each divides what stays by its sum.",
            "softmax(z / T) = exp((z − m) / T) / Σ exp((z − m) / T). Top-k: os k mais prováveis. Top-p: os mais "
              + "prováveis, um por um, até a soma ser ≥ p, incluído o que a alcança. Cada um divide o que fica pela soma."
          ),
          Text(
            "order ← indices sorted by falling probability, of equal ones the lower index first. keepTopK: its first k. "
              + "keepTopP: take from order; add; stop when sum ≥ p. Then zeros everywhere but at those taken: "
              + "probability / sum of those taken. probabilities: T = 0 → 1 at the first largest logit; else softmax, "
              + "top-k, top-p. choose: T = 0 → that token, without a draw; else sampleCategory.",
            "ordem ← índices por probabilidade decrescente; entre iguais, o menor índice primeiro. keepTopK: os k "
              + "primeiros. keepTopP: tire da ordem; some; pare quando soma ≥ p. Depois zeros em tudo, menos nos "
              + "escolhidos: probabilidade / soma dos escolhidos. probabilities: T = 0 → 1 no primeiro maior logit; "
              + "senão softmax, top-k, top-p. choose: T = 0 → esse token, sem sorteio; senão sampleCategory."
          ),
          Text(
            "Solutions/05-Pretraining/Decoding.swift: likeliestFirst and keeping at the end of the file do most of the "
              + "work for both rules.",
            "Solutions/05-Pretraining/Decoding.swift: likeliestFirst e keeping, no fim do arquivo, fazem quase todo o "
              + "trabalho das duas regras."),
        ]),
      Exercise(
        "5.9", Text("Checkpoint, exact resume", "Checkpoint e retomada exata"),
        file: "Checkpoint.swift", difficulty: .medium, minutes: 30, needs: ["5.4"],
        hints: [
          Text(
            "The power fails after step 12. What must be known for step 13 to come out the same, bit for bit? The "
              + "parameters are not enough: what else does a step read and change?",
            "A luz cai depois do passo 12. O que é preciso saber para que o passo 13 saia igual, bit por bit? Os "
              + "parâmetros não bastam: o que mais um passo lê e altera?"),
          Text(
            "State = parameters, m and v of each, the optimizer's t, the step (for the schedule), the generator's state "
              + "(for batches and dropout). Names: p, adam.m.p, adam.v.p; metadata: step, adam.step, generator.",
            "Estado = parâmetros, m e v de cada um, o t do otimizador, o passo (para a agenda da taxa), o estado do "
              + "gerador (para lotes e dropout). Nomes: p, adam.m.p, adam.v.p; metadados: step, adam.step, generator."
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
            "Solutions/05-Pretraining/Checkpoint.swift: all reading happens in `restored`, a copy; only the last line "
              + "of restore changes the training.",
            "Solutions/05-Pretraining/Checkpoint.swift: toda a leitura acontece em `restored`, uma cópia; só a última "
              + "linha de restore altera o treino."),
        ]),
    ])
}

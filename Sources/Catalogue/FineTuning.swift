import CourseKit

extension Catalogue {
  static let fineTuning = Chapter(
    6, module: "FineTuning", title: Text("Fine-tuning", "Fine-tuning"),
    exercises: [
      Exercise(
        "6.1", Text("Encode and pad", "Codificar e completar"), file: "EncodeAndPad.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "A batch is a rectangle, but texts differ in length. How long must its rows be at "
              + "least? And once they are full, how would you know where a text ended?",
            "Um lote é um retângulo, mas os textos têm comprimentos diferentes. Qual é o menor "
              + "comprimento que as linhas podem ter? E, depois de completas, como saber onde "
              + "cada texto terminava?"),
          Text(
            "nᵢ = min(count of sequence i, contextLength), at least 1; row length = max nᵢ; row i "
              + "= its first nᵢ tokens, then padding. The lengths are the nᵢ.",
            "nᵢ = min(tokens da sequência i, contextLength), pelo menos 1; comprimento da linha = "
              + "máx nᵢ; linha i = os primeiros nᵢ tokens e depois padding. Os comprimentos são "
              + "os nᵢ."),
          Text(
            "kept ← each sequence: [padding] if it is empty, else its prefix of contextLength; "
              + "longest ← the largest count, 0 without sequences; rows ← each kept + padding × "
              + "(longest − count); return the rows and the counts of kept. encodeAndPad: encode "
              + "every text, then pad.",
            "guardadas ← de cada sequência: [padding] se for vazia, senão os primeiros "
              + "contextLength tokens; maior ← a maior contagem, 0 se não há sequências; linhas ← "
              + "cada guardada + padding × (maior − contagem); devolva as linhas e as contagens "
              + "das guardadas. encodeAndPad: codifique cada texto e chame pad."),
          Text(
            "Solutions/06-FineTuning/EncodeAndPad.swift: pad counts before it fills, so a text "
              + "may hold the padding token too.",
            "Solutions/06-FineTuning/EncodeAndPad.swift: pad conta antes de completar, então o "
              + "texto também pode conter o token de padding."),
        ]),
      Exercise(
        "6.2", Text("Pooling", "Pooling"), file: "Pooling.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "Under the causal mask a token sees only what stands before it. Which token has seen "
              + "the whole text? And which vectors of a row are not about the text at all?",
            "Com a máscara causal, um token só vê o que vem antes dele. Qual token viu o texto "
              + "inteiro? E quais vetores de uma linha nada têm a ver com o texto?"),
          Text(
            "With n real tokens: y = xₙ₋₁, or y = (x₀ + … + xₙ₋₁) / n. Back: ∂xₙ₋₁ = ∂y and 0 "
              + "elsewhere, or ∂x₀ = … = ∂xₙ₋₁ = ∂y / n and 0 for padding.",
            "Com n tokens reais: y = xₙ₋₁, ou y = (x₀ + … + xₙ₋₁) / n. Na volta: ∂xₙ₋₁ = ∂y e 0 "
              + "no resto, ou ∂x₀ = … = ∂xₙ₋₁ = ∂y / n e 0 no padding."),
          Text(
            "for each text: its rows of x begin at text · length. Last: copy row n − 1 of them. "
              + "Mean: add rows 0 … n − 1, then scale by 1 / n. Back, for each row of x: text, "
              + "place ← quotient and remainder by length; copy the text's upstream gradient where it "
              + "belongs, scaled for the mean.",
            "para cada texto: as suas linhas de x começam em texto · comprimento. Último: copie a "
              + "linha n − 1 delas. Média: some as linhas 0 … n − 1 e escale por 1 / n. Na volta, "
              + "para cada linha de x: texto, posição ← quociente e resto pelo comprimento; copie "
              + "o gradiente upstream do texto onde couber, escalado no caso da média."),
          Text(
            "Solutions/06-FineTuning/Pooling.swift: one switch over the pooling forth and one "
              + "back; look at where lengths is used, and where the shape's length is.",
            "Solutions/06-FineTuning/Pooling.swift: um switch na ida e um na volta; veja onde "
              + "entra lengths e onde entra o comprimento da forma."),
        ]),
      Exercise(
        "6.3", Text("Classification head", "Cabeça de classificação"),
        file: "ClassificationHead.swift", difficulty: .easy, minutes: 15,
        needs: ["0.6", "0.7", "3.1"],
        hints: [
          Text(
            "The head of a GPT has a column for every token. What has a head that only chooses "
              + "between normal and spam? You have written both parts of it already.",
            "A cabeça de um GPT tem uma coluna para cada token. E uma cabeça que só escolhe entre "
              + "normal e spam? As duas partes dela você já escreveu."),
          Text(
            "logits z = x · W + b, with no softmax; probabilities pⱼ = exp(zⱼ) / Σₖ exp(zₖ) over "
              + "the classes of each text. Back: ∂x = ∂z · Wᵀ, ∂W = xᵀ · ∂z, ∂b = Σ rows of ∂z.",
            "logits z = x · W + b, sem softmax; probabilidades pⱼ = exp(zⱼ) / Σₖ exp(zₖ) sobre as "
              + "classes de cada texto. Na volta: ∂x = ∂z · Wᵀ, ∂W = xᵀ · ∂z, ∂b = Σ das linhas "
              + "de ∂z."),
          Text(
            "call: linear(pooled). probabilities: softmax of that. withPullback: logits, back ← "
              + "linear.withPullback(pooled); the pullback calls back and wraps the linear "
              + "layer's gradient in a ClassificationHead.",
            "chamada: linear(pooled). probabilities: softmax disso. withPullback: logits, volta ← "
              + "linear.withPullback(pooled); o pullback chama volta e embrulha o gradiente da "
              + "camada linear numa ClassificationHead."),
          Text(
            "Solutions/06-FineTuning/ClassificationHead.swift: one line each for the logits and "
              + "the probabilities; see what the pullback returns for the head.",
            "Solutions/06-FineTuning/ClassificationHead.swift: uma linha para os logits e uma "
              + "para as probabilidades; veja o que o pullback devolve para a cabeça."),
        ]),
      Exercise(
        "6.4", Text("Freezing", "Congelar"), file: "Freezing.swift", difficulty: .medium,
        minutes: 30,
        needs: ["0.4", "2.8", "2.9", "4.1", "4.2", "4.6"],
        hints: [
          Text(
            "AdamW changes whatever it visits, even where the gradient is 0. How can a parameter "
              + "hide from it? And if the first blocks do not learn, how far down must the way "
              + "back go?",
            "O AdamW muda tudo o que visita, mesmo onde o gradiente é 0. Como um parâmetro pode "
              + "se esconder dele? E, se os primeiros blocos não aprendem, até onde a volta "
              + "precisa descer?"),
          Text(
            "Visited: the parameters p with selection(p). With k frozen blocks: x = block(x) "
              + "without a pullback for blocks 0 … k − 1, withPullback for blocks k … L − 1 and "
              + "the last norm; gradients 0 below block k.",
            "Visitados: os parâmetros p com selection(p). Com k blocos congelados: x = bloco(x), "
              + "sem pullback, nos blocos 0 … k − 1, e withPullback nos blocos k … L − 1 e na "
              + "última layer norm; gradientes 0 abaixo do bloco k."),
          Text(
            "visit: go through model.visitParameters(under: \"\"); if the selection contains "
              + "name, call body(prefix + name, &parameter). Blocks: embed, add positions, run "
              + "the frozen blocks, then keep the pullbacks of the others; back: copy self, set "
              + "every parameter to 0, fill in the norm's gradient, then those of blocks[k + i] "
              + "from the last i to the first.",
            "visita: percorra model.visitParameters(under: \"\"); se a seleção contém name, chame "
              + "body(prefix + name, &parameter). Blocos: embeddings, posições, os blocos "
              + "congelados, e depois guarde os pullbacks dos outros; na volta: copie self, zere "
              + "cada parâmetro, ponha o gradiente da layer norm e depois os de blocks[k + i], do "
              + "último i ao primeiro."),
          Text(
            "Solutions/06-FineTuning/Freezing.swift: the if in visitParameters is the whole "
              + "freezing; the GPT extension only saves time, like hiddenStatesWithPullback in "
              + "Solutions/04-Transformer/GPT.swift without its lower part.",
            "Solutions/06-FineTuning/Freezing.swift: o if em visitParameters é todo o "
              + "congelamento; a extensão de GPT só poupa tempo, como hiddenStatesWithPullback em "
              + "Solutions/04-Transformer/GPT.swift sem a parte de baixo."),
        ]),
      Exercise(
        "6.5", Text("Confusion matrix", "Matriz de confusão"), file: "ConfusionMatrix.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "Take one spam message that was called normal. Which row does it belong to, and which "
              + "column?",
            "Pense numa mensagem de spam que foi chamada de normal. A que linha ela pertence, e a "
              + "que coluna?"),
          Text(
            "counts[a][p] = how many texts have the true class a and the predicted class p. Row "
              + "sums: how often a class occurs; column sums: how often it was predicted.",
            "counts[a][p] = quantos textos têm a classe verdadeira a e a prevista p. Soma da "
              + "linha: quantas vezes a classe ocorre; soma da coluna: quantas vezes foi prevista."),
          Text(
            "counts ← classCount × classCount zeros; for each pair (a, p): counts[a][p] += 1. "
              + "actualCount: the sum of counts[label]. predictedCount: the sum of row[label] "
              + "over all rows.",
            "counts ← classCount × classCount zeros; para cada par (a, p): counts[a][p] += 1. "
              + "actualCount: a soma de counts[label]. predictedCount: a soma de row[label] em "
              + "todas as linhas."),
          Text(
            "Solutions/06-FineTuning/ConfusionMatrix.swift: zip walks through both lists at once, "
              + "and reduce adds up.",
            "Solutions/06-FineTuning/ConfusionMatrix.swift: zip percorre as duas listas juntas, e "
              + "reduce faz as somas."),
        ]),
      Exercise(
        "6.6", Text("Precision, recall, F1", "Precisão, recall, F1"),
        file: "ConfusionMatrix+Metrics.swift", difficulty: .easy, minutes: 20, needs: ["6.5"],
        hints: [
          Text(
            "Who calls everything spam finds all of it. Which number gives that away? And what "
              + "should come out for a class that nobody ever predicted?",
            "Quem chama tudo de spam encontra todo o spam. Que número denuncia isso? E o que deve "
              + "sair para uma classe que nunca foi prevista?"),
          Text(
            "For class c with TP = counts[c][c]: P = TP / column sum, R = TP / row sum, F1 = 2 TP "
              + "/ (column sum + row sum); accuracy = Σ TP / total; macro = the plain mean over "
              + "classes. 0 / 0 is 0.",
            "Para a classe c com TP = counts[c][c]: P = TP / soma da coluna, R = TP / soma da "
              + "linha, F1 = 2 TP / (soma da coluna + soma da linha); acurácia = Σ TP / total; "
              + "macro = a média simples sobre as classes. 0 / 0 é 0."),
          Text(
            "share(part, whole) ← 0 if whole is 0, else Double(part) / Double(whole). Each metric "
              + "is one share. mean ← add a metric over 0 ..< classCount, divide by classCount (0 "
              + "without classes). macroF1 is the mean of the F1s.",
            "parte(de, todo) ← 0 se todo é 0, senão Double(de) / Double(todo). Cada métrica é uma "
              + "dessas partes. média ← some a métrica em 0 ..< classCount e divida por "
              + "classCount (0 sem classes). macroF1 é a média dos F1."),
          Text(
            "Solutions/06-FineTuning/ConfusionMatrix+Metrics.swift: two small helpers, share and "
              + "mean, take care of 0 / 0 for all seven.",
            "Solutions/06-FineTuning/ConfusionMatrix+Metrics.swift: duas funções auxiliares, "
              + "share e mean, cuidam de 0 / 0 em todas as sete."),
        ]),
      Exercise(
        "6.7", Text("LoRA", "LoRA"), file: "LoRALinear.swift", difficulty: .hard, minutes: 45,
        needs: ["0.4", "0.6"],
        hints: [
          Text(
            "A change of a big weight may be a product of two thin matrices. If it has to be 0 at "
              + "first and yet able to learn, which of the two may be 0, and why not both?",
            "A mudança de um peso grande pode ser o produto de duas matrizes finas. Se ela "
              + "precisa começar em 0 e ainda assim poder aprender, qual das duas pode ser 0, e "
              + "por que não ambas?"),
          Text(
            "With s = α / r and z = x · A: y = x · W + b + s · z · B. Back with ∂z = s · ∂y · Bᵀ: "
              + "∂B = s · zᵀ · ∂y, ∂A = xᵀ · ∂z, ∂x = ∂y · Wᵀ + ∂z · Aᵀ. From a weight's "
              + "gradient: ∂A = s · ∂W · Bᵀ, ∂B = s · Aᵀ · ∂W.",
            "Com s = α / r e z = x · A: y = x · W + b + s · z · B. Na volta, com ∂z = s · ∂y · "
              + "Bᵀ: ∂B = s · zᵀ · ∂y, ∂A = xᵀ · ∂z, ∂x = ∂y · Wᵀ + ∂z · Aᵀ. Do gradiente de um "
              + "peso: ∂A = s · ∂W · Bᵀ, ∂B = s · Aᵀ · ∂W."),
          Text(
            "new adapter: A ← normal([in, r], deviation 1 / √in), B ← zeros [r, out]. forward: "
              + "base(x) + matmul(matmul(x, A), B, scaledBy: s). back: ∂z ← matmul(∂y, Bᵀ, "
              + "scaledBy: s); copy self, put ∂A and ∂B into its adapter; return ∂y · Wᵀ + ∂z · "
              + "Aᵀ with it.",
            "adaptador novo: A ← normal([in, r], desvio 1 / √in), B ← zeros [r, out]. ida: "
              + "base(x) + matmul(matmul(x, A), B, scaledBy: s). volta: ∂z ← matmul(∂y, Bᵀ, "
              + "scaledBy: s); copie self, ponha ∂A e ∂B no adaptador da cópia; devolva-a com ∂y "
              + "· Wᵀ + ∂z · Aᵀ."),
          Text(
            "Solutions/06-FineTuning/LoRALinear.swift: see that the scale enters each product "
              + "once, and that the base gets no gradient.",
            "Solutions/06-FineTuning/LoRALinear.swift: veja que a escala entra uma vez em cada "
              + "produto e que a base não recebe gradiente."),
        ]),
      Exercise(
        "6.8", Text("LoRA merge", "Unir o LoRA aos pesos"), file: "LoRAMerge.swift",
        difficulty: .medium,
        minutes: 20, needs: ["0.4", "6.7"],
        hints: [
          Text(
            "x · W and x · (A · B) are both linear in x. Could one weight do the work of both?",
            "x · W e x · (A · B) são ambos lineares em x. Um só peso poderia fazer o trabalho dos "
              + "dois?"),
          Text(
            "x · W + b + s · x · A · B = x · (W + s · A · B) + b, with s = α / r.",
            "x · W + b + s · x · A · B = x · (W + s · A · B) + b, com s = α / r."),
          Text(
            "weightChange: matmul(A, B, scaledBy: s). merged: a Linear of base.weight + "
              + "weightChange and the same bias. model: copy base; visit its parameters; where a "
              + "name is that of an adapter, add that adapter's weightChange; leave the others.",
            "weightChange: matmul(A, B, scaledBy: s). merged: uma Linear de base.weight + "
              + "weightChange e o mesmo bias. model: copie base; visite os parâmetros; onde o "
              + "nome é o de um adaptador, some o weightChange dele; deixe os outros como estão."),
          Text(
            "Solutions/06-FineTuning/LoRAMerge.swift: model takes the adapters one by one, as "
              + "their order is that of the weights.",
            "Solutions/06-FineTuning/LoRAMerge.swift: model toma os adaptadores um a um, pois a "
              + "ordem deles é a dos pesos."),
        ]),
      Exercise(
        "6.9", Text("Fine-tuning loop", "Laço de fine-tuning"), file: "ClassifierTraining.swift",
        difficulty: .hard, minutes: 45,
        needs: [
          "0.4", "4.8", "5.1", "5.2", "5.4", "5.5", "5.6", "6.1", "6.2", "6.3", "6.4", "6.7", "6.8",
        ],
        hints: [
          Text(
            "What does a step of fine-tuning share with one of pretraining? What differs is where "
              + "a batch comes from, what the targets are, and who gets the gradient. When has an "
              + "epoch read every text?",
            "O que um passo de fine-tuning tem em comum com um do pré-treinamento? O que muda é "
              + "de onde vem o lote, quais são os alvos e quem recebe o gradiente. Quando uma "
              + "época já leu todos os textos?"),
          Text(
            "loss = mean over the batches of crossEntropy(logits, classes); gradient = mean over "
              + "the batches of tuned.gradient(from: classifierPullback(lossPullback(1))); then "
              + "clip, then AdamW at schedule(step).",
            "perda = média, sobre os lotes, de crossEntropy(logits, classes); gradiente = média, "
              + "sobre os lotes, de tuned.gradient(from: classifierPullback(lossPullback(1))); "
              + "depois corte, depois AdamW com schedule(step)."),
          Text(
            "batches ← accumulation × (batchSize texts: if rest is empty, shuffle the indices "
              + "anew; take the last of rest); generators ← a split for each; for each batch: "
              + "(padded, targets) ← classifier.batch(texts), forward with frozenBlocks, "
              + "cross-entropy, back with a share of 1 / accumulation, add up; clip; update; step "
              + "+= 1; return the mean loss.",
            "lotes ← accumulation × (batchSize textos: se rest está vazio, embaralhe de novo os "
              + "índices; tire o último de rest); geradores ← um split para cada lote; para cada "
              + "lote: (completado, alvos) ← classifier.batch(textos), ida com frozenBlocks, "
              + "entropia cruzada, volta com a parte 1 / accumulation, some; corte; atualize; "
              + "step += 1; devolva a perda média."),
          Text(
            "Solutions/06-FineTuning/ClassifierTraining.swift: advance is six lines over two "
              + "helpers; compare it with Solutions/05-Pretraining/Training.swift.",
            "Solutions/06-FineTuning/ClassifierTraining.swift: advance são poucas linhas sobre "
              + "duas funções auxiliares; compare-o com Solutions/05-Pretraining/Training.swift."),
        ]),
    ])
}

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
            "Three things happen: a text is cut to the context, the longest one is found, and "
              + "all are filled up to it. In which order? What would become of the rows if the "
              + "longest one were found first?",
            "Três coisas acontecem: um texto é cortado no contexto, o maior é encontrado, e "
              + "todos são completados até ele. Em que ordem? O que seria das linhas se o maior "
              + "fosse encontrado primeiro?"),
          Text(
            "nᵢ = min(count of sequence i, contextLength), at least 1; row length = max nᵢ; row "
              + "i = its first nᵢ tokens, then padding. The lengths are the nᵢ, known before "
              + "anything is filled up: whoever counts afterwards, by looking for the padding "
              + "token, is wrong where a text holds it. Without sequences there is no maximum; "
              + "take 0.",
            "nᵢ = min(tokens da sequência i, contextLength), pelo menos 1; comprimento da linha "
              + "= máx nᵢ; linha i = os primeiros nᵢ tokens e depois padding. Os comprimentos "
              + "são os nᵢ, conhecidos antes de completar: quem conta depois, procurando o token "
              + "de padding, erra onde um texto o contém. Sem sequências não há máximo; use 0."),
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
            "Imagine NaN in every position of padding. 0 · NaN is NaN, so a weight of 0 does not "
              + "keep it out. Which loop never comes near it? And what must stand in the "
              + "gradient there?",
            "Imagine NaN em todas as posições de padding. 0 · NaN é NaN, então um peso 0 não o "
              + "mantém fora. Que laço nunca chega perto dele? E o que deve estar ali no "
              + "gradiente?"),
          Text(
            "The rows of text i in x are i · length … i · length + n − 1: length is the shape's, "
              + "n is the text's own. To exchange the two is the commonest slip, and it shows "
              + "only where texts differ in length. In the pullback each row of ∂x asks which "
              + "text and which position it is; row.index, divided by length, answers with "
              + "quotient and remainder.",
            "As linhas do texto i em x são i · comprimento … i · comprimento + n − 1: o "
              + "comprimento é o da forma, n é o do próprio texto. Trocar os dois é o deslize "
              + "mais comum, e só aparece quando os textos diferem no tamanho. No pullback, cada "
              + "linha de ∂x pergunta de que texto e de que posição ela é; row.index, dividido "
              + "pelo comprimento, responde com quociente e resto."),
          Text(
            "for each text: its rows of x begin at text · length. Last: copy row n − 1 of them. "
              + "Mean: add rows 0 … n − 1, then scale by 1 / n. Pullback, for each row of x: "
              + "text, position ← quotient and remainder by length; copy the text's upstream "
              + "gradient where it belongs, scaled for the mean.",
            "para cada texto: as suas linhas de x começam em texto · comprimento. Último: copie "
              + "a linha n − 1 delas. Média: some as linhas 0 … n − 1 e escale por 1 / n. No "
              + "pullback, para cada linha de x: texto, posição ← quociente e resto pelo "
              + "comprimento; copie o gradiente upstream do texto onde couber, escalado no caso "
              + "da média."),
          Text(
            "Solutions/06-FineTuning/Pooling.swift: one switch over the pooling in the forward "
              + "pass and one in the pullback; look at where lengths is used, and where the "
              + "shape's length is.",
            "Solutions/06-FineTuning/Pooling.swift: um switch no forward pass e um no pullback; "
              + "veja onde entra lengths e onde entra o comprimento da forma."),
        ]),
      Exercise(
        "6.3", Text("Classification head", "Cabeça de classificação"),
        file: "ClassificationHead.swift", difficulty: .easy, minutes: 15,
        needs: ["0.6", "0.7", "3.1"],
        hints: [
          Text(
            "Two probabilities of a text differ by 1 at most. If the loss took them for logits, "
              + "how sure could the model ever be of a class, and how low could its loss ever "
              + "get?",
            "Duas probabilidades de um texto diferem no máximo por 1. Se a perda as tomasse por "
              + "logits, quanta certeza o modelo poderia ter de uma classe, e até onde a perda "
              + "conseguiria cair?"),
          Text(
            "The call is the linear layer and nothing more; probabilities are its softmax over "
              + "the classes of each text. A softmax in the call as well would be applied again "
              + "by the loss: nothing crashes, but no class gets beyond e / (e + 1) = 0.73. The "
              + "pullback is the linear layer's, ∂x = ∂z · Wᵀ, ∂W = xᵀ · ∂z, ∂b = Σ rows of ∂z; "
              + "only its second half has to become a head.",
            "A chamada é a camada linear e nada mais; probabilities é o softmax dela sobre as "
              + "classes de cada texto. Com um softmax também na chamada, a perda o aplicaria de "
              + "novo: nada quebra, mas nenhuma classe passa de e / (e + 1) = 0,73. O pullback é "
              + "o da camada linear, ∂x = ∂z · Wᵀ, ∂W = xᵀ · ∂z, ∂b = Σ das linhas de ∂z; só a "
              + "segunda metade dele precisa virar uma cabeça."),
          Text(
            "call: linear(pooled). probabilities: softmax of that. withPullback: logits, "
              + "linearPullback ← linear.withPullback(pooled); the pullback calls linearPullback "
              + "and wraps the linear layer's gradient in a ClassificationHead.",
            "chamada: linear(pooled). probabilities: softmax disso. withPullback: logits, "
              + "linearPullback ← linear.withPullback(pooled); o pullback chama linearPullback e "
              + "embrulha o gradiente da camada linear numa ClassificationHead."),
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
            "AdamW, clip and parameterCount all get to the parameters by the same method. What "
              + "must it pass over, and under which name does the selection know that? And if "
              + "you keep the pullbacks of the blocks that learn in a list, to which block does "
              + "its element 0 belong?",
            "O AdamW, o clip e o parameterCount chegam aos parâmetros pelo mesmo método. O que "
              + "ele precisa pular, e com que nome a seleção conhece isso? E, se você guarda "
              + "numa lista os pullbacks dos blocos que aprendem, a que bloco pertence o "
              + "elemento 0?"),
          Text(
            "The selection is asked with the model's own names, so the model is visited with an "
              + "empty prefix; body gets prefix + name. With f frozen of N blocks: x = block(x) "
              + "for blocks 0 … f − 1, withPullback for f … N − 1 and the last norm. Element i "
              + "of the kept pullbacks belongs to blocks[f + i], and to forget the f is the "
              + "commonest slip. All other gradients are zeros.",
            "A seleção é consultada com os nomes que o próprio modelo dá, por isso ele é "
              + "visitado com prefixo vazio; body recebe prefix + name. Com f de N blocos "
              + "congelados: x = bloco(x) nos blocos 0 … f − 1, withPullback nos blocos f … N − "
              + "1 e na última layer norm. O elemento i dos pullbacks guardados pertence a "
              + "blocks[f + i], e esquecer o f é o deslize mais comum. Todos os outros "
              + "gradientes são zeros."),
          Text(
            "visit: go through model.visitParameters(under: \"\"); if the selection contains "
              + "name, call body(prefix + name, &parameter). Blocks: embed, add positions, run "
              + "the frozen blocks, then keep the pullbacks of the others. Pullback: copy self, "
              + "set every parameter to 0, fill in the norm's gradient, then those of blocks[f + "
              + "i] from the last i to the first.",
            "visita: percorra model.visitParameters(under: \"\"); se a seleção contém name, "
              + "chame body(prefix + name, &parameter). Blocos: embeddings, posições, os blocos "
              + "congelados, e depois guarde os pullbacks dos outros. No pullback: copie self, "
              + "zere cada parâmetro, ponha o gradiente da layer norm e depois os de blocks[f + "
              + "i], do último i ao primeiro."),
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
            "Take one spam message that was called normal. Which two numbers index its cell, and "
              + "which comes first? Then look at the two sums: which of them stays in one of the "
              + "inner arrays, and which takes one element from each?",
            "Pense numa mensagem de spam que foi chamada de normal. Que dois números são os "
              + "índices da célula dela, e qual vem primeiro? Depois olhe as duas somas: qual "
              + "delas fica num só dos arrays de dentro, e qual tira um elemento de cada um?"),
          Text(
            "counts[a][p] = how many texts have the true class a and the predicted class p. Row "
              + "sums: how often a class occurs; column sums: how often it was predicted. The "
              + "commonest slip is counts[p][a]; it shows only where the two kinds of error "
              + "differ in number.",
            "counts[a][p] = quantos textos têm a classe verdadeira a e a prevista p. Soma da "
              + "linha: quantas vezes a classe ocorre; soma da coluna: quantas vezes foi "
              + "prevista. O deslize mais comum é counts[p][a]; ele só aparece onde os dois "
              + "tipos de erro diferem em quantidade."),
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
            "A class that nobody predicted has the precision 0 / 0. Has it the F1 0 / 0 as well? "
              + "How many divisions have your seven metrics altogether, and could one function "
              + "do all of them?",
            "Uma classe que ninguém previu tem precisão 0 / 0. O F1 dela também é 0 / 0? Quantas "
              + "divisões as suas sete métricas têm ao todo, e uma só função daria conta de "
              + "todas?"),
          Text(
            "For class c with TP = counts[c][c]: P = TP / column sum, R = TP / row sum, F1 = 2 "
              + "TP / (column sum + row sum); accuracy = Σ TP / total; macro = the plain mean "
              + "over classes. 0 / 0 is 0. The commonest slip is macro F1 as the F1 of macro "
              + "precision and macro recall, which is another number.",
            "Para a classe c com TP = counts[c][c]: P = TP / soma da coluna, R = TP / soma da "
              + "linha, F1 = 2 TP / (soma da coluna + soma da linha); acurácia = Σ TP / total; "
              + "macro = a média simples sobre as classes. 0 / 0 é 0. O deslize mais comum é "
              + "tomar como F1 macro o F1 da precisão macro e do recall macro, que é outro "
              + "número."),
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
            "Take α = 4 and r = 2, so the scale is 2. How often is it a factor of y's last term? "
              + "And of ∂z, ∂A and ∂B? If you had put it into z as well, which of them would "
              + "have it once too often?",
            "Tome α = 4 e r = 2, de modo que a escala é 2. Quantas vezes ela é fator do último "
              + "termo de y? E de ∂z, ∂A e ∂B? Se você a tivesse posto também em z, em quais "
              + "deles ela apareceria uma vez a mais?"),
          Text(
            "z = x · A has no scale in it. It enters once, with the product that leads to y, so "
              + "∂z = s · ∂y · Bᵀ and ∂B = s · zᵀ · ∂y have it, and ∂A = xᵀ · ∂z has it from ∂z "
              + "already. Scaled twice, a test of rank 1 with α = 1 notices nothing. x reaches y "
              + "on two paths, so ∂x has two terms, one through W and one through A. And "
              + "gradient(ofWeight:) takes both products from A and B as they are now.",
            "z = x · A não leva escala. Ela entra uma vez, no produto que leva a y; por isso ∂z "
              + "= s · ∂y · Bᵀ e ∂B = s · zᵀ · ∂y a têm, e ∂A = xᵀ · ∂z já a traz de ∂z. "
              + "Aplicada duas vezes, um teste de posto 1 com α = 1 nada percebe. x chega a y "
              + "por dois caminhos, então ∂x tem dois termos, um por W e um por A. E "
              + "gradient(ofWeight:) faz os dois produtos com A e B como estão agora."),
          Text(
            "new adapter: A ← normal([in, r], deviation 1 / √in), B ← zeros [r, out]. forward: "
              + "base(x) + matmul(matmul(x, A), B, scaledBy: s). pullback: ∂z ← matmul(∂y, Bᵀ, "
              + "scaledBy: s); copy self, put ∂A and ∂B into its adapter; return ∂y · Wᵀ + ∂z · "
              + "Aᵀ with it.",
            "adaptador novo: A ← normal([in, r], desvio 1 / √in), B ← zeros [r, out]. forward: "
              + "base(x) + matmul(matmul(x, A), B, scaledBy: s). pullback: ∂z ← matmul(∂y, Bᵀ, "
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
            "LoRAModel.model only reads, so it cannot change base. What can it change? And while "
              + "you visit its parameters, how do you see whether the one you were just lent has "
              + "an adapter?",
            "LoRAModel.model só lê, então não pode mudar base. O que ele pode mudar? E, enquanto "
              + "você visita os parâmetros, como se vê se o que acabou de ser emprestado tem um "
              + "adaptador?"),
          Text(
            "A copy of base may be visited and changed. The visit tells each parameter's name, "
              + "and the adapters stand in the same order with the names of their weights, so a "
              + "look at the next adapter is enough: if it is this one's, add its weightChange "
              + "and move on. The commonest slip is a weightChange without the scale, which a "
              + "test with α = r would not notice.",
            "Uma cópia de base pode ser visitada e alterada. A visita diz o nome de cada "
              + "parâmetro, e os adaptadores estão na mesma ordem com os nomes dos seus pesos; "
              + "basta olhar o próximo adaptador: se é o deste, some o weightChange dele e siga "
              + "adiante. O deslize mais comum é um weightChange sem a escala, que um teste com "
              + "α = r não perceberia."),
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
            "Take an accumulation of 2. A loop that goes through the batches and does everything "
              + "for each draws: texts, split, texts, split. Is that the order in the comment? "
              + "In which runs would the difference show?",
            "Tome uma accumulation de 2. Um laço que percorre os lotes e faz tudo para cada um "
              + "sorteia: textos, split, textos, split. É essa a ordem do comentário? Em que "
              + "execuções a diferença apareceria?"),
          Text(
            "First all batches, then all splits, then the work. loss = mean over the batches of "
              + "crossEntropy(logits, classes); gradient = mean over the batches of "
              + "tuned.gradient(from: classifierPullback(lossPullback(1))). Give lossPullback "
              + "the share 1 / accumulation, and the gradients need only be added; to average "
              + "the losses and add the gradients is the commonest slip. Then clip, then AdamW "
              + "at schedule(step), and only then count the step.",
            "Primeiro todos os lotes, depois todos os splits, depois o trabalho. perda = média, "
              + "sobre os lotes, de crossEntropy(logits, classes); gradiente = média, sobre os "
              + "lotes, de tuned.gradient(from: classifierPullback(lossPullback(1))). Dê a "
              + "lossPullback a parte 1 / accumulation, e basta somar os gradientes; tirar a "
              + "média das perdas e só somar os gradientes é o deslize mais comum. Depois corte, "
              + "depois AdamW com schedule(step), e só então conte o passo."),
          Text(
            "batches ← accumulation × (batchSize texts: if rest is empty, shuffle the indices "
              + "anew; take the last of rest); generators ← a split for each; for each batch: "
              + "(padded, targets) ← classifier.batch(texts), forward with frozenBlocks, "
              + "cross-entropy, the pullbacks with a share of 1 / accumulation, add up; clip; "
              + "update; step += 1; return the mean loss.",
            "lotes ← accumulation × (batchSize textos: se rest está vazio, embaralhe de novo os "
              + "índices; tire o último de rest); geradores ← um split para cada lote; para cada "
              + "lote: (completado, alvos) ← classifier.batch(textos), forward com frozenBlocks, "
              + "entropia cruzada, os pullbacks com a parte 1 / accumulation, some; corte; "
              + "atualize; step += 1; devolva a perda média."),
          Text(
            "Solutions/06-FineTuning/ClassifierTraining.swift: advance is six lines over two "
              + "helpers; compare it with Solutions/05-Pretraining/Training.swift.",
            "Solutions/06-FineTuning/ClassifierTraining.swift: advance são poucas linhas sobre "
              + "duas funções auxiliares; compare-o com Solutions/05-Pretraining/Training.swift."),
        ]),
    ])
}

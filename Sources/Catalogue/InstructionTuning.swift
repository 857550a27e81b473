import CourseKit

extension Catalogue {
  static let instructionTuning = Chapter(
    7, module: "InstructionTuning", title: Text("Instruction tuning", "Instruction tuning"),
    exercises: [
      Exercise(
        "7.1", Text("Prompt template", "Template do prompt"), file: "PromptTemplate.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "The model only continues a text. What must the text end with so that an answer "
              + "is the likeliest continuation? And what if there is no input to show?",
            "O modelo só continua um texto. Com o que o texto precisa terminar para que uma "
              + "resposta seja a continuação mais provável? E se não houver entrada para "
              + "mostrar?"),
          Text(
            ".passage: input, a line break, “Question: ”, instruction, “ Answer:”. "
              + ".sections: “Instruction: ” + instruction, “Input: ” + input, each with its "
              + "line break, then “Response:”. The continuation is a space and the response.",
            ".passage: entrada, quebra de linha, “Pergunta: ”, instrução, “ Resposta:”. "
              + ".sections: “Instrução: ” + instrução, “Entrada: ” + entrada, cada uma com a "
              + "sua quebra de linha, e depois “Resposta:”. A continuação é um espaço e a "
              + "resposta."),
          Text(
            "trim instruction and input; start ← the input's part, or nothing if it is "
              + "empty; put the words of the language around the instruction; end with the "
              + "colon. followUp ← line break + prompt without input. continuation ← empty, or "
              + "space + trimmed response. language.text(_:_:) picks a word.",
            "apare instrução e entrada; começo ← a parte da entrada, ou nada se ela for "
              + "vazia; ponha as palavras do idioma em volta da instrução; termine nos "
              + "dois-pontos. followUp ← quebra de linha + prompt sem entrada. continuation ← "
              + "vazio, ou espaço + resposta aparada. language.text(_:_:) escolhe a palavra."),
          Text(
            "Solutions/07-InstructionTuning/PromptTemplate.swift: one switch over the "
              + "style; look at how the empty input drops its line break together with its "
              + "title.",
            "Solutions/07-InstructionTuning/PromptTemplate.swift: um switch sobre o estilo; "
              + "veja como a entrada vazia some com a quebra de linha e o título de uma vez só."),
        ]),
      Exercise(
        "7.2", Text("Tokens and response spans", "Tokens e trechos das respostas"),
        file: "TokenizedExample.swift",
        difficulty: .medium, minutes: 20, needs: ["7.1"],
        hints: [
          Text(
            "In use, the model gets the prompt's tokens alone and has to say the rest. "
              + "Which tokens must it therefore see in tuning, and where exactly does the part "
              + "that it has to say begin and end?",
            "Na hora do uso, o modelo recebe só os tokens do prompt e precisa dizer o "
              + "resto. Que tokens ele tem de ver no ajuste, então, e onde exatamente começa e "
              + "termina a parte que ele precisa dizer?"),
          Text(
            "tokens = encode(prompt) + encode(continuation) + [endOfText], turn after turn. "
              + "The span of a turn is start ..< end, where start is the count of tokens before "
              + "its continuation and end the count after its end of text.",
            "tokens = encode(prompt) + encode(continuation) + [endOfText], turno após "
              + "turno. O trecho de um turno é início ..< fim: início é quantos tokens há antes "
              + "da continuação, e fim, quantos há depois do fim de texto."),
          Text(
            "tokens ← [], spans ← []; for each (prompt, response): append encode(prompt); "
              + "start ← tokens.count; append encode(template.continuation(response)) and "
              + "endOfText; append start ..< tokens.count to spans. The first prompt is "
              + "template.prompt(…), the later ones template.followUp(…).",
            "tokens ← [], spans ← []; para cada (prompt, resposta): acrescente "
              + "encode(prompt); start ← tokens.count; acrescente "
              + "encode(template.continuation(resposta)) e endOfText; acrescente start ..< "
              + "tokens.count a spans. O primeiro prompt é template.prompt(…), os seguintes são "
              + "template.followUp(…)."),
          Text(
            "Solutions/07-InstructionTuning/TokenizedExample.swift: a local function "
              + "append(_:_:) does one turn and is called for each.",
            "Solutions/07-InstructionTuning/TokenizedExample.swift: uma função local "
              + "append(_:_:) faz um turno e é chamada para cada um."),
        ]),
      Exercise(
        "7.3", Text("Loss mask", "Máscara da perda"), file: "LossMask.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "At place i the model predicts the token at i + 1. Which place predicts the "
              + "first token of the response? Which token is predicted by nothing?",
            "Na posição i o modelo prevê o token i + 1. Que posição prevê o primeiro token "
              + "da resposta? E que token ninguém prevê?"),
          Text(
            "targetᵢ = tokenᵢ₊₁ if i + 1 lies in a span, else −1, for i = 0 … count − 2.",
            "alvoᵢ = tokenᵢ₊₁ se i + 1 está num trecho; senão, −1, para i = 0 … count − 2."),
          Text(
            "targets ← as many −1 as there are tokens, less one; for each span and each "
              + "place p in it, if p > 0: targets[p − 1] ← tokens[p].",
            "targets ← tantos −1 quantos são os tokens, menos um; para cada trecho e cada "
              + "posição p dele, se p > 0: targets[p − 1] ← tokens[p]."),
          Text(
            "Solutions/07-InstructionTuning/LossMask.swift: first a row of Bools, then a "
              + "map over the indices without the first.",
            "Solutions/07-InstructionTuning/LossMask.swift: primeiro uma lista de Bools, "
              + "depois um map pelos índices sem o primeiro."),
        ]),
      Exercise(
        "7.4", Text("Masked cross-entropy", "Entropia cruzada com máscara"),
        file: "MaskedCrossEntropy.swift",
        difficulty: .hard, minutes: 35,
        hints: [
          Text(
            "If a row has the weight 0, what does it add to the loss, and what to the "
              + "gradient? And by what must a sum over few learned rows be divided so that it "
              + "is their mean?",
            "Se uma linha tem peso 0, o que ela soma à perda? E ao gradiente? E por quanto "
              + "se divide a soma de poucas linhas aprendidas para que ela seja a média delas?"),
          Text(
            "loss = Σ wᵣ (ln Σⱼ exp(zᵣⱼ − m) + m − zᵣₜ), m the row's largest logit, t its "
              + "target; ∂zᵣⱼ = c · wᵣ (softmax(zᵣ)ⱼ − [j = t]) for an upstream gradient c. wᵣ = 1 / n "
              + "for .tokens, 1 / (m · nᵢ) for .examples, 0 where the target is −1.",
            "perda = Σ wᵣ (ln Σⱼ exp(zᵣⱼ − m) + m − zᵣₜ), com m o maior logit da linha e t "
              + "o alvo; ∂zᵣⱼ = c · wᵣ (softmax(zᵣ)ⱼ − [j = t]) para um gradiente upstream c. wᵣ = 1 / "
              + "n com .tokens, 1 / (m · nᵢ) com .examples, 0 onde o alvo é −1."),
          Text(
            "weights: count the learned targets of each example, all of them, and the "
              + "examples that have any; then give every place its share. loss: for each row "
              + "with a target add weight · loss in a Double. pullback: mapRows; fill(0) for "
              + "−1; else softmax, take 1 off at the target, scale by upstream gradient · weight.",
            "pesos: conte os alvos aprendidos de cada exemplo, o total, e os exemplos que "
              + "têm algum; depois dê a cada posição a sua parte. perda: para cada linha com "
              + "alvo, some peso · perda num Double. pullback: mapRows; fill(0) para −1; senão, "
              + "softmax, subtraia 1 no alvo, multiplique por gradiente upstream · peso."),
          Text(
            "Solutions/07-InstructionTuning/MaskedCrossEntropy.swift: lossWeights carries "
              + "the weighting, so that the loss and its pullback look the same for both.",
            "Solutions/07-InstructionTuning/MaskedCrossEntropy.swift: lossWeights cuida da "
              + "ponderação, e assim a perda e o pullback são iguais nas duas."),
        ]),
      Exercise(
        "7.5", Text("Collate", "Montar o lote (collate)"), file: "Collate.swift",
        difficulty: .medium, minutes: 20, needs: ["7.3"],
        hints: [
          Text(
            "A batch is a rectangle, the examples are not. Where may you put what is "
              + "missing so that no real token ever sees it? And what must the targets be "
              + "there, so that nobody learns it?",
            "Um lote é um retângulo; os exemplos, não. Onde você pode pôr o que falta para "
              + "que nenhum token de verdade o veja? E quais devem ser os alvos ali, para que "
              + "ninguém aprenda isso?"),
          Text(
            "length = longest − 1. inputs = tokens without the last + padToken …, targets = "
              + "lossTargets(tokens, spans) + −1 …, both up to length. Without masksPrompt the "
              + "only span is 1 ..< count.",
            "length = maior − 1. inputs = tokens sem o último + padToken …, targets = "
              + "lossTargets(tokens, trechos) + −1 …, ambos até length. Sem masksPrompt, o "
              + "único trecho é 1 ..< count."),
          Text(
            "length ← max of tokens.count, less 1; padded(row, filler) ← row + filler "
              + "repeated; inputs ← each example's tokens.dropLast() padded with padToken; "
              + "targets ← lossTargets(of:learning:) padded with TokenBatch.ignored.",
            "length ← máximo de tokens.count, menos 1; padded(linha, valor) ← linha + valor "
              + "repetido; inputs ← tokens.dropLast() de cada exemplo, completado com padToken; "
              + "targets ← lossTargets(of:learning:), completado com TokenBatch.ignored."),
          Text(
            "Solutions/07-InstructionTuning/Collate.swift: one local function pads both; "
              + "only the filler differs.",
            "Solutions/07-InstructionTuning/Collate.swift: uma função local completa os "
              + "dois; só o valor muda."),
        ]),
      Exercise(
        "7.6", Text("The fine-tuning loop (SFT)", "O laço de fine-tuning (SFT)"),
        file: "SupervisedFineTuning.swift",
        difficulty: .hard, minutes: 40, needs: ["5.7", "7.5"],
        hints: [
          Text(
            "Think of all epochs' orders written one after the other on an endless tape. "
              + "Which part of the tape does step s read? What has to be stored to go on after "
              + "a break?",
            "Imagine as ordens de todas as épocas escritas uma após a outra numa fita sem "
              + "fim. Que parte da fita o passo s lê? O que precisa ser guardado para continuar "
              + "depois de uma pausa?"),
          Text(
            "Place q of the tape is example order(q / N)[q mod N]; step s reads the places "
              + "s · k ..< (s + 1) · k with k = batchSize · accumulation. order(e) comes from "
              + "the order's generator: copy, skip(e), split(), shuffled(using:).",
            "A posição q da fita é o exemplo order(q / N)[q mod N]; o passo s lê as "
              + "posições s · k ..< (s + 1) · k, com k = batchSize · accumulation. order(e) vem "
              + "do gerador da ordem: copie, skip(e), split(), shuffled(using:)."),
          Text(
            "advance: chosen ← the step's examples, sorted by falling number of tokens; "
              + "first ← 0; training.advance { collate chosen[first ..< first + batchSize], "
              + "then first += batchSize }. run: while training.step < last, advance and hand "
              + "the report to onStep; stop at false.",
            "advance: chosen ← os exemplos do passo, em ordem decrescente de número de "
              + "tokens; first ← 0; training.advance { faça collate de chosen[first ..< first + "
              + "batchSize] e depois first += batchSize }. run: enquanto training.step < last, "
              + "avance e entregue o relatório a onStep; pare no false."),
          Text(
            "Solutions/07-InstructionTuning/SupervisedFineTuning.swift: "
              + "exampleNumbers(ofStep:) keeps an order until the epoch changes; advance uses "
              + "defer to move on.",
            "Solutions/07-InstructionTuning/SupervisedFineTuning.swift: "
              + "exampleNumbers(ofStep:) guarda uma ordem até a época mudar; advance usa defer "
              + "para seguir adiante."),
        ]),
      Exercise(
        "7.7", Text("Respond", "Responder"), file: "Assistant.swift",
        difficulty: .medium, minutes: 30, needs: ["5.8", "7.1"],
        hints: [
          Text(
            "The model was tuned on one prompt, letter for letter. What does it have to get "
              + "here? And how do you find a stop text that is spread over several tokens?",
            "O modelo foi ajustado com um prompt, letra por letra. O que ele precisa "
              + "receber aqui? E como achar um texto de parada espalhado por vários tokens?"),
          Text(
            "prompt = encode(template.prompt(…)); tokens = generate(…, stop: endOfText); "
              + "answer = the text of the tokens, without white space at its start, up to the "
              + "first stop text, trimmed. It has ended as soon as that text contains the stop "
              + "text.",
            "prompt = encode(template.prompt(…)); tokens = generate(…, stop: endOfText); "
              + "resposta = o texto dos tokens, sem espaços no começo, até o primeiro texto de "
              + "parada, aparado. Ela terminou assim que esse texto contém o texto de parada."),
          Text(
            "made ← []; generate with a closure: append the token to made, call onToken, go "
              + "on only if it said true and hasEnded(made) is false. Then answer(of: what "
              + "generate returned). In answer: range(of: stopText) cuts; trimmed(_:) trims.",
            "made ← []; generate com uma closure: acrescente o token a made, chame onToken "
              + "e continue só se ele disse true e hasEnded(made) é false. Depois, answer(of: o "
              + "que generate devolveu). Em answer: range(of: stopText) corta; trimmed(_:) "
              + "apara."),
          Text(
            "Solutions/07-InstructionTuning/Assistant.swift: respond is one call of "
              + "generate; withoutLeadingSpace serves hasEnded and answer alike.",
            "Solutions/07-InstructionTuning/Assistant.swift: respond é uma chamada de "
              + "generate; withoutLeadingSpace serve a hasEnded e a answer."),
        ]),
      Exercise(
        "7.8", Text("Exact match and ROUGE-L", "Acerto exato e ROUGE-L"),
        file: "RougeL.swift",
        difficulty: .medium, minutes: 35,
        hints: [
          Text(
            "“In the park.” and “in the park” should count as equal: what do you take away "
              + "first? And for ROUGE-L: if the last words of both texts are equal, may you "
              + "always take them as a pair?",
            "“No parque.” e “no parque” devem contar como iguais: o que você tira primeiro? "
              + "E no ROUGE-L: se as últimas palavras dos dois textos são iguais, você pode "
              + "sempre formar um par com elas?"),
          Text(
            "L(i, j) = L(i−1, j−1) + 1 where aᵢ = bⱼ, else max(L(i−1, j), L(i, j−1)), and 0 "
              + "at the edges. P = L / n, R = L / m, F = (1 + β²) R P / (R + β² P).",
            "L(i, j) = L(i−1, j−1) + 1 onde aᵢ = bⱼ; senão, max(L(i−1, j), L(i, j−1)); 0 "
              + "nas bordas. P = L / n, R = L / m, F = (1 + β²) R P / (R + β² P)."),
          Text(
            "normalizedAnswer (in ExactMatch.swift): lower case, split at white space, join "
              + "with one space, take marks and spaces off the end while there are any. LCS: a "
              + "table of (|a| + 1) × (|b| + 1) zeros, filled row after row; its last number is "
              + "the result. RougeL: first the case that nothing is common (1 if both are "
              + "empty, else 0).",
            "normalizedAnswer (em ExactMatch.swift): minúsculas, separe nos espaços, junte "
              + "com um espaço só, tire sinais e espaços do final enquanto houver. LCS: uma "
              + "tabela de (|a| + 1) × (|b| + 1) zeros, preenchida linha por linha; o último "
              + "número é o resultado. RougeL: primeiro o caso sem nada em comum (1 se os dois "
              + "são vazios, senão 0)."),
          Text(
            "Solutions/07-InstructionTuning/RougeL.swift and ExactMatch.swift: the table is "
              + "kept as one row and the number up and to the left of it, diagonal.",
            "Solutions/07-InstructionTuning/RougeL.swift e ExactMatch.swift: da tabela "
              + "ficam só uma linha e o número acima e à esquerda, diagonal."),
        ]),
    ])
}

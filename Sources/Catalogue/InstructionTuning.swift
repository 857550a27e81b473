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
            "Take an instruction with a space at each end, and an input that is nothing but a "
              + "line break. Which characters does your prompt consist of? Is there an empty "
              + "line in it, or two spaces in a row?",
            "Tome uma instrução com um espaço em cada ponta e uma entrada que é só uma quebra de "
              + "linha. De que caracteres é feito o seu prompt? Há nele uma linha vazia, ou dois "
              + "espaços seguidos?"),
          Text(
            "Trim first, then ask whether the input is empty: one of white space alone is. "
              + ".passage: input, a line break, “Question: ”, instruction, “ Answer:”. "
              + ".sections: “Instruction: ” + instruction, “Input: ” + input, each with its line "
              + "break, then “Response:”. Where the input is left out, its line break goes with "
              + "it, and in .sections its title too. The continuation is a space and the "
              + "response, and nothing if that is empty.",
            "Apare primeiro e depois pergunte se a entrada é vazia: uma só de espaços é. "
              + ".passage: entrada, quebra de linha, “Pergunta: ”, instrução, “ Resposta:”. "
              + ".sections: “Instrução: ” + instrução, “Entrada: ” + entrada, cada uma com a sua "
              + "quebra de linha, e depois “Resposta:”. Quando a entrada fica de fora, a quebra "
              + "de linha some junto e, em .sections, o título também. A continuação é um espaço "
              + "e a resposta, e nada se esta for vazia."),
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
            "While you append tokens, at which moment does a span begin, and at which does it "
              + "end? What is its length if the response is empty?",
            "Enquanto você acrescenta tokens, em que momento um trecho começa e em que momento "
              + "termina? Qual é o tamanho dele se a resposta é vazia?"),
          Text(
            "tokens = encode(prompt) + encode(continuation) + [endOfText], turn after turn. The "
              + "span of a turn is start ..< end, where start is the count of tokens before its "
              + "continuation and end the count after its end of text. The commonest slip leaves "
              + "the end of text out of the span: nothing crashes, and the assistant never "
              + "learns to stop. The space before the response is a part of the continuation and "
              + "is encoded with it.",
            "tokens = encode(prompt) + encode(continuation) + [endOfText], turno após turno. O "
              + "trecho de um turno é início ..< fim: início é quantos tokens há antes da "
              + "continuação, e fim, quantos há depois do fim de texto. O deslize mais comum "
              + "deixa o fim de texto fora do trecho: nada quebra, e o assistente nunca aprende "
              + "a parar. O espaço antes da resposta faz parte da continuação e é codificado com "
              + "ela."),
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
            "The list of targets is one shorter than that of the tokens. At which index of it "
              + "does the first token of a span stand, and at which its last? Try a span that "
              + "ends with the last token, and one that begins with the first.",
            "A lista de alvos tem um elemento a menos que a de tokens. Em que índice dela fica o "
              + "primeiro token de um trecho, e em qual o último? Experimente um trecho que "
              + "acaba no último token e um que começa no primeiro."),
          Text(
            "targetᵢ = tokenᵢ₊₁ if i + 1 lies in a span, else −1, for i = 0 … count − 2. Seen "
              + "from the span: its token p is target p − 1, and for p = 0 there is no such "
              + "target. To test i instead of i + 1 is the commonest slip; it learns the end of "
              + "every response and never its beginning.",
            "alvoᵢ = tokenᵢ₊₁ se i + 1 está num trecho; senão, −1, para i = 0 … count − 2. Visto "
              + "do trecho: o token p dele é o alvo p − 1, e para p = 0 esse alvo não existe. "
              + "Testar i em vez de i + 1 é o deslize mais comum; aprende o que vem depois de "
              + "cada resposta e nunca o começo dela."),
          Text(
            "targets ← as many −1 as there are tokens, less one; for each span and each position "
              + "p in it, if p > 0: targets[p − 1] ← tokens[p].",
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
            "A batch has two examples, and in one of them nothing is learned. What are n, m and "
              + "the weights? And if nothing is learned in either: by what would you divide?",
            "Um lote tem dois exemplos, e em um deles nada é aprendido. Quanto valem n, m e os "
              + "pesos? E se nada é aprendido em nenhum dos dois: por quanto você dividiria?"),
          Text(
            "loss = Σ wᵣ (ln Σⱼ exp(zᵣⱼ − zmax) + zmax − zᵣₜ), zmax the row's largest logit, t "
              + "its target; ∂zᵣⱼ = ∂L · wᵣ (softmax(zᵣ)ⱼ − δⱼₜ). wᵣ = 1 / n for .tokens, 1 / (m "
              + "· nᵢ) for .examples, 0 where the target is −1. The commonest slips: n as the "
              + "count of all positions; m with the examples that have no target; exp of a logit "
              + "of 1000; a pullback that forgets ∂L.",
            "perda = Σ wᵣ (ln Σⱼ exp(zᵣⱼ − zmax) + zmax − zᵣₜ), com zmax o maior logit da linha "
              + "e t o alvo; ∂zᵣⱼ = ∂L · wᵣ (softmax(zᵣ)ⱼ − δⱼₜ). wᵣ = 1 / n com .tokens, 1 / (m "
              + "· nᵢ) com .examples, 0 onde o alvo é −1. Os deslizes mais comuns: n contando "
              + "todas as posições; m com os exemplos sem alvo; exp de um logit de 1000; um "
              + "pullback que esquece ∂L."),
          Text(
            "weights: count the learned targets of each example, all of them, and the examples "
              + "that have any; then give every position its share. loss: for each row with a "
              + "target add weight · loss in a Double. pullback: mapRows; fill(0) for −1; else "
              + "softmax, take 1 off at the target, scale by upstream gradient · weight.",
            "pesos: conte os alvos aprendidos de cada exemplo, o total, e os exemplos que têm "
              + "algum; depois dê a cada posição a sua parte. perda: para cada linha com alvo, "
              + "some peso · perda num Double. pullback: mapRows; fill(0) para −1; senão, "
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
            "Before anything is filled up: how long are the inputs of an example, and how long "
              + "its targets? By how many does each of the two fall short of the batch's length? "
              + "If your two answers differ, something was dropped once too often.",
            "Antes de completar: que tamanho têm as entradas de um exemplo, e que tamanho têm os "
              + "alvos? Quanto falta a cada um para o comprimento do lote? Se as suas duas "
              + "respostas diferem, algo foi cortado uma vez a mais."),
          Text(
            "length = longest − 1. inputs = tokens without the last + padToken …, targets = "
              + "lossTargets(tokens, spans) + −1 …, both up to length. Without masksPrompt the "
              + "only span is 1 ..< count. Fill by position, for you know how many are missing: "
              + "whoever turns every padToken among the targets into −1 afterwards loses the "
              + "real end of text.",
            "length = maior − 1. inputs = tokens sem o último + padToken …, targets = "
              + "lossTargets(tokens, trechos) + −1 …, ambos até length. Sem masksPrompt, o único "
              + "trecho é 1 ..< count. Complete pela posição, pois você sabe quantos faltam: "
              + "quem depois transforma em −1 todo padToken dos alvos perde o fim de texto de "
              + "verdade."),
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
            "If each epoch moved the order's generator on, what would step 500 learn from after "
              + "a restart? What can be done to a copy of the generator to come to epoch e "
              + "without drawing the orders before it?",
            "Se cada época fizesse andar o gerador da ordem, com o que o passo 500 aprenderia "
              + "depois de um reinício? O que se pode fazer com uma cópia do gerador para chegar "
              + "à época e sem sortear as ordens anteriores?"),
          Text(
            "Position q of the tape is example order(q / E)[q mod E]; step s reads the positions "
              + "s · k ..< (s + 1) · k with k = batchSize · accumulation. order(e) comes from "
              + "the order's generator: copy, skip(e), split(), shuffled(using:). The commonest "
              + "slip is to work out the epoch once for a step; it belongs to each position, and "
              + "a step may need more than two.",
            "A posição q da fita é o exemplo order(q / E)[q mod E]; o passo s lê as posições s · "
              + "k ..< (s + 1) · k, com k = batchSize · accumulation. order(e) vem do gerador da "
              + "ordem: copie, skip(e), split(), shuffled(using:). O deslize mais comum é "
              + "calcular a época uma vez por passo; ela é de cada posição, e um passo pode "
              + "precisar de mais de duas."),
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
            "The closure hears of one token at a time. What must it remember to find a stop text "
              + "that is spread over three of them? And when generate ends because of it, is "
              + "what it returns the answer already, or is there more in it?",
            "A closure ouve um token de cada vez. O que ela precisa lembrar para achar um texto "
              + "de parada espalhado por três deles? E, quando generate acaba por causa dele, o "
              + "que ele devolve já é a resposta, ou há mais coisa ali?"),
          Text(
            "prompt = encode(template.prompt(…)); tokens = generate(…, stop: endOfText). "
              + "hasEnded and answer look at the same text: all tokens decoded together, without "
              + "white space at the start. One asks whether it contains the stop text, the other "
              + "cuts at the first one and trims. && leaves out its right side where the left "
              + "one is false, so onToken has to come first.",
            "prompt = encode(template.prompt(…)); tokens = generate(…, stop: endOfText). "
              + "hasEnded e answer olham o mesmo texto: todos os tokens decodificados juntos, "
              + "sem espaços no começo. Um pergunta se ele contém o texto de parada; o outro "
              + "corta no primeiro e apara. && não avalia o lado direito quando o esquerdo é "
              + "falso, então onToken precisa vir primeiro."),
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
            "“It is 3.5 …!” loses a mark; what is last then? And then? For the table: the empty "
              + "texts have a row and a column too. How large is it for 4 words and 6 words?",
            "“São 3.5 …!” perde um sinal; o que fica no fim? E depois? Para a tabela: os textos "
              + "vazios também têm linha e coluna. De que tamanho ela é para 4 palavras e 6 "
              + "palavras?"),
          Text(
            "Lower case, white space, then the marks: in this order, and marks and spaces in one "
              + "loop, for a space may stand before a mark. The table is one larger than the "
              + "texts in each direction, with 0 at the edges, so that no word is a special "
              + "case: LCS(i, j) = LCS(i−1, j−1) + 1 where aᵢ = bⱼ, else max(LCS(i−1, j), LCS(i, "
              + "j−1)). Where nothing is common, F would be 0 / 0: that case comes first.",
            "Minúsculas, espaços, depois os sinais: nessa ordem, e sinais e espaços no mesmo "
              + "laço, pois pode haver um espaço antes de um sinal. A tabela é um maior que os "
              + "textos em cada direção, com 0 nas bordas, e assim nenhuma palavra é caso "
              + "especial: LCS(i, j) = LCS(i−1, j−1) + 1 onde aᵢ = bⱼ; senão, max(LCS(i−1, j), "
              + "LCS(i, j−1)). Onde nada é comum, F seria 0 / 0: esse caso vem primeiro."),
          Text(
            "normalizedAnswer (in ExactMatch.swift): lower case, split at white space, join with "
              + "one space, take marks and spaces off the end while there are any. LCS: a table "
              + "of (|a| + 1) × (|b| + 1) zeros, filled row after row; its last entry is the "
              + "result. Write the whole table first; reduce it to a row when it passes. RougeL: "
              + "first the case that nothing is common (1 if both are empty, else 0).",
            "normalizedAnswer (em ExactMatch.swift): minúsculas, separe nos espaços, junte com "
              + "um espaço só, tire sinais e espaços do final enquanto houver. LCS: uma tabela "
              + "de (|a| + 1) × (|b| + 1) zeros, preenchida linha por linha; a última entrada é "
              + "o resultado. Escreva primeiro a tabela inteira; reduza a uma linha quando ela "
              + "passar. RougeL: primeiro o caso sem nada em comum (1 se os dois são vazios, "
              + "senão 0)."),
          Text(
            "Solutions/07-InstructionTuning/RougeL.swift and ExactMatch.swift: the table is kept "
              + "as one row and the entry up and to the left of it, diagonal.",
            "Solutions/07-InstructionTuning/RougeL.swift e ExactMatch.swift: da tabela ficam só "
              + "uma linha e a entrada acima e à esquerda, diagonal."),
        ]),
    ])
}

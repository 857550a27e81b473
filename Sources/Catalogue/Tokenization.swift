import CourseKit

extension Catalogue {
  static let tokenization = Chapter(
    2, module: "Tokenization", title: Text("Text to numbers", "Texto vira número"),
    exercises: [
      Exercise(
        "2.1", Text("Word split", "Separar em palavras"), file: "SplitWords.swift",
        difficulty: .hard, minutes: 40,
        hints: [
          Text(
            "Read the three rules as three questions to one position: does such a word begin "
              + "here, and where does it end? Which of the three has an answer wherever the other "
              + "two have none?",
            "Leia as três regras como três perguntas a uma posição: começa aqui uma palavra "
              + "dessas, e onde ela termina? Qual das três tem resposta onde as outras duas não têm?"
          ),
          Text(
            "Rule 2: skip one space if there is one; if something other than whitespace follows, "
              + "the word goes on while the kind stays the same. Rule 3: e ← the end of the "
              + "whitespace; the word ends at e if that is the text's end, else one character before "
              + "e. The slip: one line break before a letter would shrink to nothing, and the loop "
              + "would stand still; a single character is a word.",
            "Regra 2: pule um espaço, se houver; se o que vem depois não é espaço em branco, a "
              + "palavra continua enquanto o tipo for o mesmo. Regra 3: e ← o fim do espaço em "
              + "branco; a palavra termina em e se ali acaba o texto; senão, um caractere antes de "
              + "e. O tropeço: uma única quebra de linha antes de uma letra encolheria até sumir, e "
              + "o laço não sairia do lugar; um só caractere é uma palavra."),
          Text(
            "start ← 0; while start < end of text: stop ← endOfContraction(start) ?? endOfRun(start) ?? "
              + "endOfWhitespace(start); append text[start..<stop]; start ← stop. The first two give nil where their rule "
              + "does not fit. In a contraction, look at most two scalars past the apostrophe.",
            "início ← 0; enquanto início < fim do texto: parada ← fimDaContração(início) ?? fimDaSequência(início) "
              + "?? fimDoEspaço(início); acrescente text[início..<parada]; início ← parada. As duas primeiras dão nil "
              + "onde a regra não vale. Numa contração, olhe no máximo dois escalares depois do apóstrofo."
          ),
          Text(
            "Solutions/02-Tokenization/SplitWords.swift: a function for each rule, joined by ??. See how "
              + "endOfRun steps over the space.",
            "Solutions/02-Tokenization/SplitWords.swift: uma função para cada regra, ligadas por ??. Veja como "
              + "endOfRun pula o espaço."),
        ]),
      Exercise(
        "2.2", Text("Vocabulary, encode, decode", "Vocabulário, codificar, decodificar"),
        file: "Vocabulary.swift", difficulty: .easy, minutes: 20, needs: ["2.1"],
        hints: [
          Text(
            "words.count is the id of the word that is appended next. What must happen first, "
              + "noting the id or appending the word? And what must be in both collections before "
              + "any word is given?",
            "words.count é o id da próxima palavra a ser acrescentada. O que deve acontecer "
              + "antes, anotar o id ou acrescentar a palavra? E o que já precisa estar nas duas "
              + "coleções antes de qualquer palavra?"),
          Text(
            "words[ids[w]] = w for every word. The commonest slip is that a word that comes "
              + "again gets a second id: ask the dictionary first. Decoding puts nothing between the "
              + "words, because they carry their own spaces.",
            "words[ids[w]] = w para cada palavra. O tropeço mais comum é dar um segundo id a uma "
              + "palavra que reaparece: pergunte antes ao dicionário. Decodificar não põe nada entre "
              + "as palavras, porque elas já trazem os seus espaços."),
          Text(
            "words ← [<unk>]; ids ← [<unk>: 0]; for each given word: if ids has none for it, ids[word] ← "
              + "words.count, then append it. encode: splitWords(text).map(id). decode: ids.map(word).joined().",
            "words ← [<unk>]; ids ← [<unk>: 0]; para cada palavra dada: se ids não a tem, ids[palavra] ← "
              + "words.count e depois acrescente-a. encode: splitWords(text).map(id). decode: ids.map(palavra).joined()."
          ),
          Text(
            "Solutions/02-Tokenization/Vocabulary.swift, the initializer's loop with its where clause; "
              + "WordTokenizer.swift beside it has one line each for encode and decode.",
            "Solutions/02-Tokenization/Vocabulary.swift, o laço do inicializador com a cláusula where; ao lado, "
              + "WordTokenizer.swift tem uma linha para encode e uma para decode."),
        ]),
      Exercise(
        "2.3", Text("Count pairs", "Contar pares"), file: "CountPairs.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "A word of n tokens has how many neighbours? And if the word occurs 1,000 times in the text, do you "
              + "have to look at it 1,000 times?",
            "Uma palavra de n tokens tem quantos pares de vizinhos? E, se ela aparece 1.000 vezes no texto, é "
              + "preciso olhar para ela 1.000 vezes?"),
          Text(
            "Add the word's count, not 1: a word that occurs 1,000 times brings each of its "
              + "pairs 1,000 times. A pair that stands twice in the word is counted twice, also "
              + "where the two overlap, as in 7 7 7.",
            "Some a contagem da palavra, e não 1: uma palavra que aparece 1.000 vezes traz cada "
              + "um dos seus pares 1.000 vezes. Um par que está duas vezes na palavra conta duas "
              + "vezes, mesmo onde os dois se sobrepõem, como em 7 7 7."),
          Text(
            "for each word, for each position but the last: counts[pair(i, i + 1)] += "
              + "word.count, from 0 where there is none yet: counts[pair, default: 0]. zip(ids, "
              + "ids.dropFirst()) gives the neighbours.",
            "para cada palavra, para cada posição menos a última: counts[par(i, i + 1)] += "
              + "word.count, partindo de 0 onde ainda não há nada: counts[par, default: 0]. zip(ids, "
              + "ids.dropFirst()) dá os vizinhos."),
          Text(
            "Solutions/02-Tokenization/CountPairs.swift: two loops and one line inside.",
            "Solutions/02-Tokenization/CountPairs.swift: dois laços e uma linha dentro deles."),
        ]),
      Exercise(
        "2.4", Text("Learn BPE merges", "Aprender os merges do BPE"), file: "LearnMerges.swift",
        difficulty: .hard, minutes: 45, needs: ["2.3"],
        hints: [
          Text(
            "Suppose you kept the counts of step 1 of banana and cabana. Which pair would be the "
              + "second merge? How often does it still stand in the words?",
            "Suponha que você guardasse as contagens do passo 1 de banana e cabana. Que par "
              + "seria o segundo merge? Quantas vezes ele ainda está nas palavras?"),
          Text(
            "A dictionary has no order: whoever takes the maximum of the counts alone gets any "
              + "of the equally frequent pairs, another one in each run. Compare twice: the larger "
              + "count wins, of equals the smaller pair. Count anew after every merge, and in "
              + "merging step over both tokens of a pair.",
            "Um dicionário não tem ordem: quem toma só o máximo das contagens recebe qualquer um "
              + "dos pares igualmente frequentes, outro a cada execução. Compare duas vezes: vence a "
              + "maior contagem e, entre iguais, o menor par. Conte de novo depois de cada merge e, "
              + "em merging, pule os dois tokens do par."),
          Text(
            "while merges.count < count: counts ← countPairs(in: words); if it is empty, stop; highest ← the largest "
              + "count; pair ← the smallest pair with it; words ← merging(pair, into: 256 + merges.count, in: each); append "
              + "pair. In merging: step through with a while loop, by 2 where the pair stands, else by 1.",
            "enquanto merges.count < count: counts ← countPairs(in: words); se estiver vazio, pare; maior ← a maior "
              + "contagem; par ← o menor par que a tem; words ← merging(par, into: 256 + merges.count, in: cada uma); "
              + "acrescente par. Em merging: avance com um laço while, de 2 em 2 onde está o par, senão de 1 em 1."
          ),
          Text(
            "Solutions/02-Tokenization/LearnMerges.swift: the loop is the pseudocode, and merging stands below it. "
              + "PairTable.swift only makes it fast.",
            "Solutions/02-Tokenization/LearnMerges.swift: o laço é o pseudocódigo, e merging vem logo abaixo. "
              + "PairTable.swift só o torna rápido."),
        ]),
      Exercise(
        "2.5", Text("BPE encode", "Codificar com BPE"), file: "ByteLevelBPE+Encoding.swift",
        difficulty: .medium, minutes: 30,
        hints: [
          Text(
            "You have merged one pair in the middle of a word. Which pairs have gone, and which "
              + "are new? Can one of the new ones have a rank?",
            "Você juntou um par no meio de uma palavra. Que pares sumiram, e quais são novos? "
              + "Algum dos novos pode ter um rank?"),
          Text(
            "Before each merge, look at all pairs of neighbours and take the lowest rank, not "
              + "the first pair that has one. And ask the tokenizer: a byte's id is idOfByte[byte], "
              + "the merged token mergedIds[rank]; in GPT-2 they are not the byte and 256 + rank.",
            "Antes de cada merge, olhe todos os pares de vizinhos e pegue o menor rank, e não o "
              + "primeiro par que tem algum. E pergunte ao tokenizador: o id de um byte é "
              + "idOfByte[byte], o token juntado é mergedIds[rank]; no GPT-2 eles não são o byte e "
              + "256 + rank."),
          Text(
            "ids ← bytes as ids; loop: find the index with the lowest rank, the leftmost of "
              + "equals; if no pair has a rank, return ids; ids[index...index + 1] ← "
              + "[mergedIds[rank]]. One pair at a time is enough.",
            "ids ← os bytes como ids; repita: ache o índice de menor rank, o mais à esquerda "
              + "entre iguais; se nenhum par tem rank, devolva ids; ids[índice...índice + 1] ← "
              + "[mergedIds[rank]]. Um par por vez basta."),
          Text(
            "Solutions/02-Tokenization/ByteLevelBPE+Encoding.swift: a short loop in encodeWord. The helper below it "
              + "keeps the ranks so that only the changed ones are looked up again, and the first line sends very long "
              + "words elsewhere; yours needs neither.",
            "Solutions/02-Tokenization/ByteLevelBPE+Encoding.swift: um laço curto em encodeWord. A função auxiliar "
              + "abaixo guarda os ranks para procurar de novo só os que mudaram, e a primeira linha manda as palavras "
              + "muito longas para outro lugar; a sua não precisa de nada disso."
          ),
        ]),
      Exercise(
        "2.6", Text("BPE decode", "Decodificar com BPE"), file: "ByteLevelBPE+Decoding.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "For a text of 100 tokens, how often does your code turn bytes into a String? How "
              + "often may it, if é can lie across two tokens?",
            "Num texto de 100 tokens, quantas vezes o seu código transforma bytes em String? "
              + "Quantas vezes pode, se a letra é pode estar dividida em dois tokens?"),
          Text(
            "First all bytes, then the text, once. Joining the texts of the single tokens is the "
              + "commonest slip: both halves of é become U+FFFD.",
            "Primeiro todos os bytes, depois o texto, uma vez só. Juntar os textos dos tokens, "
              + "um por um, é o tropeço mais comum: as duas metades de é viram U+FFFD."),
          Text(
            "all ← []; for each id: all += bytes(of: id); return String(decoding: all, as: UTF8.self), once, at the end. "
              + "It writes U+FFFD for what is no UTF-8.",
            "todos ← []; para cada id: todos += bytes(of: id); devolva String(decoding: todos, as: UTF8.self), uma "
              + "vez só, no fim. Ela escreve U+FFFD no lugar do que não é UTF-8."),
          Text(
            "Solutions/02-Tokenization/ByteLevelBPE+Decoding.swift: one line, with flatMap.",
            "Solutions/02-Tokenization/ByteLevelBPE+Decoding.swift: uma linha, com flatMap."),
        ]),
      Exercise(
        "2.7", Text("Sliding windows", "Janelas deslizantes"), file: "SlidingWindows.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "Write down the windows of 5 8 2 9 with a context of 3, then those of 5 8 2. How "
              + "many tokens has the shortest text that has a window?",
            "Escreva as janelas de 5 8 2 9 com contexto 3, depois as de 5 8 2. Quantos tokens "
              + "tem o texto mais curto que tem uma janela?"),
          Text(
            "The last target of a window at s stands at s + contextLength, which must be below "
              + "tokenCount. stride(from:to:by:) leaves its limit out, stride(from:through:by:) does "
              + "not: there comes the one window too many. A limit below 0 gives no starts at all.",
            "O último alvo de uma janela em s está em s + contextLength, que tem de ser menor "
              + "que tokenCount. stride(from:to:by:) deixa o limite de fora, "
              + "stride(from:through:by:) não: daí vem a janela que sobra. Um limite abaixo de 0 não "
              + "dá começo nenhum."),
          Text(
            "starts ← [0, stride, 2 · stride, …] below tokenCount − contextLength; windows ← "
              + "starts.map { TokenWindow(of: tokens, start: $0, …) }, each with tokens[start ..< "
              + "start + T] and the same, one further. Swift.stride(from:to:by:) counts so; write "
              + "the Swift., as stride is a parameter here.",
            "começos ← [0, stride, 2 · stride, …] abaixo de tokenCount − contextLength; janelas "
              + "← começos.map { TokenWindow(of: tokens, start: $0, …) }, cada uma com tokens[start "
              + "..< start + T] e o mesmo, uma posição adiante. Swift.stride(from:to:by:) conta "
              + "assim; escreva Swift. na frente, pois stride aqui é um parâmetro."),
          Text(
            "Solutions/02-Tokenization/SlidingWindows.swift: windowStarts is one line, and so is slidingWindows.",
            "Solutions/02-Tokenization/SlidingWindows.swift: windowStarts é uma linha, e slidingWindows também."
          ),
        ]),
      Exercise(
        "2.8", Text("Token embedding and its pullback", "Embedding de tokens e o seu pullback"),
        file: "Embedding.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "The upstream gradient has a row for each position, the gradient of the table has "
              + "one for each token. Over which of the two does your loop go, and how does it find "
              + "the other's row?",
            "O gradiente upstream tem uma linha para cada posição; o gradiente da tabela, uma "
              + "para cada token. Qual dos dois o seu laço percorre, e como ele acha a linha do "
              + "outro?"),
          Text(
            "A copy in the forward pass is a sum in the backward pass. The commonest slip is to "
              + "copy again: of three positions with the same id the last one wins, and nobody "
              + "notices as long as no token repeats.",
            "Uma cópia no forward pass é uma soma no backward pass. O tropeço mais comum é "
              + "copiar outra vez: de três posições com o mesmo id vence a última, e ninguém percebe "
              + "enquanto nenhum token se repete."),
          Text(
            "forward pass: for row r of the output: copy the weight's row ids[r] "
              + "(row.copy(weight, row:)). pullback: gradient ← zeros in the weight's shape; for "
              + "(position, id) of ids.enumerated(): gradient's row id += upstream's row "
              + "position (updateRow(id) { $0.add(upstream, row: position) }).",
            "forward pass: para a linha r da saída: copie a linha ids[r] do peso "
              + "(row.copy(weight, row:)). pullback: gradiente ← zeros na forma do peso; para "
              + "(posição, id) de ids.enumerated(): linha id do gradiente += linha posição do "
              + "gradiente upstream (updateRow(id) { $0.add(upstream, row: posição) })."),
          Text(
            "Solutions/02-Tokenization/Embedding.swift: look at the loop in withPullback, where add stands and not "
              + "copy.",
            "Solutions/02-Tokenization/Embedding.swift: veja o laço em withPullback, em que aparece add, e não copy."
          ),
        ]),
      Exercise(
        "2.9", Text("Positions", "Posições"), file: "PositionEmbedding.swift",
        difficulty: .medium, minutes: 20,
        hints: [
          Text(
            "Sequences of 4 tokens, start = 1. Which row of the table is added to row 3 of x? "
              + "And which to row 4, where the second sequence begins?",
            "Sequências de 4 tokens, start = 1. Que linha da tabela se soma à linha 3 de x? E "
              + "qual à linha 4, onde começa a segunda sequência?"),
          Text(
            "The remainder first, then start: start + r mod length. With (start + r) mod length, "
              + "row 3 of that example would get row 0. And the remainder is by the length of the "
              + "sequences, not by the context. In the pullback ∂x is the upstream gradient itself.",
            "Primeiro o resto, depois start: start + r mod length. Com (start + r) mod length, a "
              + "linha 3 desse exemplo receberia a linha 0. E o resto é pelo comprimento das "
              + "sequências, não pelo contexto. No pullback, ∂x é o próprio gradiente upstream."),
          Text(
            "forward pass: for each row of x: add the weight's row start + row.index % length. "
              + "pullback: gradient ← zeros in the weight's shape; for each row r of the upstream "
              + "gradient: gradient's row r % length += that row; return (upstream, gradient).",
            "forward pass: para cada linha de x: some a linha start + row.index % length do "
              + "peso. pullback: gradiente ← zeros na forma do peso; para cada linha r do gradiente "
              + "upstream: linha r % length do gradiente += essa linha; devolva (upstream, "
              + "gradiente)."),
          Text(
            "Solutions/02-Tokenization/PositionEmbedding.swift: updateRows in the forward pass, "
              + "updateRow in the pullback, both with % length.",
            "Solutions/02-Tokenization/PositionEmbedding.swift: updateRows no forward pass, "
              + "updateRow no pullback, os dois com % length."),
        ]),
    ])
}

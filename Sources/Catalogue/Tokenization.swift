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
            "Stand at one place of the text. Which of the three rules fits there, and where does its word end? If "
              + "you can answer that, you only have to go on from that end.",
            "Pare em um ponto do texto. Qual das três regras vale ali, e onde termina a palavra? Se você sabe "
              + "responder a isso, basta continuar a partir desse fim."),
          Text(
            "Rule 2: skip one space if there is one; if something other than whitespace follows, the word goes on "
              + "while the kind stays the same. Rule 3: e ← the end of the whitespace; the word ends at e if that is the "
              + "text's end or if there is only one character, else one character before e.",
            "Regra 2: pule um espaço, se houver; se o que vem depois não é espaço em branco, a palavra continua "
              + "enquanto o tipo for o mesmo. Regra 3: e ← o fim do espaço em branco; a palavra termina em e se ali "
              + "acaba o texto ou se há um só caractere; senão, um caractere antes de e."),
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
            "You need to go both ways: from an id to its word and from a word to its id. Which collection is good "
              + "for which way? And what do you answer for a word that is in neither?",
            "É preciso ir nos dois sentidos: do id para a palavra e da palavra para o id. Que coleção serve para "
              + "cada sentido? E o que responder por uma palavra que não está em nenhuma delas?"),
          Text(
            "words[ids[w]] = w for every word; ids[\"<unk>\"] = 0; a new word gets the id words.count. Encode: split, "
              + "then ids[w] or 0. Decode: words, joined without spaces, because the words carry their own.",
            "words[ids[w]] = w para cada palavra; ids[\"<unk>\"] = 0; uma palavra nova recebe o id words.count. "
              + "Codificar: separe e use ids[w] ou 0. Decodificar: as palavras juntas, sem espaços entre elas, porque "
              + "elas já trazem os seus."),
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
            "count(a, b) = Σ over words of count(w) · (places i with wᵢ = a and wᵢ₊₁ = b).",
            "count(a, b) = Σ sobre as palavras de count(w) · (posições i com wᵢ = a e wᵢ₊₁ = b)."),
          Text(
            "for each word, for each place but the last: counts[pair(i, i + 1)] += word.count, from 0 where there "
              + "is none yet: counts[pair, default: 0]. zip(ids, ids.dropFirst()) gives the neighbours.",
            "para cada palavra, para cada posição menos a última: counts[par(i, i + 1)] += word.count, partindo de "
              + "0 onde ainda não há nada: counts[par, default: 0]. zip(ids, ids.dropFirst()) dá os vizinhos."
          ),
          Text(
            "Solutions/02-Tokenization/CountPairs.swift: two loops and one line inside.",
            "Solutions/02-Tokenization/CountPairs.swift: dois laços e uma linha dentro deles."),
        ]),
      Exercise(
        "2.4", Text("Learn BPE merges", "Aprender os merges do BPE"), file: "LearnMerges.swift",
        difficulty: .hard, minutes: 45, needs: ["2.3"],
        hints: [
          Text(
            "After the first merge the words look different. Are the counts from before still right? And of two "
              + "pairs that are equally frequent, which one would every computer choose?",
            "Depois do primeiro merge as palavras mudam. As contagens de antes ainda valem? E, de dois pares "
              + "igualmente frequentes, qual deles todo computador escolheria?"),
          Text(
            "pair ← argmax count(a, b), of equals the smallest (a, b); merge r makes the id 256 + r in every word; "
              + "then the counts are those of the new words. Stop after `count` merges, or when no pair is left.",
            "par ← argmax count(a, b), entre iguais o menor (a, b); o merge r cria o id 256 + r em todas as "
              + "palavras; as contagens passam a ser as das palavras novas. Pare depois de `count` merges ou quando não "
              + "restar nenhum par."),
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
            "The merges were learned in an order. If two pairs in a word can both be merged, which of them was "
              + "there first when the tokenizer was learned?",
            "Os merges foram aprendidos em uma ordem. Se dois pares de uma palavra podem ser juntados, qual deles "
              + "veio primeiro quando o tokenizador foi aprendido?"),
          Text(
            "While there is one: r ← the lowest rank(idᵢ, idᵢ₊₁) over all neighbours; each such pair, from left to "
              + "right, becomes mergedIds[r]. The start is idOfByte[byte] for each byte.",
            "Enquanto houver: r ← o menor rank(idᵢ, idᵢ₊₁) entre todos os vizinhos; cada par com esse rank, da "
              + "esquerda para a direita, vira mergedIds[r]. O começo é idOfByte[byte] para cada byte."
          ),
          Text(
            "ids ← bytes as ids; loop: find the place with the lowest rank, the leftmost of equals; if no pair has a "
              + "rank, return ids; ids[place...place + 1] ← [mergedIds[rank]]. One place at a time is enough.",
            "ids ← os bytes como ids; repita: ache a posição de menor rank, a mais à esquerda entre iguais; se nenhum "
              + "par tem rank, devolva ids; ids[posição...posição + 1] ← [mergedIds[rank]]. Uma posição por vez basta."
          ),
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
            "é has two bytes, and each may be a token. Can you read one of them alone as text? What must be put "
              + "together first?",
            "é tem dois bytes, e cada um pode ser um token. Dá para ler um deles sozinho como texto? O que precisa "
              + "ser juntado antes?"),
          Text(
            "text = UTF-8(bytes(id₀) ⧺ bytes(id₁) ⧺ …), where bytes(id) = tokens[id].",
            "texto = UTF-8(bytes(id₀) ⧺ bytes(id₁) ⧺ …), em que bytes(id) = tokens[id]."),
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
            "To learn from 4 tokens, how many do you have to cut from the text? Where is the last place at which a "
              + "window can begin?",
            "Para aprender com 4 tokens, quantos é preciso recortar do texto? Qual é a última posição em que uma "
              + "janela pode começar?"),
          Text(
            "With T = contextLength, a window at s: input = tokens[s ..< s + T], target = tokens[s + 1 ..< s + T + 1]. So s + T must be a "
              + "place of the text: s < tokenCount − T. Starts: 0, stride, 2 · stride …",
            "Com T = contextLength, uma janela em s: input = tokens[s ..< s + T], target = tokens[s + 1 ..< s + T + 1]. Logo, s + T precisa "
              + "ser uma posição do texto: s < tokenCount − T. Inícios: 0, stride, 2 · stride …"),
          Text(
            "starts ← [0, stride, 2 · stride, …] below tokenCount − contextLength; windows ← starts.map { "
              + "TokenWindow(of: tokens, start: $0, …) }. Swift.stride(from:to:by:) counts so; write the Swift., as stride "
              + "is a parameter here.",
            "inícios ← [0, stride, 2 · stride, …] abaixo de tokenCount − contextLength; janelas ← inícios.map { "
              + "TokenWindow(of: tokens, start: $0, …) }. Swift.stride(from:to:by:) conta assim; escreva Swift. na "
              + "frente, pois stride aqui é um parâmetro."),
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
            "Forward, the row of token 7 is copied to every place where 7 stands. If it stands at three places, from "
              + "how many places does its row hear what the loss wants?",
            "Na ida, a linha do token 7 é copiada para cada posição em que está o 7. Se ele está em três posições, de "
              + "quantas delas a sua linha recebe gradiente?"),
          Text(
            "y[b, t] = W[id[b, t]], and back ∂W[i] = Σ over (b, t) with id[b, t] = i of ∂y[b, t]. A copy forward is a "
              + "sum backward.",
            "y[b, t] = W[id[b, t]] e, na volta, ∂W[i] = Σ sobre (b, t) com id[b, t] = i de ∂y[b, t]. Uma cópia na ida "
              + "é uma soma na volta."),
          Text(
            "forward: for row r of the output: copy W's row ids[r] (row.copy(weight, row:)). back: gradient ← zeros like "
              + "W; for (place, id) in ids: gradient's row id += upstream gradient's row place (updateRow(id) { $0.add(upstream, "
              + "row: place) }).",
            "ida: para a linha r da saída: copie a linha ids[r] de W (row.copy(weight, row:)). volta: gradiente ← zeros "
              + "como W; para (posição, id) em ids: linha id do gradiente += linha posição do gradiente upstream (updateRow(id) { "
              + "$0.add(upstream, row: posição) })."),
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
            "Two sequences lie one after the other in memory. Row number 5 of x, with 4 tokens in a sequence: which "
              + "place in its own sequence is that?",
            "Duas sequências ficam uma depois da outra na memória. A linha 5 de x, com 4 tokens por sequência: que "
              + "posição é essa na própria sequência?"),
          Text(
            "y[b, t] = x[b, t] + W[start + t]; ∂x = ∂y; ∂W[t] = Σ over b of ∂y[b, t]. Row r of x is the place t = r mod "
              + "length.",
            "y[b, t] = x[b, t] + W[start + t]; ∂x = ∂y; ∂W[t] = Σ sobre b de ∂y[b, t]. A linha r de x é a posição t = r "
              + "mod length."),
          Text(
            "forward: for each row of x: add W's row start + row.index % length. back: gradient ← zeros like W; for each "
              + "row r of the upstream gradient: gradient's row r % length += that row; return (upstream, gradient).",
            "ida: para cada linha de x: some a linha start + row.index % length de W. volta: gradiente ← zeros como W; "
              + "para cada linha r do gradiente upstream: linha r % length do gradiente += essa linha; devolva (gradiente upstream, "
              + "gradiente)."),
          Text(
            "Solutions/02-Tokenization/PositionEmbedding.swift: updateRows forward, updateRow backward, both with "
              + "% length.",
            "Solutions/02-Tokenization/PositionEmbedding.swift: updateRows na ida, updateRow na volta, ambos com % "
              + "length."),
        ]),
    ])
}

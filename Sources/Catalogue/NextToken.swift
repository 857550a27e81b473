import CourseKit

extension Catalogue {
  static let nextToken = Chapter(
    1, module: "NextToken", title: Text("What an LLM is", "O que é um LLM"),
    exercises: [
      Exercise(
        "1.1", Text("Bigram counts", "Contagem de bigramas"), file: "BigramCounts.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "How many bigrams has a text of 6 tokens? And of 1, and of none? Which way of "
              + "walking through a text gives all of these without an if?",
            "Quantos bigramas tem um texto de 6 tokens? E de 1, e de nenhum? Que jeito de "
              + "percorrer um texto dá conta de todos esses casos sem um if?"),
          Text(
            "counts[a, b]: the row is the token that comes first. The commonest slip is a table "
              + "with rows and columns exchanged. Try the single text [0, 1]: only counts[0, 1] may "
              + "be 1. And each text is walked through by itself, or a pair bridges two of them.",
            "counts[a, b]: a linha é o token que vem primeiro. O tropeço mais comum é uma tabela "
              + "com linhas e colunas trocadas. Teste com um único texto, [0, 1]: só counts[0, 1] "
              + "pode ser 1. E cada texto é percorrido separadamente, senão um par faz ponte entre "
              + "dois."),
          Text(
            "counts ← zeros of [V, V]; for each document, for each (previous, next) of zip(document, "
              + "document.dropFirst()): counts[previous, next] += 1.",
            "counts ← zeros de [V, V]; para cada documento, para cada (previous, next) de zip(document, "
              + "document.dropFirst()): counts[previous, next] += 1."),
          Text(
            "Solutions/01-NextToken/BigramCounts.swift: zip with dropFirst needs no case of its own for short texts.",
            "Solutions/01-NextToken/BigramCounts.swift: zip com dropFirst dispensa um caso à parte para textos curtos."
          ),
        ]),
      Exercise(
        "1.2", Text("Probabilities with smoothing", "Probabilidades com suavização"),
        file: "BigramProbabilities.swift", difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "The sum of a row can be taken before k is added to its counts, or afterwards. Which "
              + "of the two needs no k·V? And for which rows is the sum 0 even then?",
            "A soma de uma linha pode ser tirada antes de somar k às contagens, ou depois. Qual "
              + "das duas dispensa o k·V? E em que linhas a soma é 0 mesmo assim?"),
          Text(
            "Rows that sum to more than 1: k was added to every count, but only k, not k·V, to "
              + "the sum. Rows of NaN: with k = 0 a row of zeros was divided by its sum, 0; such a "
              + "row is 1/V everywhere.",
            "Linhas que somam mais de 1: somou-se k a cada contagem, mas só k, e não k·V, ao "
              + "total. Linhas de NaN: com k = 0, uma linha de zeros foi dividida pela sua soma, 0; "
              + "uma linha assim é 1/V em toda parte."),
          Text(
            "for each row: add k to every element; total ← sum; if total > 0, scale by 1 / "
              + "total, else fill with 1/V. A Row has copy, add, sum, scale(by:) and fill.",
            "para cada linha: some k a cada elemento; total ← soma; se total > 0, multiplique "
              + "por 1 / total; senão, preencha com 1/V. Uma Row tem copy, add, sum, scale(by:) e "
              + "fill."),
          Text(
            "Solutions/01-NextToken/BigramProbabilities.swift: k is added first, so the sum has k·V in it already.",
            "Solutions/01-NextToken/BigramProbabilities.swift: k é somado primeiro, e assim a soma já contém k·V."
          ),
        ]),
      Exercise(
        "1.3", Text("Sample a category", "Sortear uma categoria"), file: "SampleCategory.swift",
        difficulty: .medium, minutes: 20,
        hints: [
          Text(
            "Draw the line for the probabilities 0, 0.5, 0.5 with its pieces. Which category "
              + "does u = 0 belong to? And u = 0.5?",
            "Desenhe a linha para as probabilidades 0; 0,5; 0,5 com os seus pedaços. A que "
              + "categoria pertence u = 0? E u = 0,5?"),
          Text(
            "The first i with p₀ + p₁ + … + pᵢ > u, strictly greater: with ≥, a u of 0 would "
              + "fall on a piece of no length. u is drawn once, before the loop; a new u for each "
              + "category would be another distribution.",
            "O primeiro i com p₀ + p₁ + … + pᵢ > u, estritamente maior: com ≥, um u igual a 0 "
              + "cairia num pedaço sem comprimento. u é sorteado uma vez só, antes do laço; um u "
              + "novo para cada categoria daria outra distribuição."),
          Text(
            "u ← generator.nextUniform(), once; sum ← 0; for each i: sum += p[i]; if sum > u, return i. After the "
              + "loop: the last i with p[i] > 0. Add up in Double.",
            "u ← generator.nextUniform(), uma vez só; soma ← 0; para cada i: soma += p[i]; se soma > u, devolva i. "
              + "Depois do laço: o último i com p[i] > 0. Some em Double."),
          Text(
            "Solutions/01-NextToken/SampleCategory.swift: look at the > and at what follows the loop.",
            "Solutions/01-NextToken/SampleCategory.swift: repare no > e no que vem depois do laço."),
        ]),
      Exercise(
        "1.4", Text("Generate tokens", "Gerar tokens"), file: "GenerateTokens.swift",
        difficulty: .easy, minutes: 15, needs: ["1.3"],
        hints: [
          Text(
            "One variable changes from round to round. What does it hold before the first round, "
              + "and what after the last?",
            "Uma variável muda a cada rodada. O que ela guarda antes da primeira, e o que depois "
              + "da última?"),
          Text(
            "What was drawn is the index of the next row. The commonest slip is to draw every "
              + "token from the row of start: the tokens then have nothing to do with one another.",
            "O que foi sorteado é o índice da próxima linha. O tropeço mais comum é sortear "
              + "todos os tokens da linha de start: aí eles nada têm a ver uns com os outros."),
          Text(
            "current ← start; count times: current ← sampleCategory(row of current, using: &generator); append it. "
              + "probabilities.scalars(ofRow: current) gives the row.",
            "current ← start; count vezes: current ← sampleCategory(linha de current, using: &generator); "
              + "acrescente-o. probabilities.scalars(ofRow: current) dá a linha."),
          Text(
            "Solutions/01-NextToken/GenerateTokens.swift: current is both what was drawn and where the next row is.",
            "Solutions/01-NextToken/GenerateTokens.swift: current é o que acabou de ser sorteado e "
              + "também diz qual é a próxima linha."),
        ]),
      Exercise(
        "1.5",
        Text(
          "Negative log-likelihood and perplexity", "Log-verossimilhança negativa e perplexidade"),
        file: "Perplexity.swift", difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "Probabilities of many tokens multiply, surprises add up. What happens to the "
              + "product of a thousand probabilities in floating point, and what to the sum of their "
              + "logarithms?",
            "As probabilidades de muitos tokens se multiplicam, as surpresas se somam. O que "
              + "acontece, em ponto flutuante, com o produto de mil probabilidades? E com a soma dos "
              + "logaritmos?"),
          Text(
            "One sum and one n for all texts, divided once at the end. n counts the bigrams, one "
              + "fewer than the tokens in each text. Do not repair anything: with p = 0 infinity "
              + "comes out by itself, with n = 0 NaN.",
            "Uma soma e um n para todos os textos, divididos uma vez só, no fim. n conta os "
              + "bigramas, um a menos que os tokens em cada texto. Não conserte nada: com p = 0 o "
              + "infinito sai sozinho, e com n = 0, o NaN."),
          Text(
            "sum ← 0; n ← 0; for each document, for each pair of neighbours: sum −= log(Double(p[previous, next])); "
              + "n += 1. Return sum / n: with n = 0 that is NaN by itself.",
            "soma ← 0; n ← 0; para cada documento, para cada par de vizinhos: soma −= log(Double(p[previous, next])); "
              + "n += 1. Devolva soma / n: com n = 0 isso já dá NaN sozinho."),
          Text(
            "Solutions/01-NextToken/Perplexity.swift: one n for all documents; the infinity needs no case of its own.",
            "Solutions/01-NextToken/Perplexity.swift: um só n para todos os documentos; o infinito dispensa um caso à "
              + "parte."),
        ]),
    ])
}

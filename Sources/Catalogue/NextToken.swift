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
            "How many bigrams has a text of 4 tokens? And of 1, and of none? What must not happen between two texts?",
            "Quantos bigramas tem um texto de 4 tokens? E de 1, e de nenhum? O que não pode acontecer entre dois "
              + "textos?"),
          Text(
            "counts[a, b] = how often b comes right after a in the same text. The row is the token before.",
            "counts[a, b] = quantas vezes b vem logo depois de a no mesmo texto. A linha é o token anterior."
          ),
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
            "Every count of a row grows by k. By how much does the row's sum grow, if the row is to sum to 1 "
              + "afterwards? And what if the sum is 0?",
            "Cada contagem de uma linha cresce k. Quanto cresce a soma da linha, se no fim a linha deve somar 1? E se a "
              + "soma for 0?"),
          Text(
            "p(b | a) = (counts[a, b] + k) / (Σ_d counts[a, d] + k·V); where the divisor is 0, 1/V.",
            "p(b | a) = (counts[a, b] + k) / (Σ_d counts[a, d] + k·V); onde o divisor é 0, 1/V."),
          Text(
            "for each row: add k to every number; total ← sum; if total > 0, scale by 1 / total, else fill with 1/V. A "
              + "Row has copy, add, sum, scale(by:) and fill.",
            "para cada linha: some k a cada número; total ← soma; se total > 0, multiplique por 1 / total; senão, "
              + "preencha com 1/V. Uma Row tem copy, add, sum, scale(by:) e fill."),
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
            "Lay the probabilities end to end on a line from 0 to 1 and throw a dart at u. Into which piece does it "
              + "fall? Can it ever hit a piece of no length?",
            "Coloque as probabilidades lado a lado numa linha de 0 a 1 e atire um dardo em u. Em que pedaço ele cai? "
              + "Pode acertar um pedaço sem comprimento?"),
          Text(
            "The first i with p₀ + p₁ + … + pᵢ > u. If rounding leaves none, the last i with pᵢ > 0.",
            "O primeiro i com p₀ + p₁ + … + pᵢ > u. Se o arredondamento não deixa nenhum, o último i com pᵢ > 0."
          ),
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
            "After the first new token is drawn, which row of the table tells what comes next?",
            "Depois de sortear o primeiro token novo, que linha da tabela diz o que vem em seguida?"
          ),
          Text(
            "t₁ ~ p(· | start), t₂ ~ p(· | t₁), t₃ ~ p(· | t₂), …; start itself is not given back.",
            "t₁ ~ p(· | start), t₂ ~ p(· | t₁), t₃ ~ p(· | t₂), …; o próprio start não é devolvido."
          ),
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
            "How surprised should a model be by what it held for certain? And by what it held for impossible? Which "
              + "function of p says so?",
            "Quanto um modelo deve se surpreender com o que dava por certo? E com o que dava por impossível? Que função "
              + "de p diz isso?"),
          Text(
            "NLL = −(1/n) Σ ln p(b | a) over the n bigrams of all texts together; perplexity = exp(NLL).",
            "NLL = −(1/n) Σ ln p(b | a) sobre os n bigramas de todos os textos juntos; perplexidade = exp(NLL)."
          ),
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

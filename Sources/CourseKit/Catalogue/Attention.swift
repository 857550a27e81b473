extension Catalogue {
  static let attention = Chapter(
    3, module: "Attention", title: Text("Attention", "Atenção"),
    exercises: [
      Exercise(
        "3.1", Text("Stable softmax", "Softmax estável"), file: "Softmax.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "What does exp do to a score of 100? Softmax does not change when the same number is taken from "
              + "every score of a row. Which number makes the largest one harmless?",
            "O que exp faz com um score de 100? O softmax não muda quando se subtrai o mesmo número de todos os "
              + "scores de uma linha. Que número torna o maior deles inofensivo?"),
          Text(
            "wⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m), with m the largest score of that row (not of the whole tensor).",
            "wⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m), em que m é o maior score daquela linha (não do tensor inteiro)."
          ),
          Text(
            "for each row: m ← max; every x ← exp(x − m); s ← sum; every x ← x / s. A Row has max(), "
              + "exponentiate(adding:), sum() and scale(by:).",
            "para cada linha: m ← máximo; cada x ← exp(x − m); s ← soma; cada x ← x / s. Uma Row tem max(), "
              + "exponentiate(adding:), sum() e scale(by:)."),
          Text(
            "Solutions/03-Attention/Softmax.swift: two lines for a row, and updateRows calls them for each.",
            "Solutions/03-Attention/Softmax.swift: duas linhas para uma linha do tensor, e updateRows as chama para "
              + "cada uma."),
        ]),
      Exercise(
        "3.4", Text("Causal mask", "Máscara causal"), file: "CausalMask.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "Row i holds the scores of token i. Which columns are its future? May it look at itself?",
            "A linha i guarda os scores do token i. Quais colunas são o futuro dele? Ele pode olhar para si mesmo?"
          ),
          Text(
            "sᵢⱼ stays where j ≤ i and becomes −∞ where j > i. The mask comes before softmax: exp(−∞) = 0.",
            "sᵢⱼ fica onde j ≤ i e vira −∞ onde j > i. A máscara vem antes do softmax: exp(−∞) = 0."
          ),
          Text(
            "for each row i: fill columns i + 1 … end with −∞. A row knows its index, and fill(_:from:) fills from a "
              + "column on.",
            "para cada linha i: preencha as colunas i + 1 … fim com −∞. Uma linha conhece o seu index, e "
              + "fill(_:from:) preenche a partir de uma coluna."),
          Text(
            "Solutions/03-Attention/CausalMask.swift: one line inside updateRows.",
            "Solutions/03-Attention/CausalMask.swift: uma linha dentro de updateRows."),
        ]),
    ])
}

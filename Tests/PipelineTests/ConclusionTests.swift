import Corpora
import CourseKit
import Pipeline
import Pretraining
import Testing

/// What an experiment says must follow from its numbers: other numbers, other words.
struct ConclusionTests {
  private func estimate(_ mean: Double, noise: Double = 0.01) -> Estimate {
    Estimate(mean: mean, standardError: noise / 2, count: 400)
  }

  // MARK: Size of the data set

  private func dataSize(
    gaps: [Double], heldOut: [Double], _ language: Language = .english
  ) -> String {
    let rows = gaps.indices.map { index in
      DataSizeExperiment.Row(
        documentCount: [1_000, 4_000, 16_000][index], epochs: 1,
        trainingLoss: estimate(heldOut[index] - gaps[index]), heldOutLoss: estimate(heldOut[index]),
        change: index == 0 ? nil : estimate(heldOut[index] - heldOut[index - 1]))
    }
    return DataSizeExperiment().conclusion(.init(rows: rows), language)
  }

  @Test func `data-size: overfitting, gain, and neither`() {
    let usual = dataSize(gaps: [2, 0.5, 0.001], heldOut: [3, 1.5, 1.501])
    #expect(usual.contains("With 1,000 and 4,000 documents"))
    #expect(usual.contains("most with 1,000 (by 2.00 nats"))
    #expect(usual.contains("From 1,000 to 4,000 documents the held-out perplexity falls from 20.1"))
    #expect(usual.contains("From 4,000 to 16,000 documents: no difference beyond noise."))

    let opposite = dataSize(gaps: [0, -1, 0], heldOut: [1, 1.2, 1.1])
    #expect(opposite.contains("no overfitting"))
    #expect(opposite.contains("From 1,000 to 4,000 documents it rises from 2.7 to 3.3"))
    #expect(opposite.contains("From 4,000 to 16,000 documents the held-out perplexity falls"))
    #expect(
      !opposite.contains("beyond noise.") || opposite.contains("beyond noise: no overfitting"))

    let portuguese = dataSize(gaps: [2, 0, 0], heldOut: [3, 3, 1], .portuguese)
    #expect(portuguese.contains("Com 1.000 documentos"))
    #expect(portuguese.contains("cai de 20,1 para 2,7"))
    #expect(portuguese.contains("nenhuma diferença além do ruído"))
  }

  // MARK: Loss mask

  private func lossMask(_ difference: Estimate, _ language: Language = .english) -> String {
    let row = LossMaskExperiment.Row(exactMatch: estimate(0.5), rougeL: estimate(0.5))
    return LossMaskExperiment().conclusion(
      .init(masked: row, unmasked: row, difference: difference, rougeDifference: estimate(0)),
      language)
  }

  @Test func `loss-mask: better, worse, no difference`() {
    #expect(lossMask(estimate(0.1)).contains("masking the prompts is better, by 10 points"))
    #expect(
      lossMask(estimate(-0.1)).contains("learning the prompts as well is better, by 10 points"))
    #expect(lossMask(estimate(0.1, noise: 0.2)).contains("no difference beyond noise"))
    #expect(
      lossMask(estimate(0.012), .portuguese).contains("mascarar os prompts é melhor: 1 ponto "))
    #expect(lossMask(estimate(-0.1), .portuguese).contains("aprender também os prompts é melhor"))
    #expect(lossMask(estimate(0), .portuguese).contains("não faz diferença além do ruído"))
  }

  // MARK: Chat

  private func chat(
    with: [Double], without: [Double], dropped: Double = 0, _ language: Language = .english
  ) -> String {
    let rows = with.indices.map { turn in
      ChatExperiment.Row(
        turnsBack: turn, withWindow: estimate(with[turn]),
        without: turn == 0 ? nil : estimate(without[turn]),
        difference: turn == 0 ? nil : estimate(with[turn] - without[turn]),
        passageDropped: turn == with.count - 1 ? dropped : 0)
    }
    return ChatExperiment().conclusion(
      .init(isTuned: true, contextLength: 128, rows: rows), language)
  }

  @Test func `chat: what the conversation brings, costs or does not change`() {
    let usual = chat(with: [0.9, 0.8, 0.4], without: [0, 0.1, 0.395], dropped: 0.3)
    #expect(usual.contains("1 turn after the passage, the conversation brings 70 points"))
    #expect(usual.contains("2 turns after the passage, the conversation makes no difference"))
    #expect(usual.contains("50 points are lost"))
    #expect(usual.contains("In 30 % of the last turns"))

    let opposite = chat(with: [0.4, 0.1, 0.8], without: [0, 0.3, 0.1])
    #expect(opposite.contains("1 turn after the passage, the conversation costs 20 points"))
    #expect(opposite.contains("answered better than the first, by 40 points"))
    #expect(!opposite.contains("no longer in the window"))
    #expect(
      chat(with: [0.9, 0.9], without: [0, 0.1], .portuguese).contains(
        "tão bem quanto a primeira, dentro do ruído"))
  }

  // MARK: Decoding

  private func decoding(
    distinct: (greedy: Double, hot: Double), surprise: (greedy: Double, hot: Double),
    exact: (greedy: Double, hot: Double), _ language: Language = .english
  ) -> String {
    func row(
      _ decoding: Decoding, _ distinct: Double, _ surprise: Double, _ exact: Double
    ) -> DecodingExperiment.Row {
      .init(
        strategy: .sampling(decoding), distinct: distinct, repetition: estimate(0),
        surprise: estimate(surprise), exactMatch: estimate(exact))
    }
    return DecodingExperiment().conclusion(
      .init(
        isTuned: true,
        rows: [
          row(.greedy, distinct.greedy, surprise.greedy, exact.greedy),
          row(Decoding(temperature: 1.5), distinct.hot, surprise.hot, exact.hot),
        ]), language)
  }

  @Test func `decoding: the most varied, its price, the most right`() {
    let usual = decoding(distinct: (0.2, 0.7), surprise: (0.5, 1.75), exact: (0.9, 0.6))
    #expect(usual.contains("the most varied are those of temperature 1.5 (70 % distinct"))
    #expect(usual.contains("less likely, by 1.25 nats"))
    #expect(
      usual.contains("Answers: greedy is right most often, temperature 1.5 least often, by 30"))
    #expect(usual.contains("randomness does harm"))

    let opposite = decoding(distinct: (0.7, 0.2), surprise: (0.5, 1.75), exact: (0.6, 0.9))
    #expect(opposite.contains("the most varied are those of greedy"))
    #expect(opposite.contains("likelier, by 1.25 nats"))
    #expect(opposite.contains("temperature 1.5 is right most often, greedy least often"))
    #expect(!opposite.contains("randomness does harm"))

    let equal = decoding(distinct: (0.5, 0.5), surprise: (1, 1), exact: (0.8, 0.801))
    #expect(equal.contains("all strategies are equally varied"))
    #expect(equal.contains("no difference beyond noise"))
    #expect(
      decoding(distinct: (0.2, 0.7), surprise: (0, 0), exact: (1, 0), .portuguese).contains(
        "as mais variadas são as de temperatura 1,5"))
  }

  // MARK: Hallucination

  private func hallucination(
    answered: Double, probability: Double, caught: Double, _ language: Language = .english
  ) -> String {
    let rows = HallucinationExperiment.Kind.allCases.map { kind in
      let isKnown = kind == .answerable
      return HallucinationExperiment.Row(
        kind: kind, answered: estimate(isKnown ? 1 : answered), copied: estimate(1),
        probability: estimate(isKnown ? 0.8 : probability), entropy: estimate(0.1),
        exactMatch: isKnown ? estimate(0.9) : nil)
    }
    return HallucinationExperiment().conclusion(
      .init(isTuned: true, rows: rows, threshold: 0.5, caught: caught), language)
  }

  @Test func `hallucination: whether it answers, how sure it is, what a threshold does`() {
    let usual = hallucination(answered: 1, probability: 0.5, caught: 0.4)
    #expect(usual.contains("it answers all the same (100 %)"))
    #expect(usual.contains("Of names never seen it is less sure (50 % against 80 %)"))
    #expect(usual.contains("hold back 40 %") && usual.contains("no protection"))

    let opposite = hallucination(answered: 0.01, probability: 0.9, caught: 0.95)
    #expect(opposite.contains("it stays silent (it answers 1 %)"))
    #expect(opposite.contains("it is even surer (90 % against 80 %)"))
    #expect(opposite.contains("a usable sign") && !opposite.contains("no protection"))

    let between = hallucination(answered: 0.5, probability: 0.801, caught: 0, .portuguese)
    #expect(between.contains("responde 50 % das vezes"))
    #expect(between.contains("nenhuma diferença além do ruído"))
    #expect(between.contains("não protege"))
  }

  // MARK: Reading

  private func reading(
    same: Double, invented: Double, noise: Double = 0.02, _ language: Language = .english
  ) -> String {
    func row(_ kind: TypedQuestion.Kind, _ share: Double) -> ReadingExperiment.Row {
      let exact = Estimate(mean: share, standardError: noise, count: 60)
      return ReadingExperiment.Row(
        kind: kind, exactMatch: exact, guess: 0.4,
        advantage: Estimate(mean: share - 0.4, standardError: noise, count: 60), copied: exact)
    }
    return ReadingExperiment().conclusion(
      .init(
        isTuned: true, rows: [row(.same, same), row(.invented, invented), row(.unsaid, 0.25)]),
      language)
  }

  @Test func `reading: whether it beats a guess, with words that it knows and with others`() {
    let reads = reading(same: 0.9, invented: 0.5)
    #expect(reads.contains("more than the 40 % of a guess") && reads.contains("it reads."))
    #expect(reads.contains("cannot copy others"))
    #expect(reads.contains("does not say, it admits 25"))

    let guesses = reading(same: 0.41, invented: 0.4, .portuguese)
    #expect(guesses.contains("não qual delas é") && guesses.contains("não faz diferença"))

    let worse = reading(same: 0.2, invented: 0.2)
    #expect(worse.contains("less than the 40 %") && worse.contains("not to read"))
    // What a few questions cannot show is not concluded.
    #expect(reading(same: 0.5, invented: 0.5, noise: 0.1).contains("not which of it is"))
  }
}

import Charts
import CourseKit
import Corpora
import InstructionTuning
import Pretraining
import Tensors

extension RunReport {
  // MARK: Decoding

  func decoding(_ text: ReadText) -> HTMLPage.Section {
    let distributions = ReportDistributions(in: text) { token in
      trained.tokenizer.bytes(of: token).first == UInt8(ascii: " ")
    }
    let labels = distributions.tokens.map { trained.label(of: $0, language) }
    let probabilities = softmax(distributions.logits, temperature: 1)
    let shown = distributions.tokens.reduce(0.0) { $0 + Double(probabilities[$1]) }
    let prompt = HTML.sample(
      trained.text(of: distributions.prompt) + " …", in: trained.configuration.language)
    let count = distributions.tokens.count
    let introduction = language.html(
      "What comes next here? \(prompt)", "O que vem a seguir aqui? \(prompt)")
    let explanation = language.html(
      """
      The bars are the \(count) likeliest tokens, \(percentage(shown, language)) of the \
      probability in all. The model only gives the probabilities; \
      \(HTML.strong("decoding")) is how one is drawn from them. ␣ is a space: most tokens begin \
      with the one before their word.
      """,
      """
      As barras são os \(count) tokens mais prováveis, que somam \(percentage(shown, language)) da \
      probabilidade. O modelo só dá as probabilidades; a \(HTML.strong("decodificação")) é o \
      modo de sortear a partir delas. ␣ é um espaço: a maioria dos tokens começa com o espaço \
      que vem antes da palavra.
      """)
    let raw = HTML.figure(
      [HTML(distributions.chart(nil, labels: labels, language))],
      caption: HTML(
        language.text(
          "Probability in %, before anything is changed.",
          "Probabilidade em %, antes de qualquer mudança.")))
    let others = ReportDistributions.strategies(language).map { strategy in
      HTML.figure(
        [HTML(distributions.chart(strategy, labels: labels, language))],
        caption: HTML(strategy.explanation))
    }
    return section(
      "decoding", "How the next token is chosen", "Como o próximo token é escolhido",
      [.paragraph(introduction), .paragraph(explanation), .grid([raw] + others)])
  }

  // MARK: Token by token

  func tokens(_ text: ReadText) throws -> HTMLPage.Section {
    let introduction = language.html(
      """
      A story that the model made from the words in grey, drawn with top-p 0.9. The stronger the \
      colour, the less probable the token was: there the draw decided, or the model was surprised \
      by itself.
      """,
      """
      Uma história que o modelo fez a partir das palavras em cinza, sorteada com top-p 0,9. Quanto \
      mais forte a cor, menos provável era o token: ali o sorteio decidiu, ou o modelo se \
      surpreendeu consigo mesmo.
      """)
    let scale = HTML.element(
      "p", ["class": "scale"], .element("span", HTML(language.text("sure", "certo"))),
      .element("span", ["class": "ramp"]),
      .element("span", HTML(language.text("surprising", "surpreendente"))))
    var content = [HTML.paragraph(introduction), scale, trained.strip(text, language).html]
    if let tuned, let assistantResults {
      let comparisons = onePerTask(assistantResults.comparisons).prefix(3)
      if !comparisons.isEmpty {
        content.append(
          .paragraph(
            language.html(
              """
              The assistant answers in the same way, token by token, but always takes the likeliest. \
              Where an answer has to be read from the passage, see how sure it is of it.
              """,
              """
              O assistente responde do mesmo jeito, token por token, mas fica sempre com o mais \
              provável. Quando a resposta precisa ser lida no texto, veja quanta certeza ele \
              tem.
              """)))
      }
      content += try comparisons.map {
        try strip($0.example, tuned, PromptTemplate(assistantResults.template)).html
      }
    }
    return section(
      "tokens", "Token by token", "Token por token", content)
  }

  private func strip(
    _ example: InstructionExample, _ model: TrainedModel, _ template: PromptTemplate
  ) throws -> TokenStrip {
    let prompt = template.prompt(example.instruction, input: example.input)
    let text = try model.read(
      from: model.assistant(template).promptTokens(example.instruction, input: example.input),
      maxTokens: 30, decoding: .greedy)
    return model.strip(text, prompt: prompt, language)
  }

  // MARK: Attention

  func attention() throws -> HTMLPage.Section {
    let tokens = try sentence()
    let labels = tokens.map { trained.label(of: $0, language) }
    let configuration = trained.configuration.model
    // Six layers of eight heads are as many as one can look at.
    let layers = spread(configuration.layerCount, over: 6)
    let heads = Array(0..<min(8, configuration.headCount))
    let all = attentionWeights(of: trained.model, reading: tokens)
    guard all.joined().allSatisfy(\.isFinite) else { throw LogitsError() }
    let maps = AttentionMaps(
      labels: labels,
      weights: layers.map { layer in
        heads.map { head in
          let weights = all[layer][head]
          return tokens.indices.map { query in
            tokens.indices.map { Double(weights[query, $0]) }
          }
        }
      },
      layerNumbers: layers.map { $0 + 1 }, headNumbers: heads.map { $0 + 1 }, language: language)
    var explanation = language.html(
      """
      Each row is a token, and shows how much it takes from itself and from those before it; a row \
      adds up to 100%. The future is hidden, so the upper half is empty. Choose a layer and a \
      head: some look at the token before, some at a word like their own, and some, in the answer \
      to a question, at the place where it stands.
      """,
      """
      Cada linha é um token e mostra quanto ele toma de si mesmo e dos anteriores; cada linha soma \
      100%. O futuro fica escondido, por isso a metade de cima está vazia. Escolha uma camada e \
      uma cabeça: umas olham para o token anterior, outras para uma palavra parecida, e outras, na \
      resposta a uma pergunta, para o lugar onde ela está.
      """)
    if tokens.contains(where: { $0 == trained.tokenizer.endOfText }) {
      explanation =
        explanation
        + language.html(
          """
           \(HTML.code("‹end›")) stands between two documents; a head that finds nothing to look at \
          often rests there.
          """,
          """
           \(HTML.code("‹fim›")) separa dois documentos; uma cabeça que não acha para onde olhar \
          costuma ficar ali.
          """)
    }
    var content: [HTML] = [.paragraph(explanation)]
    if layers.count < configuration.layerCount || heads.count < configuration.headCount {
      content.append(
        .note(
          language.html(
            """
            Shown are \(layers.count) of \(configuration.layerCount) layers and \(heads.count) of \
            \(configuration.headCount) heads.
            """,
            """
            São mostradas \(layers.count) de \(configuration.layerCount) camadas e \(heads.count) de \
            \(configuration.headCount) cabeças.
            """)))
    }
    return section(
      "attention", "What it looks at", "Para onde ele olha", content + [maps.html])
  }

  /// Numbers from 0 ..< count, at most `limit`, the first and the last among them.
  private func spread(_ count: Int, over limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
  }

  /// What the attention maps are about: of the small world, the shortest of some held-out stories with
  /// a question; of another text, the run's prompt and how the model goes on.
  private func sentence() throws -> [Int] {
    let length = trained.configuration.model.contextLength
    let tokenizer = trained.tokenizer
    guard let language = trained.configuration.language else {
      let text = try trained.read(from: trained.promptTokens, maxTokens: 24, decoding: .greedy)
      return Array((text.prompt + text.made).prefix(24))
    }
    let world = SmallWorld(language: language, seed: trained.configuration.seed)
    let candidates = world.stories(200, split: .heldOut).compactMap { story -> [Int]? in
      guard let pair = story.questions.first else { return nil }
      return tokenizer.encode(story.text + "\n" + pair.text(in: language))
    }
    let shortest = candidates.filter { $0.count >= 16 }.min { $0.count < $1.count }
    let start = [tokenizer.endOfText].compactMap { $0 }
    let tokens = shortest.map { start + $0 } ?? trained.promptTokens
    return Array(tokens.prefix(min(length, 36)))
  }
}

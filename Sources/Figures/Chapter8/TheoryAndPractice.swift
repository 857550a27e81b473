import CourseKit

extension Figure {
  /// What the course built, and which parts of it are visible behind an API.
  static let theoryAndPractice = Figure(
    "08-theory-and-practice",
    Text(
      "What you built is what stands behind an API", "Por trás de uma API está o que você construiu"
    )
  ) { canvas in
    let pairs: [(chapter: String, built: String, met: String)] = [
      (
        "2", canvas.text("tokenizer", "tokenizador"),
        canvas.text("price per token, limits in tokens", "preço por token, limites em tokens")
      ),
      (
        "3, 8", canvas.text("causal attention, KV cache", "atenção causal, cache KV"),
        canvas.text(
          "the first token takes long, the next come fast",
          "o primeiro token demora, os outros vêm rápido")
      ),
      ("5", canvas.text("decoding", "decodificação"), "temperature, top_p"),
      (
        "6", canvas.text("fine-tuning and LoRA", "fine-tuning e LoRA"),
        canvas.text("fine-tuning services, adapters", "serviços de fine-tuning, adaptadores")
      ),
      (
        "7", canvas.text("prompt template", "template do prompt"), "system, user, assistant"
      ),
      (
        "8", canvas.text("conversation window", "janela de uma conversa"),
        canvas.text(
          "context length, forgotten beginnings", "tamanho do contexto, começos esquecidos")
      ),
      (
        "8", canvas.text("retrieval", "busca"),
        canvas.text("file search, sources", "busca em arquivos, fontes")
      ),
    ]
    let (chapters, left, right) = (
      Frame(32, 0, 64, 0), Frame(108, 0, 238, 0), Frame(402, 0, 366, 0)
    )
    for (frame, name, role) in [
      (chapters, canvas.text("chapter", "capítulo"), Role.quiet),
      (left, canvas.text("what you built", "o que você construiu"), .learned),
      (
        right,
        canvas.text("what you meet behind an API", "o que você encontra por trás de uma API"), .data
      ),
    ] {
      canvas.write(
        name, at: Point(frame.center.x, 80), size: role == .quiet ? 13 : 15,
        look: role == .quiet ? .soft : .strongColored(role), anchor: .middle)
    }
    let rows = Frame(0, 96, 0, 362).rows(pairs.count, gap: 14)
    for (row, pair) in zip(rows, pairs) {
      canvas.write(
        pair.chapter, at: Point(chapters.center.x, row.center.y + 5), size: 14, look: .soft,
        anchor: .middle)
      let built = canvas.box(
        Frame(left.x, row.y, left.width, row.height), pair.built, role: .learned)
      let met = canvas.box(
        Frame(right.x, row.y, right.width, row.height), pair.met, role: .data, size: 14,
        look: .normal)
      canvas.arrow(built.right(), met.left())
    }
    let y = rows[rows.count - 1].maxY + 44
    canvas.arrow(
      Point(left.x, y), Point(right.maxX, y), role: .learned, isLoose: true, isWide: true)
    canvas.write(
      canvas.text("fundamentals before APIs", "fundamentos antes de APIs"),
      at: Point((left.x + right.maxX) / 2, y - 12), size: 15, look: .strongColored(.learned),
      anchor: .middle)
  }
}

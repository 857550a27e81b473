import CourseKit

/// The location of a chapter's text, and the name of its figure.
package enum ChapterText {
  private static let slugs = [
    Text("00-step-zero", "00-passo-zero"),
    Text("01-what-an-llm-is", "01-o-que-e-um-llm"),
    Text("02-text-to-numbers", "02-texto-vira-numero"),
    Text("03-attention", "03-atencao"),
    Text("04-gpt-from-scratch", "04-gpt-do-zero"),
    Text("05-pretraining", "05-pre-treinamento"),
    Text(verbatim: "06-fine-tuning"),
    Text(verbatim: "07-instruction-tuning"),
    Text("08-extensions", "08-extras"),
  ]

  /// `03-attention`, `03-atencao`.
  package static func slug(_ chapter: Int, _ language: Language) -> String {
    slugs[chapter].in(language)
  }

  /// The path relative to the course's folder.
  package static func path(_ chapter: Int, _ language: Language) -> String {
    "Course/\(language.rawValue)/\(slug(chapter, language)).md"
  }
}

import Attention
import Catalogue
import CourseKit
import Extensions
import FineTuning
import Foundations
import InstructionTuning
import NextToken
import Pretraining
import Tokenization
import Transformer

/// Which chapters this program was built from: the learner's exercises or the reference solutions.
///
/// A type knows the module that it was compiled in, so this cannot be wrong.
public enum Track {
  private static let chapters: [Any.Type] = [
    Linear.self, BigramModel.self, ByteLevelBPE.self, CausalSelfAttention.self, GPT.self,
    AdamW.self, Classifier.self, PromptTemplate.self, KeyValueCache.self,
  ]

  /// How many chapters there are.
  public static var chapterCount: Int { chapters.count }

  /// Whether a chapter comes from Solutions.
  public static func isSolution(_ chapter: Int) -> Bool {
    let module = String(reflecting: chapters[chapter]).prefix { $0 != "." }
    return module.hasSuffix("Solution")
  }

  /// The first line of whatever runs: "Chapters 0–2: yours (Exercises). Chapters 3–5: the reference
  /// (Solutions)."
  public static func sentence(_ language: Language) -> String {
    trackSentence(chapterCount: chapterCount, language, isSolution: isSolution)
  }

  /// Chapters, in order, as `SOLUTIONS` takes them: `0-3,5`.
  public static func choice(of numbers: [Int]) -> String {
    var parts: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = parts.last, last.upperBound + 1 == number {
        parts[parts.count - 1] = last.lowerBound...number
      } else {
        parts.append(number...number)
      }
    }
    return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}

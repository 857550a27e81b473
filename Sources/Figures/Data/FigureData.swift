import CourseKit
import Foundation
import Runs

/// The measurements of real runs that the figures show: one run of the main job in each language,
/// measured by `course figures --measure` and stored in `Course/figures/data.json`.
///
/// The numbers are rounded, so that a difference in the last bits between two machines does not
/// change a figure.
package struct FigureData: Codable, Sendable, Equatable {
  package var english: Run
  package var portuguese: Run

  package init(english: Run, portuguese: Run) {
    self.english = english
    self.portuguese = portuguese
  }

  package func run(in language: Language) -> Run {
    language == .english ? english : portuguese
  }

  /// The measurements of one run.
  package struct Run: Codable, Sendable, Equatable {
    package var origin: Origin
    package var curve: Curve
    /// The distribution of the token after a text.
    package var nextToken: NextToken
    /// The same for a text with more plausible continuations.
    package var decoding: NextToken
    /// The natural logarithm of every token's probability after that text, by id. The site's picture
    /// that moves computes with it.
    package var decodingLogarithms: [Double]
    /// Two positions of one text: one where the passage determines the next token, and one where it
    /// does not.
    package var given: NextToken
    package var open: NextToken
    /// Attention over a passage with one question, and over the same passage with another.
    package var attention: [AttentionMap]
    /// What softmax gets for the second of these texts, also for the keys that the mask hides: by
    /// layer, head, query and key. The site's picture that moves computes with it.
    package var attentionScores: [[[[Double]]]]
    package var embeddings: EmbeddingMap
    package var merges: Merges
    package var tokens: Tokens
    package var classification: Classification
    package var answers: Answers
  }

  /// The run that was measured.
  package struct Origin: Codable, Sendable, Equatable {
    package var seed: UInt64
    package var steps: Int
    package var layers: Int
    package var heads: Int
    package var width: Int
    package var contextLength: Int
    package var vocabularySize: Int
    package var parameterCount: Int
    package var documentCount: Int
  }

  /// Losses in nats per token, by training step.
  package struct Curve: Codable, Sendable, Equatable {
    package struct Loss: Codable, Sendable, Equatable {
      package var step: Int
      package var loss: Double
    }

    /// Means over sections of the run.
    package var training: [Loss]
    /// On held-out text.
    package var validation: [Loss]
    /// The validation loss of bigram counts, as a baseline.
    package var bigram: Double
  }

  /// The distribution of the token after a prompt, and the effect of decoding on it.
  package struct NextToken: Codable, Sendable, Equatable {
    /// A token and its probability under each decoding.
    package struct Candidate: Codable, Sendable, Equatable {
      package var token: String
      /// The probability before any decoding: temperature 1.
      package var probability: Double
      package var temperatureHalf: Double
      package var temperatureOneAndAHalf: Double
      package var topK: Double
      package var topP: Double
    }

    package var prompt: String
    package var tokens: [String]
    /// The token that follows in the text.
    package var next: String
    /// The probability of `next` at temperature 1.
    package var nextProbability: Double
    /// The most likely tokens, by decreasing probability.
    package var candidates: [Candidate]
    /// The settings of top-k and top-p, and the number of tokens that top-p keeps.
    package var topK: Int
    package var topP: Double
    package var keptByTopP: Int
  }

  /// Attention weights over one text. `weights` is indexed by layer, head, query and key, with the
  /// keys up to the query.
  package struct AttentionMap: Codable, Sendable, Equatable {
    package var tokens: [String]
    package var weights: [[[[Double]]]]
  }

  /// The token embeddings of some words: their coordinates on the first two principal components,
  /// and each word's nearest neighbour by cosine similarity.
  package struct EmbeddingMap: Codable, Sendable, Equatable {
    package struct Word: Codable, Sendable, Equatable {
      package var text: String
      /// An index into `categories`.
      package var category: Int
      package var x: Double
      package var y: Double
      /// The nearest other word of the map, and its cosine similarity.
      package var nearest: String
      package var cosine: Double
    }

    package var words: [Word]
    /// The fraction of the total variance that each component explains.
    package var explained: [Double]
  }

  /// The merges that byte-pair encoding learned.
  package struct Merges: Codable, Sendable, Equatable {
    /// One merge: its two parts and its rank.
    package struct Merge: Codable, Sendable, Equatable {
      package var first: String
      package var second: String
      package var rank: Int
    }

    /// The merges of lowest rank.
    package var first: [Merge]
    /// The number of all merges.
    package var count: Int
    /// All merges as pairs of ids: the merge at position r makes the token 256 + r.
    package var pairs: [[Int]]
    /// How a word is built up: its parts after each merge.
    package var word: String
    package var steps: [[String]]
    /// The ranks of the merges in `steps`, starting at 1.
    package var ranks: [Int]
  }

  /// Tokens of the run, and what the model learned about them.
  package struct Tokens: Codable, Sendable, Equatable {
    package struct Token: Codable, Sendable, Equatable {
      package var text: String
      package var id: Int
    }
    /// The nearest neighbours of a token: the tokens whose embeddings have the greatest cosine
    /// similarity to its own.
    package struct Neighbours: Codable, Sendable, Equatable {
      package struct Neighbour: Codable, Sendable, Equatable {
        package var text: String
        package var cosine: Double
      }

      package var token: Token
      package var nearest: [Neighbour]
    }
    /// The most likely token after a prompt.
    package struct Answer: Codable, Sendable, Equatable {
      package var prompt: String
      package var token: String
      package var probability: Double
    }

    package var sentence: [Token]
    /// A sentence with a word that a word-level vocabulary does not contain.
    package var roundTrip: [Token]
    /// One token and its embedding.
    package var word: Token
    package var row: [Double]
    package var neighbours: [Neighbours]
    package var answers: [Answer]
  }

  /// The comparison of fine-tuning strategies, and the test results of the best one.
  package struct Classification: Codable, Sendable, Equatable {
    /// The result of one strategy on the test messages.
    package struct Strategy: Codable, Sendable, Equatable {
      package var name: String
      /// The number of trained parameters.
      package var trained: Int
      package var f1: Double
      /// The training time.
      package var seconds: Double
    }

    package var strategies: [Strategy]
    /// The strategy selected on the validation messages, and its number of steps.
    package var chosen: String
    package var steps: Int
    /// The number of messages in each set.
    package var trainingCount: Int
    package var validationCount: Int
    package var testCount: Int
    package var labels: [String]
    /// Rows are the true classes, columns the predicted ones.
    package var matrix: [[Int]]
  }

  /// The exact-match scores before (`base`) and after instruction tuning (`tuned`), from 0 to 1.
  package struct Answers: Codable, Sendable, Equatable {
    package struct Task: Codable, Sendable, Equatable {
      package var name: String
      package var base: Double
      package var tuned: Double
    }

    /// A plural that the model was asked for before and after tuning.
    package struct Sample: Codable, Sendable, Equatable {
      package var instruction: String
      package var input: String
      package var base: String
      package var tuned: String
    }

    package var tasks: [Task]
    package var sample: Sample
    /// The scores on all tasks together, and the number of instructions.
    package var base: Double
    package var tuned: Double
    package var count: Int
    /// The number of conversations that the model was tuned on, and of steps.
    package var trainingCount: Int
    package var steps: Int
  }

  // MARK: The file

  /// Computes the figures' data from two finished runs of the main job.
  package init(measuring english: String, _ portuguese: String) throws {
    self.init(
      english: try Measurement(folder: RunFolder(path: english), language: .english).run(),
      portuguese: try Measurement(folder: RunFolder(path: portuguese), language: .portuguese).run())
  }

  /// Reads the stored data.
  ///
  /// - Throws: `InputError` if the file is missing or malformed.
  package init(readingFrom path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError(
        "\(path) is missing: restore it, or measure anew with `course figures --measure`.",
        "Falta \(path): restaure o arquivo ou meça de novo com `course figures --measure`.")
    }
    do {
      self = try JSONDecoder().decode(FigureData.self, from: data)
    } catch {
      throw InputError(
        "\(path) is not what `course figures --measure` writes: restore it, or measure anew.",
        "\(path) não é o que `course figures --measure` escreve: restaure o arquivo ou meça de novo."
      )
    }
  }

  /// The file's contents: the same data give the same bytes.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
}

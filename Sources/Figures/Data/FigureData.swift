import CourseKit
import Foundation
import Runs

/// What the pictures show of real runs: one run of the main job in each language, measured by
/// `course figures --measure` and kept in `Course/figures/data.json`.
///
/// The numbers are rounded, so that a difference in the last bits between two machines does not
/// change a picture.
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

  /// What was measured on one run.
  package struct Run: Codable, Sendable, Equatable {
    package var origin: Origin
    package var curve: Curve
    /// What may come after a text.
    package var nextToken: NextToken
    /// Where the text leaves more room to choose.
    package var decoding: NextToken
    /// Two places of one text: where the passage gives the next token away, and where it does not.
    package var given: NextToken
    package var open: NextToken
    /// Over a passage with one question, and over the same with another.
    package var attention: [AttentionMap]
    package var embeddings: EmbeddingMap
    package var merges: Merges
    package var tokens: Tokens
    package var classification: Classification
    package var answers: Answers
  }

  /// Which run it is.
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

  /// Losses in nats per token by training step.
  package struct Curve: Codable, Sendable, Equatable {
    package struct Loss: Codable, Sendable, Equatable {
      package var step: Int
      package var loss: Double
    }

    /// Means of pieces of the run.
    package var training: [Loss]
    package var validation: [Loss]
    package var bigram: Double
  }

  /// The distribution of the token after a prompt, and what decoding makes of it.
  package struct NextToken: Codable, Sendable, Equatable {
    package struct Candidate: Codable, Sendable, Equatable {
      package var token: String
      /// Before any decoding: temperature 1.
      package var probability: Double
      package var temperatureHalf: Double
      package var temperatureOneAndAHalf: Double
      package var topK: Double
      package var topP: Double
    }

    package var prompt: String
    package var tokens: [String]
    /// How the text goes on.
    package var next: String
    package var nextProbability: Double
    /// The likeliest, in falling order.
    package var candidates: [Candidate]
    /// How many were kept by top-k and by top-p.
    package var topK: Int
    package var topP: Double
    package var keptByTopP: Int
  }

  /// Attention weights over one text, by layer, head, query and key.
  package struct AttentionMap: Codable, Sendable, Equatable {
    package var tokens: [String]
    package var weights: [[[[Double]]]]
  }

  /// The token embedding's rows of some words: their place on the two directions in which these rows differ most
  /// (principal components), and which are nearest to which by cosine.
  package struct EmbeddingMap: Codable, Sendable, Equatable {
    package struct Word: Codable, Sendable, Equatable {
      package var text: String
      /// An index of `categories`.
      package var category: Int
      package var x: Double
      package var y: Double
      /// The nearest other word of the map, and the cosine with it.
      package var nearest: String
      package var cosine: Double
    }

    package var words: [Word]
    /// The share of all variance that each direction explains.
    package var explained: [Double]
  }

  /// What byte-pair encoding learned.
  package struct Merges: Codable, Sendable, Equatable {
    /// One merge: the two parts and its place in the order.
    package struct Merge: Codable, Sendable, Equatable {
      package var first: String
      package var second: String
      package var rank: Int
    }

    package var first: [Merge]
    package var count: Int
    /// How a word comes together, merge by merge: the parts after each.
    package var word: String
    package var steps: [[String]]
    package var ranks: [Int]
  }

  /// Tokens of the run and what the model holds for them.
  package struct Tokens: Codable, Sendable, Equatable {
    package struct Token: Codable, Sendable, Equatable {
      package var text: String
      package var id: Int
    }
    /// The tokens whose rows of the embedding have the greatest cosine with a token's row.
    package struct Neighbours: Codable, Sendable, Equatable {
      package struct Neighbour: Codable, Sendable, Equatable {
        package var text: String
        package var cosine: Double
      }

      package var token: Token
      package var nearest: [Neighbour]
    }
    /// The likeliest token after a prompt.
    package struct Answer: Codable, Sendable, Equatable {
      package var prompt: String
      package var token: String
      package var probability: Double
    }

    package var sentence: [Token]
    /// A sentence with a word that a vocabulary of words does not know.
    package var roundTrip: [Token]
    /// One token and its row of the embedding.
    package var word: Token
    package var row: [Double]
    package var neighbours: [Neighbours]
    package var answers: [Answer]
  }

  package struct Classification: Codable, Sendable, Equatable {
    package struct Strategy: Codable, Sendable, Equatable {
      package var name: String
      package var trained: Int
      package var f1: Double
      package var seconds: Double
    }

    package var strategies: [Strategy]
    /// The one of them that the validation messages chose, and how many steps it took.
    package var chosen: String
    package var steps: Int
    /// How many messages each set has.
    package var trainingCount: Int
    package var validationCount: Int
    package var testCount: Int
    package var labels: [String]
    /// Rows are the true classes, columns the predicted ones.
    package var matrix: [[Int]]
  }

  package struct Answers: Codable, Sendable, Equatable {
    package struct Task: Codable, Sendable, Equatable {
      package var name: String
      package var base: Double
      package var tuned: Double
    }

    /// One plural that the model was asked for before and after tuning.
    package struct Sample: Codable, Sendable, Equatable {
      package var instruction: String
      package var input: String
      package var base: String
      package var tuned: String
    }

    package var tasks: [Task]
    package var sample: Sample
    package var base: Double
    package var tuned: Double
    package var count: Int
    /// How many conversations the model was tuned with, and in how many steps.
    package var trainingCount: Int
    package var steps: Int
  }

  // MARK: The file

  /// Reads what the pictures show out of two finished runs of the main job.
  package init(measuring english: String, _ portuguese: String) throws {
    self.init(
      english: try Measurement(folder: RunFolder(path: english), language: .english).run(),
      portuguese: try Measurement(folder: RunFolder(path: portuguese), language: .portuguese).run())
  }

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

  /// The file's content: the same data give the same bytes.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
}

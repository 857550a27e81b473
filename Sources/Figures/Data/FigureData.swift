import CourseKit
import Foundation
import Runs

/// What the pictures show of real runs: one run of the main job in each language, measured by
/// `course figures --measure` and kept in `Course/figures/data.json`.
///
/// The numbers are rounded, so that a difference in the last bits between two machines does not
/// change a picture.
public struct FigureData: Codable, Sendable, Equatable {
  public var english: Run
  public var portuguese: Run

  public init(english: Run, portuguese: Run) {
    self.english = english
    self.portuguese = portuguese
  }

  public func run(in language: Language) -> Run {
    language == .english ? english : portuguese
  }

  /// What was measured on one run.
  public struct Run: Codable, Sendable, Equatable {
    public var origin: Origin
    public var curve: Curve
    /// What may come after a text.
    public var nextToken: NextToken
    /// Where the text leaves more room to choose.
    public var decoding: NextToken
    /// Two places of one text: where the passage gives the next token away, and where it does not.
    public var given: NextToken
    public var open: NextToken
    /// Over a passage with one question, and over the same with another.
    public var attention: [AttentionMap]
    public var embeddings: EmbeddingMap
    public var merges: Merges
    public var tokens: Tokens
    public var classification: Classification
    public var answers: Answers
  }

  /// Which run it is.
  public struct Origin: Codable, Sendable, Equatable {
    public var seed: UInt64
    public var steps: Int
    public var layers: Int
    public var heads: Int
    public var width: Int
    public var contextLength: Int
    public var vocabularySize: Int
    public var parameterCount: Int
    public var documentCount: Int
  }

  /// Losses in nats per token by training step.
  public struct Curve: Codable, Sendable, Equatable {
    public struct Loss: Codable, Sendable, Equatable {
      public var step: Int
      public var loss: Double
    }

    /// Means of pieces of the run.
    public var training: [Loss]
    public var validation: [Loss]
    public var bigram: Double
  }

  /// The distribution of the token after a prompt, and what decoding makes of it.
  public struct NextToken: Codable, Sendable, Equatable {
    public struct Candidate: Codable, Sendable, Equatable {
      public var token: String
      /// Before any decoding: temperature 1.
      public var probability: Double
      public var temperatureHalf: Double
      public var temperatureOneAndAHalf: Double
      public var topK: Double
      public var topP: Double
    }

    public var prompt: String
    public var tokens: [String]
    /// How the text goes on.
    public var next: String
    public var nextProbability: Double
    /// The likeliest, in falling order.
    public var candidates: [Candidate]
    /// How many were kept by top-k and by top-p.
    public var topK: Int
    public var topP: Double
    public var keptByTopP: Int
  }

  /// Attention weights over one text, by layer, head, query and key.
  public struct AttentionMap: Codable, Sendable, Equatable {
    public var tokens: [String]
    public var weights: [[[[Double]]]]
  }

  /// The token embedding's rows of some words: their place on the two directions in which these rows differ most
  /// (principal components), and which are nearest to which by cosine.
  public struct EmbeddingMap: Codable, Sendable, Equatable {
    public struct Word: Codable, Sendable, Equatable {
      public var text: String
      /// An index of `categories`.
      public var category: Int
      public var x: Double
      public var y: Double
      /// The nearest other word of the map, and the cosine with it.
      public var nearest: String
      public var cosine: Double
    }

    public var words: [Word]
    /// The share of all variance that each direction explains.
    public var explained: [Double]
  }

  /// What byte-pair encoding learned.
  public struct Merges: Codable, Sendable, Equatable {
    /// One merge: the two parts and its place in the order.
    public struct Merge: Codable, Sendable, Equatable {
      public var first: String
      public var second: String
      public var rank: Int
    }

    public var first: [Merge]
    public var count: Int
    /// How a word comes together, merge by merge: the parts after each.
    public var word: String
    public var steps: [[String]]
    public var ranks: [Int]
  }

  /// Tokens of the run and what the model holds for them.
  public struct Tokens: Codable, Sendable, Equatable {
    public struct Token: Codable, Sendable, Equatable {
      public var text: String
      public var id: Int
    }
    /// The tokens whose rows of the embedding have the greatest cosine with a token's row.
    public struct Neighbours: Codable, Sendable, Equatable {
      public struct Neighbour: Codable, Sendable, Equatable {
        public var text: String
        public var cosine: Double
      }

      public var token: Token
      public var nearest: [Neighbour]
    }
    /// The likeliest token after a prompt.
    public struct Answer: Codable, Sendable, Equatable {
      public var prompt: String
      public var token: String
      public var probability: Double
    }

    public var sentence: [Token]
    /// A sentence with a word that a vocabulary of words does not know.
    public var roundTrip: [Token]
    /// One token and its row of the embedding.
    public var word: Token
    public var row: [Double]
    public var neighbours: [Neighbours]
    public var answers: [Answer]
  }

  public struct Classification: Codable, Sendable, Equatable {
    public struct Strategy: Codable, Sendable, Equatable {
      public var name: String
      public var trained: Int
      public var f1: Double
      public var seconds: Double
    }

    public var strategies: [Strategy]
    /// The one of them that the validation messages chose, and how many steps it took.
    public var chosen: String
    public var steps: Int
    /// How many messages each set has.
    public var trainingCount: Int
    public var validationCount: Int
    public var testCount: Int
    public var labels: [String]
    /// Rows are the true classes, columns the predicted ones.
    public var matrix: [[Int]]
  }

  public struct Answers: Codable, Sendable, Equatable {
    public struct Task: Codable, Sendable, Equatable {
      public var name: String
      public var base: Double
      public var tuned: Double
    }

    /// One plural that the model was asked for before and after tuning.
    public struct Sample: Codable, Sendable, Equatable {
      public var instruction: String
      public var input: String
      public var base: String
      public var tuned: String
    }

    public var tasks: [Task]
    public var sample: Sample
    public var base: Double
    public var tuned: Double
    public var count: Int
    /// How many conversations the model was tuned with, and in how many steps.
    public var trainingCount: Int
    public var steps: Int
  }

  // MARK: The file

  /// Reads what the pictures show out of two finished runs of the main job.
  public init(measuring english: String, _ portuguese: String) throws {
    self.init(
      english: try Measurement(folder: RunFolder(path: english), language: .english).run(),
      portuguese: try Measurement(folder: RunFolder(path: portuguese), language: .portuguese).run())
  }

  public init(readingFrom path: String) throws {
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
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
}

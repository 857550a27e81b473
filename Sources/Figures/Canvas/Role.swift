/// The meaning of something in a figure. The same thing has the same colour in all chapters.
enum Role: Int, CaseIterable {
  /// Text, tokens, ids: the input. Blue.
  case data = 0
  /// Weights: what is learned. Orange.
  case learned = 1
  /// Probabilities, answers: the output. Green.
  case result = 2
  /// Gradients, the backward pass, and errors. Purple.
  case backward = 3
  /// Activations: the vectors inside the model. Gold.
  case vector = 4
  /// Connections and explanations. Grey.
  case quiet = 5

  var stroke: String { "stroke\(rawValue)" }
  var fill: String { "fill\(rawValue)" }
}

/// The look of a text in a figure.
enum Look {
  case title, strong, normal, soft, code
  /// In the colour of a role.
  case colored(Role)
  /// Bold, in the colour of a role.
  case strongColored(Role)
  /// On an area filled with a role's full colour.
  case onFull

  var classes: String {
    switch self {
    case .title: "title"
    case .strong: "strong"
    case .normal: ""
    case .soft: "soft"
    case .code: "token"
    case .colored(let role): role.fill
    case .strongColored(let role): "strong \(role.fill)"
    case .onFull: "strong paper"
    }
  }

  var isMonospaced: Bool { if case .code = self { true } else { false } }

  /// The width of letters relative to the usual width.
  var widthFactor: Double {
    switch self {
    case .title, .strong, .strongColored, .onFull: 1.03
    case .code: 1
    default: 0.97
    }
  }
}

/// The styles of figures on top of those of the charts.
enum FigureStyle {
  static let sheet =
    (12...24).map { ".chart .size\($0){font-size:\($0)px}" }.joined()
    + ".chart .strong{font-weight:600}"
    + ".chart .box{fill-opacity:.13;stroke-width:1.5}"
    + ".chart .full{stroke:none}"
    + ".chart .hollow{fill:none;stroke-width:1.5}"
    + ".chart .panel{fill-opacity:.07;stroke:none}"
    + ".chart .broken{stroke-dasharray:5 4}"
    + ".chart .arrow{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}"
    + ".chart .thin{stroke-width:1.2}"
    + ".chart .wide{stroke-width:3}"
}

import CourseKit

/// The attention maps of all layers and heads over one text: thumbnails to choose from, and the
/// chosen map in full size.
///
/// Rows are queries, columns are keys; the darker a cell, the greater the weight. Each map is drawn
/// once and used three times, so the page stays small. Choosing needs no script; a script shows the
/// weight of the cell under the pointer.
public struct AttentionMaps: Sendable {
  public var labels: [String]
  /// The attention weights by layer, head, query and key. Those above the diagonal are not drawn.
  public var weights: [[[[Double]]]]
  /// The numbers of the shown layers in the model, counted from 1. `headNumbers` is the same for
  /// the heads.
  public var layerNumbers: [Int]
  public var headNumbers: [Int]
  public var language: Language

  /// - Precondition: each layer and head has a square of weights with as many rows as there are
  ///   labels.
  public init(
    labels: [String], weights: [[[[Double]]]], layerNumbers: [Int], headNumbers: [Int],
    language: Language
  ) {
    precondition(
      weights.count == layerNumbers.count
        && weights.allSatisfy { $0.count == headNumbers.count }
        && weights.joined().allSatisfy {
          $0.count == labels.count && $0.allSatisfy { $0.count == labels.count }
        }, "weights that are not \(layerNumbers.count) × \(headNumbers.count) squares")
    self.labels = labels
    self.weights = weights
    self.layerNumbers = layerNumbers
    self.headNumbers = headNumbers
    self.language = language
  }

  private var places: [(layer: Int, head: Int)] {
    layerNumbers.indices.flatMap { layer in headNumbers.indices.map { (layer, $0) } }
  }

  private func name(_ place: (layer: Int, head: Int)) -> String {
    language.text("layer ", "camada ") + "\(layerNumbers[place.layer]), "
      + language.text("head ", "cabeça ") + "\(headNumbers[place.head])"
  }

  public var html: HTML {
    .element(
      "div", ["class": "attention"],
      .style(rules), definitions, chooser,
      .element(
        "div", ["class": "stage"],
        .element("div", ["class": "wide"], frame(width: 720, cellLimit: 40, fontSize: 12)),
        .element("div", ["class": "narrow"], frame(width: 344, cellLimit: 26, fontSize: 10.5)),
        .element(
          "p",
          [
            "class": "readout", "data-text": readout,
            "data-labels": labels.map { tokenLabel($0) }.joined(separator: "\n"),
          ], HTML(hint))))
  }

  private var hint: String {
    language.text(
      "Each row is a token that looks back; the dark cells are what it looks at.",
      "Cada linha é um token que olha para trás; as células escuras são o que ele olha.")
  }

  private var readout: String {
    language.text("“{query}” looks at “{key}”: {weight}", "“{query}” olha para “{key}”: {weight}")
  }

  /// Each radio button shows its map when it is checked.
  private var rules: String {
    places.map {
      ".attention:has(#pick-\($0.layer)-\($0.head):checked) .map-\($0.layer)-\($0.head)"
    }.joined(separator: ",") + "{display:inline}"
      + "@supports not selector(:has(*)){.map-0-0{display:inline}}"
  }

  /// The maps, one unit per cell. Cells of about the same weight share a path.
  private var definitions: HTML {
    let maps = places.map { place in
      let weights = weights[place.layer][place.head]
      var paths = [String](repeating: "", count: Self.shades + 1)
      for query in weights.indices {
        for key in 0...query {
          let weight = weights[query][key]
          let shade = weight.isFinite ? min(max(weight, 0), 1) * Double(Self.shades) : 0
          paths[Int(shade.rounded())] += "M\(key) \(query)h1v1h-1z"
        }
      }
      let shades = paths.enumerated().filter { $0.offset > 0 && !$0.element.isEmpty }
      return HTML.element(
        "g",
        [
          "id": "map-\(place.layer)-\(place.head)",
          "data-percent": weights.enumerated().map { query, row in
            row[...query].map { ChartNumbers.fixed($0.isFinite ? 100 * $0 : 0, 0) }
              .joined(separator: " ")
          }.joined(separator: ","),
        ],
        joined: shades.map { shade, path in
          let opacity = ChartNumbers.fixed(Double(shade) / Double(Self.shades), 2)
          return .element("path", ["class": "shade", "fill-opacity": opacity, "d": path])
        })
    }
    return .element(
      "svg", ["class": "chart definitions", "aria-hidden": "true", "width": "0", "height": "0"],
      .element("defs", joined: maps))
  }

  private static let shades = 25

  /// A thumbnail for each head, with a row for each layer.
  private var chooser: HTML {
    let size = "\(labels.count)"
    let rows = layerNumbers.indices.map { layer in
      let heads = headNumbers.indices.map { head in
        HTML.element(
          "label",
          .element(
            "input",
            [
              "type": "radio", "name": "attention", "id": "pick-\(layer)-\(head)",
              "aria-label": name((layer, head)), "checked": layer == 0 && head == 0 ? "" : nil,
            ]),
          .element(
            "svg", ["class": "chart", "viewBox": "0 0 \(size) \(size)", "aria-hidden": "true"],
            .element("rect", ["class": "ground", "width": size, "height": size]),
            .element("use", ["href": "#map-\(layer)-\(head)"])),
          .element("span", HTML("\(layerNumbers[layer]).\(headNumbers[head])")))
      }
      return HTML.element(
        "div", ["class": "layer", "style": "--heads:\(headNumbers.count)"],
        joined: [
          .element(
            "span", ["class": "soft"],
            HTML(language.text("Layer ", "Camada ") + "\(layerNumbers[layer])"))
        ] + heads)
    }
    let legend = language.text("Layer.head", "Camada.cabeça")
    return .element(
      "fieldset", joined: [.element("legend", HTML(legend))] + rows)
  }

  /// The labels and the grid. It holds all maps, and the chosen one is shown. The column labels are
  /// slanted, or upright where space is short.
  private func frame(width: Double, cellLimit: Double, fontSize: Double) -> HTML {
    let names = labels.map { tokenLabel($0, longest: 11) }
    let longest = names.map { estimatedWidth($0, size: fontSize, isMonospaced: true) }.max() ?? 0
    let isUpright = width < 500
    let left = longest + 12
    let top = isUpright ? longest + 14 : longest * 0.71 + 20
    let overhang = isUpright ? 0 : longest * 0.71 - 4
    let cell = max(
      4, min(cellLimit, (width - left - overhang - 6) / Double(max(labels.count, 1))))
    let height = top + cell * Double(labels.count) + 6
    var drawing = SVGDrawing(width: width, height: height)
    // Where cells are narrower than a line of text, only some are labelled.
    let every = max(1, Int((0.96 * fontSize / cell).rounded(.up)))
    let everyColumn = isUpright ? every : max(1, Int((1.4 * fontSize / cell).rounded(.up)))
    let look = isUpright ? "token tiny" : "token small"
    for (index, name) in names.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      if index % every == 0 {
        drawing.text(name, left - 6, top + middle + 0.36 * fontSize, look, .end)
      }
      if index % everyColumn == 0 {
        drawing.text(
          name, left + middle + (isUpright ? 0.36 * fontSize : 4), top - 6, look,
          angle: isUpright ? -90 : -45)
      }
    }
    let number = ChartNumbers.coordinate
    let size = "\(labels.count)"
    let maps = places.map { place in
      HTML.element(
        "g", ["class": "map map-\(place.layer)-\(place.head)"],
        .element("use", ["href": "#map-\(place.layer)-\(place.head)"]))
    }
    drawing.insert(
      .element(
        "g",
        [
          "class": "cells",
          "transform":
            "translate(\(number(left)) \(number(top))) scale(\(ChartNumbers.fixed(cell, 3)))",
        ],
        joined: [.element("rect", ["class": "ground", "width": size, "height": size])] + maps
          + [.element("rect", ["class": "cursor", "width": "1", "height": "1"])]))
    return HTML(drawing, title: language.text("Attention map", "Mapa de atenção"))
  }
}

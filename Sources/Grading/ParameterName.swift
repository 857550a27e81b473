import CourseKit

/// A parameter's name as the learner wrote it, with that of Hugging Face's GPT-2 in parentheses:
/// "attentionNorm.weight (ln_1.weight)".
///
/// - Parameter isInFeedForward: whether `c_proj` without a layer name belongs to the feed-forward
///   layer rather than to attention.
public func shownName(ofParameter name: String, isInFeedForward: Bool = false) -> String {
  let properties = [
    "wte": "tokenEmbedding", "wpe": "positionEmbedding", "ln_1": "attentionNorm",
    "attn": "attention", "ln_2": "feedForwardNorm", "mlp": "feedForward", "ln_f": "finalNorm",
    "lm_head": "head", "score": "head", "c_attn": "queryKeyValue", "c_fc": "upProjection",
    "lora_A": "down", "lora_B": "up",
  ]
  var isInFeedForward = isInFeedForward
  var words: [String] = []
  for part in name.split(separator: ".").map(String.init) {
    if part == "mlp" { isInFeedForward = true }
    if part == "attn" { isInFeedForward = false }
    if words.last == "h", let number = Int(part) {
      words[words.count - 1] = "blocks[\(number)]"
    } else if part == "c_proj" {
      words.append(isInFeedForward ? "downProjection" : "projection")
    } else {
      words.append(properties[part] ?? part)
    }
  }
  let own = words.joined(separator: ".")
  return own == name ? name : "\(own) (\(name))"
}

/// The name of the evidence of a parameter's gradient.
public func gradientName(ofParameter name: String, isInFeedForward: Bool = false) -> Text {
  let shown = shownName(ofParameter: name, isInFeedForward: isInFeedForward)
  return Text("the gradient of \(shown)", "o gradiente de \(shown)")
}

import Grading
import Testing

@Test(
  arguments: [
    ("weight", false, "weight"), ("c_attn.bias", false, "queryKeyValue.bias (c_attn.bias)"),
    ("c_proj.weight", false, "projection.weight (c_proj.weight)"),
    ("c_proj.weight", true, "downProjection.weight (c_proj.weight)"),
    ("ln_1.weight", false, "attentionNorm.weight (ln_1.weight)"),
    (
      "h.3.attn.c_proj.bias", false, "blocks[3].attention.projection.bias (h.3.attn.c_proj.bias)"
    ),
    (
      "h.0.mlp.c_proj.bias", false,
      "blocks[0].feedForward.downProjection.bias (h.0.mlp.c_proj.bias)"
    ),
    ("wte.weight", false, "tokenEmbedding.weight (wte.weight)"),
  ])
func `a parameter is called as the learner wrote it, with its name in GPT-2`(
  name: String, isInFeedForward: Bool, shown: String
) {
  #expect(shownName(ofParameter: name, isInFeedForward: isInFeedForward) == shown)
}

// begin solution
import Tensors

extension Row {
  /// x ← softmax(x)
  public mutating func softmax() {
    exponentiate(adding: -max())
    scale(by: 1 / sum())
  }
}
// end solution

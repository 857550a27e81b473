import Foundation
import Tensors
import TensorKernels
func time(_ n: Int, _ f: () -> Void) -> Double {
  f(); f()
  var best = 1e9
  for _ in 0..<5 { let t = DispatchTime.now().uptimeNanoseconds; for _ in 0..<n { f() }; best = min(best, Double(DispatchTime.now().uptimeNanoseconds - t) / Double(n) * 1e-9) }
  return best
}
for threads in [1, 2] {
  Threads.count = threads
  for (m, k, n) in [(2048,128,384),(2048,128,128),(2048,128,512),(2048,512,128),(2048,384,1536),(1024,1024,1024),(2048,128,40)] {
    let a = Tensor(repeating: 0.5, shape: [m, k]), b = Tensor(repeating: 0.25, shape: [k, n]), bt = Tensor(repeating: 0.25, shape: [n, k]), at = Tensor(repeating: 0.25, shape: [k, m])
    let f = 2 * Double(m * k * n)
    let reps = max(3, Int(2e9 / f))
    let nn = time(reps) { _ = matmul(a, b) }, nt = time(reps) { _ = matmul(a, bt.transposed) }, tn = time(reps) { _ = matmul(at.transposed, b) }
    let dy = Tensor(repeating: 1, shape: [m, n])
    let dw = time(reps) { _ = matmul(a.transposed, dy) }
    print(threads, m, k, n, "nn", Int(f/nn/1e9), "nt", Int(f/nt/1e9), "tn", Int(f/tn/1e9), "dW", Int(f/dw/1e9))
  }
  let q = Tensor(repeating: 0.1, shape: [128, 32]), w = Tensor(repeating: 0.1, shape: [128, 128])
  let f = 2.0 * 128 * 128 * 32
  print("qk", Int(f / time(2000) { _ = matmul(q, q.transposed) } / 1e9), "wv", Int(f / time(2000) { _ = matmul(w, q) } / 1e9), "wtv", Int(f / time(2000) { _ = matmul(w.transposed, q) } / 1e9))
}

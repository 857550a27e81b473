// What the kernels use of the operating system, for a program without one: one thread, memory from malloc.

final class FloatBuffer {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(uninitialized count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
  }

  deinit { base.deallocate() }
}

enum Threads {
  static let count = 1
}

func parallelFor(_ count: Int, operations: Int = .max, _ body: (Int) -> Void) {
  for index in 0..<count { body(index) }
}

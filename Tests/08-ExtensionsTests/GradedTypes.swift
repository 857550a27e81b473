import CourseKit
import Extensions
import ExtensionsSolution
import Tensors

// What the graders ask of a type of this chapter, whether it is the learner's or the reference's.

protocol GradedCache {
  var count: Int { get }
  mutating func truncate(to count: Int)
}

protocol GradedDecoder<Cache> {
  associatedtype Cache: GradedCache

  var cache: Cache { get }
  var tokens: [Int] { get }
  mutating func read(_ new: [Int]) -> Tensor
}

extension ExtensionsSolution::KeyValueCache: GradedCache {}
extension ExtensionsSolution::CachedDecoder: GradedDecoder {}

#if OWN_EXTENSIONS
  extension Extensions::KeyValueCache: GradedCache {}
  extension Extensions::CachedDecoder: GradedDecoder {}
#endif

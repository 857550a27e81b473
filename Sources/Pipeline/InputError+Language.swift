import Console
import CourseKit

extension InputError {
  /// The sentence in the language in which the course speaks to this user.
  public init(_ english: String, _ portuguese: String) {
    self.init(Language.current.text(english, portuguese))
  }
}

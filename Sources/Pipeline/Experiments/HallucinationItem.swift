import Corpora
import CourseKit

/// A passage, and a question of each kind about it.
struct HallucinationItem: Sendable {
  let passage: String
  /// To the question that the passage answers.
  let answer: String
  let questions: [HallucinationExperiment.Kind: String]

  /// Names that neither language's small world has.
  static let unknownNames = ["Zorvik", "Quelma", "Thrandu", "Ixolde", "Brumhild", "Wazimi"]

  /// Items from held-out stories, in their order. The question names one person, who is exchanged.
  static func make(_ count: Int, _ world: SmallWorld) -> [HallucinationItem] {
    var items: [HallucinationItem] = []
    var previous: Story?
    var index = 0
    while items.count < count {
      let story = world.story(index, split: .heldOut)
      index += 1
      defer { previous = story }
      guard let other = previous,
        let item = HallucinationItem(
          story, other: other, unknownName: unknownNames[index % unknownNames.count])
      else { continue }
      items.append(item)
    }
    return items
  }

  private init?(_ story: Story, other: Story, unknownName: String) {
    let cast = personNames(in: story)
    let strangers = personNames(in: other)
      .filter { !words(of: story.text).contains($0) }
    guard let stranger = strangers.first,
      let foreign = other.questions.first(where: { question in
        strangers.contains { words(of: question.question).contains($0) }
      })
    else { return nil }
    for asked in story.questions where asked.kind != .who {
      let named = cast.filter { words(of: asked.question).contains($0) }
      guard named.count == 1, let name = named.first else { continue }
      passage = story.text
      answer = asked.answer
      questions = [
        .answerable: asked.question,
        .absentName: asked.question.replacing(name, with: stranger),
        .unknownName: asked.question.replacing(name, with: unknownName),
        .otherStory: foreign.question,
      ]
      return
    }
    return nil
  }
}

/// The names of the people of a story; animals have none.
private func personNames(in story: Story) -> [String] {
  var names: [String] = []
  for actor in story.facts.flatMap({ $0.actors + ($0.recipient.map { [$0] } ?? []) })
  where actor.first?.isUppercase == true && !names.contains(actor) {
    names.append(actor)
  }
  return names
}

private func words(of text: String) -> Set<String> {
  Set(text.split { !$0.isLetter }.map(String.init))
}

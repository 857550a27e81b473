import CourseKit
import Tensors

/// The sentences of one subject: what spam claims and demands, and what friends say and reply.
///
/// The last line of each list is held out: no training message contains it.
struct MessageTopic: Sendable {
  let lures: [Template]
  let demands: [Template]
  let news: [Template]
  let replies: [Template]

  init(lures: String, demands: String, news: String, replies: String) {
    self.lures = Template.lines(lures)
    self.demands = Template.lines(demands)
    self.news = Template.lines(news)
    self.replies = Template.lines(replies)
  }
}

/// The sentences that the messages of one language are built from.
struct MessageWords: Sendable {
  let topics: [MessageTopic]
  let greetings: [Template]
  let closings: [Template]
  let times: [String]
}

extension SmallWorld {
  /// The labels of ``messages(_:split:)``.
  public static let messageLabels = ["normal", "spam"]

  /// Short messages, labelled "normal" or "spam", about half of each.
  ///
  /// Each held-out message has a sentence that no training message has, worded differently or
  /// asking for something else. No single word gives spam away: friends, too, write about banks,
  /// prizes and passwords.
  public func messages(_ count: Int, split: Split) -> [LabelledText] {
    (0..<count).map { message($0, split: split) }
  }

  /// The message at `index` of a split.
  public func message(_ index: Int, split: Split) -> LabelledText {
    var generator = generator(.messages, index, split)
    let isSpam = generator.happens(0.5)
    let topic = generator.element(of: lexicon.messages.topics)
    let pair = isSpam ? (topic.lures, topic.demands) : (topic.news, topic.replies)
    // A held-out message has either a new first sentence or a new second one.
    let novelty = split == .training ? 0 : 1 + generator.index(below: 2)
    let first = sentence(of: pair.0, isNew: novelty == 1, &generator)
    let second = sentence(of: pair.1, isNew: novelty == 2, &generator)
    var sentences = generator.happens(0.8) ? [first, second] : [second, first]
    // In training a third of the messages is short, so that each sentence is informative by itself.
    if split == .training, generator.happens(0.35) { sentences.removeLast() }
    if generator.happens(0.4) {
      sentences.insert(generator.element(of: lexicon.messages.greetings), at: 0)
    }
    if generator.happens(0.3) { sentences.append(generator.element(of: lexicon.messages.closings)) }

    let words = messageWords(&generator)
    var text = ""
    for sentence in sentences {
      if !text.isEmpty { text += " " }
      sentence.write(words, to: &text)
    }
    return LabelledText(label: SmallWorld.messageLabels[isSpam ? 1 : 0], text: text)
  }

  private func sentence(
    of templates: [Template], isNew: Bool, _ generator: inout SeededGenerator
  ) -> Template {
    isNew ? templates.last! : templates[generator.index(below: templates.count - 1)]
  }

  private func messageWords(_ generator: inout SeededGenerator) -> Words {
    var words = Words()
    let first = generator.index(below: lexicon.people.count)
    let step = 1 + generator.index(below: lexicon.people.count - 1)
    words[.name] = lexicon.people[first].name
    words[.other] = lexicon.people[(first + step) % lexicon.people.count].name
    let noun = generator.element(of: lexicon.things)
    words[.what] = generator.element(of: noun.indefinite)
    words[.the] = noun.definite
    words[.where] = generator.element(of: lexicon.places).at
    words[.when] = generator.element(of: lexicon.messages.times)
    words[.amount] = "\(10 * (1 + generator.index(below: 99)))"
    return words
  }
}

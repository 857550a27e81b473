/// The sentence and question templates of English.
enum EnglishTemplates {
  static let stories = StoryTemplates(
    openings: Template.lines(
      """
      This is a short story.
      Listen to this.
      Here is what happened.
      It was a normal week in town.
      Everybody in town knows this story.
      """),
    personOpenings: Template.lines(
      """
      {person} is {job}.
      {person} has many friends.
      {person} likes long walks.
      This is a story about {person}.
      Everybody likes {person}.
      {person} is always busy.
      {person} is {job} and likes to laugh.
      """),
    introductions: Template.lines(
      """
      {who} {did} {what}.
      {who} {did} {what} {where}.
      {who} {did} {what} {where}.
      {who} {did} {what} {when}.
      {who} {did} {what} {where} {when}.
      {when}, {who} {did} {what}.
      {when}, {who} {did} {what} {where}.
      {when}, {who} {did} {what} {where}.
      {where}, {who} {did} {what}.
      {name} was {where}. {he} {did} {what} there.
      {name} was {where} {when}. {he} {did} {what} there.
      {when}, {name} was {where}. There {he} {did} {what}.
      {other} and {person} were {where}. {person} {did} {what} there.
      {other} met {person} {where} {when}. {person} {did} {what} there.
      It was {person} who {did} {what} {where}.
      It was {when} that {name} {did} {what}.
      {what} was {done} {by} {where}.
      {what} was {done} {by} {when}.
      Do you know what happened {when}? {name} {did} {what} {where}.
      Guess what! {name} {did} {what} {where}.
      """),
    spottings: Template.lines(
      """
      There was {what} {where}. {name} {did} {the}.
      There was {what} {where}. {when}, {name} {did} {the}.
      """),
    continuations: Template.lines(
      """
      {then} {who} {did} {the}.
      {then} {who} {did} {it}.
      {then} {who} {did} {the} {where}.
      {then} {who} {did} {it} {where}.
      {when}, {who} {did} {the}.
      {when}, {who} {did} {the} {where}.
      {who} {did} {the} {where} {when}.
      {then} {the} was {done} {by}.
      """),
    giving: Template.lines(
      """
      {then} {who} {did} {the} to {other}.
      {then} {who} {did} {the} to {friend}.
      {then} {who} {did} {it} to {friend}.
      {when}, {who} {did} {the} to {other}.
      {who} {did} {the} to {other} {where}.
      {then} {who} {did} {the} to {friend} {where}.
      {other} was {where}. {name} {did} {the} to {him} there.
      """),
    taking: Template.lines(
      """
      {then} {who} {did} {the} {where}.
      {then} {who} {did} {it} {where}.
      {when}, {who} {did} {the} {where}.
      {who} {did} {it} {where} {when}.
      """),
    activities: Template.lines(
      """
      {who} {did} {where}.
      {who} {did} {where}.
      {who} {did} {where} {when}.
      {when}, {who} {did} {where}.
      {when}, {who} {did} {where}.
      {then} {who} {did} {where}.
      It was {person} who {did} {where}.
      It was {when} that {name} {did} {where}.
      Do you know who {did} {where}? It was {person}.
      Do you know who {did} {where} {when}? It was {person}.
      """),
    endings: Template.lines(
      """
      It was a good day.
      Everybody was happy.
      That is the end of the story.
      Nobody will forget it.
      What a story!
      """),
    personEndings: Template.lines(
      """
      {person} was happy.
      {person} was tired.
      {who} was very happy.
      {who} went home with a smile.
      {who} told everybody about it.
      """))

  static let questions = QuestionTemplates(
    thing: .init(
      who: Template.lines(
        """
        who {did} {the}?
        who {did} {the}?
        who was it that {did} {the}?
        who was the one who {did} {the}?
        """),
      what: Template.lines(
        """
        what did {name} {base}?
        what did {name} {base}?
        what was it that {name} {did}?
        what was {doneWhat} {by}?
        """),
      where: Template.lines(
        """
        where did {name} {base} {the}?
        where did {name} {base} {the}?
        where was it that {name} {did} {the}?
        where was {name} when {he} {did} {the}?
        where was {the} {done} {by}?
        """),
      when: Template.lines(
        """
        when did {name} {base} {the}?
        when did {name} {base} {the}?
        when was it that {name} {did} {the}?
        when was {the} {done} {by}?
        """)),
    activity: .init(
      who: Template.lines(
        """
        who {did} {where}?
        who {did} {where}?
        who was it that {did} {where}?
        """),
      what: Template.lines(
        """
        what did {name} do {where}?
        what was it that {name} did {where}?
        """),
      where: Template.lines(
        """
        where did {name} {base}?
        where did {name} {base}?
        where was it that {name} {did}?
        """),
      when: Template.lines(
        """
        when did {name} {base} {where}?
        when was it that {name} {did} {where}?
        """)),
    giving: .init(
      who: Template.lines(
        """
        who {did} {the} to {other}?
        who was it that {did} {the} to {other}?
        """),
      what: Template.lines(
        """
        what did {name} {base} to {other}?
        what was it that {name} {did} to {other}?
        """),
      where: Template.lines(
        """
        where did {name} {base} {the} to {other}?
        where was {name} when {he} {did} {the} to {other}?
        """),
      when: Template.lines(
        """
        when did {name} {base} {the} to {other}?
        when was it that {name} {did} {the} to {other}?
        """)),
    taking: Template.lines(
      """
      where did {name} {base} {the}?
      where was it that {name} {did} {the}?
      """),
    recipient: Template.lines(
      """
      who did {name} {base} {the} to?
      to whom did {name} {base} {the}?
      """),
    animalWhat: Template.lines(
      """
      what animal did {name} {base}?
      which animal did {name} {base}?
      what animal was it that {name} {did}?
      """),
    animalWho: Template.lines(
      """
      which animal {did} {the}?
      what animal was it that {did} {the}?
      """),
    animalActivityWho: Template.lines(
      """
      which animal {did} {where}?
      what animal was it that {did} {where}?
      """))
}

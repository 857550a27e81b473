/// The sentence and question templates of Brazilian Portuguese.
enum PortugueseTemplates {
  static let stories = StoryTemplates(
    openings: Template.lines(
      """
      Esta é uma história curta.
      Escute só esta história.
      Foi assim que aconteceu.
      Era uma semana comum na cidade.
      Todo mundo na cidade conhece esta história.
      """),
    personOpenings: Template.lines(
      """
      {person} é {job}.
      {person} tem muitos amigos.
      {person} gosta de conversar.
      Esta é uma história sobre {person}.
      Todo mundo gosta de {person}.
      {person} nunca fica em casa.
      {person} é {job} e gosta de rir.
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
      {name} estava {where}. Lá, {he} {did} {what}.
      {name} estava {where} {when}. Lá, {he} {did} {what}.
      {when}, {name} estava {where} e {did} {what}.
      {other} e {person} estavam {where}. {person} {did} {what} ali.
      {other} e {person} se encontraram {where} {when}. {person} {did} {what} ali.
      Foi {person} quem {did} {what} {where}.
      Foi {when} que {name} {did} {what}.
      {what} foi {done} {by} {where}.
      {what} foi {done} {by} {when}.
      Sabe o que aconteceu {when}? {name} {did} {what} {where}.
      Adivinhe só! {name} {did} {what} {where}.
      """),
    spottings: Template.lines(
      """
      Havia {what} {where}. {name} {did} {the}.
      Havia {what} {where}. {when}, {name} {did} {the}.
      """),
    continuations: Template.lines(
      """
      {then} {who} {did} {the}.
      {then} {who} {did} {the}.
      {then} {who} {did} {the} {where}.
      {when}, {who} {did} {the}.
      {when}, {who} {did} {the} {where}.
      {who} {did} {the} {where} {when}.
      {then} {the} foi {done} {by}.
      """),
    giving: Template.lines(
      """
      {then} {who} {did} {the} para {other}.
      {then} {who} {did} {the} para {friend}.
      {when}, {who} {did} {the} para {other}.
      {when}, {who} {did} {the} para {friend}.
      {who} {did} {the} para {other} {where}.
      {then} {who} {did} {the} para {friend} {where}.
      {other} estava {where}. {name} {did} {the} para {him} ali.
      """),
    taking: Template.lines(
      """
      {then} {who} {did} {the} {where}.
      {when}, {who} {did} {the} {where}.
      {who} {did} {the} {where} {when}.
      """),
    activities: Template.lines(
      """
      {who} {did} {where}.
      {who} {did} {where}.
      {who} {did} {where} {when}.
      {when}, {who} {did} {where}.
      {when}, {who} {did} {where}.
      {then} {who} {did} {where}.
      Foi {person} quem {did} {where}.
      Foi {when} que {name} {did} {where}.
      Sabe quem {did} {where}? Foi {person}.
      Sabe quem {did} {where} {when}? Foi {person}.
      """),
    endings: Template.lines(
      """
      Foi um dia muito bom.
      Todo mundo ficou feliz.
      Este é o fim da história.
      Ninguém vai esquecer aquele dia.
      Que história!
      """),
    personEndings: Template.lines(
      """
      {person} ficou feliz.
      {person} gostou muito.
      {who} ficou muito feliz.
      {who} foi para casa sorrindo.
      {who} contou tudo para os vizinhos.
      """))

  static let questions = QuestionTemplates(
    thing: .init(
      who: Template.lines(
        """
        quem {did} {the}?
        quem foi que {did} {the}?
        quem foi a pessoa que {did} {the}?
        por quem {the} foi {done}?
        """),
      what: Template.lines(
        """
        o que {name} {did}?
        o que foi que {name} {did}?
        o que foi {doneWhat} {by}?
        """),
      where: Template.lines(
        """
        {wh} {name} {did} {the}?
        {wh} foi que {name} {did} {the}?
        em que lugar {name} {did} {the}?
        onde {name} estava quando {did} {the}?
        onde {the} foi {done} {by}?
        """),
      when: Template.lines(
        """
        quando {name} {did} {the}?
        quando foi que {name} {did} {the}?
        quando {the} foi {done} {by}?
        """)),
    activity: .init(
      who: Template.lines(
        """
        quem {did} {where}?
        quem foi que {did} {where}?
        """),
      what: Template.lines(
        """
        o que {name} {made} {where}?
        o que foi que {name} {made} {where}?
        """),
      where: Template.lines(
        """
        {wh} {name} {act}?
        {wh} foi que {name} {act}?
        """),
      when: Template.lines(
        """
        quando {name} {act} {where}?
        quando foi que {name} {act} {where}?
        """)),
    giving: .init(
      who: Template.lines(
        """
        quem {did} {the} para {other}?
        quem foi que {did} {the} para {other}?
        """),
      what: Template.lines(
        """
        o que {name} {did} para {other}?
        o que foi que {name} {did} para {other}?
        """),
      where: Template.lines(
        """
        onde {name} {did} {the} para {other}?
        em que lugar {name} {did} {the} para {other}?
        """),
      when: Template.lines(
        """
        quando {name} {did} {the} para {other}?
        quando foi que {name} {did} {the} para {other}?
        """)),
    taking: Template.lines(
      """
      {wh} {name} {did} {the}?
      {wh} foi que {name} {did} {the}?
      """),
    recipient: Template.lines(
      """
      para quem {name} {did} {the}?
      para quem foi que {name} {did} {the}?
      """),
    animalWhat: Template.lines(
      """
      que animal {name} {did}?
      que animal foi que {name} {did}?
      """),
    animalWho: Template.lines(
      """
      que animal {did} {the}?
      qual foi o animal que {did} {the}?
      """),
    animalActivityWho: Template.lines(
      """
      que animal {did} {where}?
      qual foi o animal que {did} {where}?
      """))
}

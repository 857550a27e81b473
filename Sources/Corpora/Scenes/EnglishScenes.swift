/// What scenes say and ask in English.
enum EnglishScenes {
  static let templates = SceneTemplates(
    deed: SceneFrame(
      clauses: """
        {name} {did} {what}{where?}{when?}
        {name} {did} {what}{where?}{when?}
        {name} {did} {what}{where?}{when?}
        {name} {did} {what}{when?}{where?}
        {when} {name} {did} {what}{where?}
        {when}, {name} {did} {what}{where?}
        {where} {name} {did} {what}{when?}
        it was {name} that {did} {what}{where?}{when?}
        {what} was {done} {by}{where?}{when?}
        it was {person} who {did} {what}{where?}{when?}
        it was {what} that {name} {did}{where?}{when?}
        it was {where} that {name} {did} {what}
        {name} was {where}{when?} and {did} {what}
        """,
      questions: """
        actor | who {did} {the}{where?}{when?}?
        actor | who {did} {the}?
        actor | who {did} {what}{where?}?
        actor | who was it that {did} {the}?
        actor | who was the one who {did} {the}{where?}?
        actor | who was {the} {done} by{where?}?
        thing | what did {name} {base}{where?}{when?}?
        thing | what did {name} {base}?
        thing | what was it that {name} {did}?
        thing | what was {done} {by}{where?}?
        thing | what thing did {name} {base}{when?}?
        place | where did {name} {base} {the}{when?}?
        place | where did {name} {base} {what}?
        place | where did {name} {base} {the}?
        place | where was {the} {done} {by}?
        place | where was {the} {done}{when?}?
        place | where was {name} when {he} {did} {the}?
        time | when did {name} {base} {the}{where?}?
        time | when did {name} {base} {what}?
        time | when was {the} {done} {by}?
        time | when was it that {name} {did} {the}?
        which | which {noun} did {name} {base}{where?}{when?}?
        which | which {noun} was {done} {by}?
        color | what color was the {noun} that {name} {did}{where?}?
        color | what colour was the {noun} that {name} {did}?
        color | what color is the {noun} that {name} {did}?
        quality | what kind of {noun} did {name} {base}?
        owner | whose {noun} did {name} {base}{where?}?
        owner | whose {noun} was {done} {by}?
        truth | did {name} {base} {the}{where?}{when?}?
        truth | did {name} {base} {what}{where?}{when?}?
        truth | was {the} {done} {by}?
        truth | was it {name} who {did} {the}?
        """),
    activity: SceneFrame(
      clauses: """
        {name} {did}{where?}{when?}
        {name} {did}{where?}{when?}
        {name} {did}{when?}{where?}
        {when} {name} {did}{where?}
        {when}, {name} {did}{where?}
        {where} {name} {did}{when?}
        it was {person} who {did}{where?}{when?}
        it was {where} that {name} {did}{when?}
        """,
      questions: """
        actor | who {did}{where?}{when?}?
        actor | who {did} {where}?
        actor | who was it that {did} {where}?
        place | where did {name} {base}{when?}?
        place | where did {name} {base}?
        place | where was it that {name} {did}?
        time | when did {name} {base}{where?}?
        time | when was it that {name} {did}?
        deed | what did {name} do{where?}{when?}?
        deed | what did {name} do {where}?
        truth | did {name} {base}{where?}{when?}?
        truth | was it {name} who {did}{where?}{when?}?
        """),
    giving: SceneFrame(
      clauses: """
        {name} {did} {what} to {other}{where?}{when?}
        {name} {did} {what} to {other}{where?}{when?}
        {name} {did} {other} {what}{where?}{when?}
        {when}, {name} {did} {what} to {other}{where?}
        {when} {name} {did} {other} {what}{where?}
        {what} was {done} to {other} {by}{where?}
        it was {person} who {did} {what} to {other}
        it was {other} that {name} {did} {what} to
        """,
      questions: """
        actor | who {did} {the} to {other}?
        actor | who {did} {other} {what}?
        actor | who {did} {the}{where?}{when?}?
        actor | who was {the} {done} by?
        thing | what did {name} {base} to {other}?
        thing | what did {name} {base} {other}?
        thing | what was {done} to {other}?
        recipient | who did {name} {base} {the} to?
        recipient | who did {name} {base} {what} to?
        recipient | who was {the} {done} to?
        recipient | to whom did {name} {base} {the}?
        place | where did {name} {base} {the} to {other}?
        place | where did {name} {base} {the}?
        time | when did {name} {base} {the} to {other}?
        time | when did {name} {base} {the}?
        which | which {noun} did {name} {base} to {other}?
        color | what color was the {noun} that {name} {did} to {other}?
        truth | did {name} {base} {the} to {other}?
        truth | did {name} {base} {other} {what}?
        """),
    having: SceneFrame(
      clauses: """
        {name} has {what}
        {name} had {what}
        {name} had {what} and liked it
        {name} owns {what}
        {owner} {noun} is {adjective}
        {owner} {noun} is {adjective}
        {owner} {noun} was {adjective}
        """,
      questions: """
        actor | who has {the}?
        actor | who had {what}?
        actor | who has {what}?
        actor | who owns {the}?
        thing | what does {name} have?
        thing | what did {name} have?
        owner | whose is {the}?
        owner | whose {noun} is {adjective}?
        color | what color is {owner} {noun}?
        color | what colour was {owner} {noun}?
        which | which {noun} does {name} have?
        which | which {noun} is {owner}?
        truth | does {name} have {what}?
        truth | is {owner} {noun} {adjective}?
        """),
    standing: SceneFrame(
      clauses: """
        there was {what} {where}{when?}
        there was {what} {where}
        {where} there was {what}
        {the} was {where}{when?}
        {the} was {where}
        """,
      questions: """
        place | where was {the}{when?}?
        place | where was {the}?
        thing | what was {where}?
        thing | what was there {where}?
        which | which {noun} was {where}?
        color | what color was the {noun} {where}?
        color | what colour was the {noun} {where}?
        color | what color was the {noun} that was {where}?
        truth | was {the} {where}?
        truth | was there {what} {where}?
        """),
    counting: SceneFrame(
      clauses: """
        there were {number} {nouns} {where}
        {where} there were {number} {nouns}
        {name} {did} {number} {nouns}{where?}{when?}
        {name} {did} {number} {nouns}{where?}
        {when}, {name} {did} {number} {nouns}{where?}
        """,
      questions: """
        number | how many {nouns} were there{where?}?
        number | how many {nouns} were {where}?
        number | how many {nouns} did {name} {base}{where?}?
        number | how many {nouns} did {name} {base}?
        actor | who {did} {number} {nouns}?
        """),
    being: SceneFrame(
      clauses: """
        {name} was {adjective}{where?}
        {name} was {adjective}
        """,
      questions: """
        actor | who was {adjective}{where?}?
        truth | was {name} {adjective}?
        """),
    series: SceneFrame(
      clauses: "",
      questions: """
        thing | what did {name} {base} {order}?
        place | where did {name} {base} {order}?
        """),
    orderOfActors: SceneFrame(
      clauses: "",
      questions: """
        actor | who {did} {order}?
        """),
    pairsOfThings: Template.clauses(
      """
      before {he} {did} {other}, {name} {did} {what}
      {name} {did} {what} before {he} {did} {other}
      {name} {did} {other} after {he} {did} {what}
      after {he} {did} {what}, {name} {did} {other}
      """),
    pairsOfPlaces: Template.clauses(
      """
      before {he} {did} {other}, {name} {did} {what}
      {name} {did} {other} after {he} {did} {what}
      """),
    pairsOfActors: Template.clauses(
      """
      {other} {did} after {what}
      {what} {did} before {other}
      """),
    joints: [
      ". ", ". ", ". ", " and ", " and ", ", and ", ", but ", " but ", " while ", ", while ", "; ",
    ],
    firsts: ["first ", "first, ", "", "", "at first "],
    thens: ["then ", "then ", "after that ", "later ", "next, "],
    lasts: ["then ", "later ", "finally, ", "in the end ", "after that "],
    first: "first", last: "last", after: "after", before: "before",
    yes: "yes", no: "no", unknown: "I cannot tell",
    prepositions: ["near", "behind", "outside", "next to", "in front of", "under"].map {
      ("\($0) the", "\($0) the")
    },
    spotPrepositions: ["under", "behind", "in", "on", "next to"].map { ("\($0) the", "\($0) the") },
    spots: [
      "chair", "box", "basket", "bag", "blanket", "pillow", "ladder", "tent", "bucket", "table",
      "bed", "tree", "bench", "door", "window", "boat", "car", "drawer",
    ].map { ($0, .masculine) },
    states: ["tired", "happy", "sad", "hungry", "busy", "late", "asleep", "sick"].map { ($0, $0) },
    numbers: ["two", "three", "four", "five", "six", "seven", "eight", "nine"],
    syllables: [
      "ba", "bri", "ca", "cho", "da", "dri", "fa", "fri", "ga", "go", "gri", "ha", "hu", "ja", "jo",
      "ka", "ki", "kra", "ko", "la", "li", "lo", "ma", "me", "mi", "mo", "na", "ni", "no", "pa",
      "pi", "pra", "qua", "ra", "ri", "ro", "sa", "shi", "so", "ta", "ti", "to", "tra", "va", "vo",
      "wa", "xi", "ya", "yu", "za", "zi", "zo", "wo", "be", "de", "te", "se", "re", "le", "ne",
    ],
    endings: ["", "", "n", "r", "s", "l", "x", "m", "k", "th"],
    colors: [
      "red", "blue", "green", "yellow", "white", "black", "brown", "orange", "purple", "pink",
      "gray",
    ])
}

/// What scenes say and ask in Brazilian Portuguese.
///
/// An article comes with its noun in {it} and {the}, and contracts with what is before it:
/// "a cor d{it}" is "a cor da pipa".
enum PortugueseScenes {
  static let templates = SceneTemplates(
    deed: deed, activity: activity, giving: giving,
    having: SceneFrame(
      clauses: """
        {name} tem {what}
        {name} tem {what}
        {name} tinha {what}
        {the} é {owner}
        {the} era {owner}
        {the} pertence a {name}
        quem tem {what} é {name}
        {it} {owner} é {adjective}
        {it} {owner} é {adjective}
        {it} {owner} era {adjective}
        """,
      questions: """
        actor | quem tem {the}?
        actor | quem tem {what}?
        actor | quem tinha {what}?
        actor | quem é que tem {the}?
        actor | a quem pertence {the}?
        thing | o que {name} tem?
        thing | o que {name} tinha?
        thing | o que é que {name} tem?
        thing | o que pertence a {name}?
        owner | de quem é {the}?
        owner | de quem era {the}?
        owner | de quem é {it} {adjective}?
        color | de que cor é {it} {owner}?
        color | de que cor era {it} {owner}?
        color | qual é a cor d{it} {owner}?
        color | qual era a cor d{it} {owner}?
        color | {it} {owner} é de que cor?
        color | de que cor é {it}?
        which | qual {noun} {name} tem?
        which | qual {noun} é {owner}?
        which | qual é {it} {owner}?
        truth | {name} tem {what}?
        truth | {it} {owner} é {adjective}?
        truth | {the} é {owner}?
        truth | quem tem {the} é {name}?
        """),
    standing: SceneFrame(
      clauses: """
        {what} estava {where}{when?}
        havia {what} {where}{when?}
        tinha {what} {where}
        {where} havia {what}
        {where} estava {what}
        {the} estava {where}{when?}
        {the} estava {where}
        {the} ficou {where}{when?}
        """,
      questions: """
        place | onde estava {the}{when?}?
        place | onde {the} estava{when?}?
        place | em que lugar estava {the}?
        thing | o que estava {where}{when?}?
        thing | o que havia {where}?
        thing | o que tinha {where}?
        thing | {where}, o que havia?
        which | qual {noun} estava {where}?
        which | qual era {it} que estava {where}?
        color | de que cor era {it} que estava {where}?
        color | qual era a cor d{it} que estava {where}?
        color | {it} que estava {where} era de que cor?
        color | de que cor era {it}?
        color | qual era a cor d{it}?
        owner | de quem era {it} que estava {where}?
        owner | de quem era {it}?
        truth | {the} estava {where}{when?}?
        truth | {the} estava {where}?
        truth | era {the} que estava {where}?
        truth | havia {what} {where}?
        """),
    counting: SceneFrame(
      clauses: """
        havia {number} {nouns} {where}
        tinha {number} {nouns} {where}
        {where} havia {number} {nouns}
        {number} {nouns} estavam {where}
        {name} {did} {number} {nouns}{where?}{when?}
        {name} {did} {number} {nouns}{where?}{when?}
        {when}, {name} {did} {number} {nouns}{where?}
        {where}, {name} {did} {number} {nouns}{when?}
        foi {person} quem {did} {number} {nouns}{where?}{when?}
        quem {did} {number} {nouns}{where?}{when?} foi {name}
        """,
      questions: """
        number | {amount} {nouns} havia {where}?
        number | {amount} {nouns} tinha {where}?
        number | {amount} {nouns} {name} {did}{where?}{when?}?
        number | {amount} {nouns} {name} {did}?
        number | {name} {did} {amount} {nouns}{where?}?
        actor | quem {did} {number} {nouns}{where?}?
        actor | quem foi que {did} {number} {nouns}?
        place | onde havia {number} {nouns}?
        place | onde {name} {did} {number} {nouns}?
        truth | {name} {did} {number} {nouns}{where?}?
        truth | havia {number} {nouns} {where}?
        """),
    being: SceneFrame(
      clauses: """
        {name} estava {adjective}{where?}
        {name} estava {adjective}
        {where}, {name} estava {adjective}
        quem estava {adjective}{where?} era {name}
        """,
      questions: """
        actor | quem estava {adjective}{where?}?
        actor | quem é que estava {adjective}?
        place | onde {name} estava?
        place | onde estava {name}?
        truth | {name} estava {adjective}{where?}?
        truth | era {name} que estava {adjective}?
        """),
    series: SceneFrame(
      clauses: "",
      questions: """
        thing | o que {name} {did} {order}?
        thing | o que foi que {name} {did} {order}?
        thing | {order}, o que {name} {did}?
        place | {wh} {name} {did} {order}?
        place | para onde {name} {did} {order}?
        """),
    orderOfActors: SceneFrame(
      clauses: "",
      questions: """
        actor | quem {did} {order}?
        actor | quem foi que {did} {order}?
        actor | quem foi a pessoa que {did} {order}?
        """),
    pairsOfThings: Template.clauses(
      """
      antes de {base} {other}, {name} {did} {what}
      {name} {did} {what} antes de {base} {other}
      {name} {did} {other} depois de {base} {what}
      {name} só {did} {other} depois de {base} {what}
      depois de {base} {what}, {name} {did} {other}
      depois que {did} {what}, {name} {did} {other}
      {name} {did} {what} e depois {other}
      primeiro {name} {did} {what}, depois {other}
      """),
    pairsOfPlaces: Template.clauses(
      """
      antes de {base} {other}, {name} {did} {what}
      {name} {did} {what} antes de {base} {other}
      {name} {did} {other} depois de {base} {what}
      depois de {base} {what}, {name} {did} {other}
      {name} {did} {what} e depois {other}
      {name} {did} primeiro {what} e depois {other}
      primeiro {name} {did} {what}, depois {other}
      """),
    pairsOfActors: Template.clauses(
      """
      {other} {did} depois de {what}
      {other} {did} logo depois de {what}
      {other} só {did} depois de {what}
      {what} {did} antes de {other}
      {what} {did} primeiro e {other} {did} depois
      primeiro {what} {did}, depois {other}
      antes de {other}, quem {did} foi {what}
      """),
    joints: [
      ". ", ". ", ". ", " e ", " e ", ", e ", ", mas ", ", mas ", " enquanto ", ", enquanto ", "; ",
    ],
    firsts: ["primeiro ", "primeiro, ", "", "", "no começo "],
    thens: ["depois ", "depois ", "em seguida ", "mais tarde ", "logo depois "],
    lasts: ["depois ", "mais tarde ", "por último ", "por fim ", "no fim "],
    first: "primeiro", last: "por último", after: "depois", before: "antes",
    yes: "sim", no: "não", unknown: "não dá para saber",
    prepositions: [
      ("perto da", "perto do"), ("atrás da", "atrás do"), ("ao lado da", "ao lado do"),
      ("em frente à", "em frente ao"), ("embaixo da", "embaixo do"),
    ],
    spotPrepositions: [
      ("debaixo da", "debaixo do"), ("embaixo da", "embaixo do"), ("atrás da", "atrás do"),
      ("na", "no"), ("ao lado da", "ao lado do"), ("em cima da", "em cima do"),
    ],
    spots: [
      ("cadeira", .feminine), ("caixa", .feminine), ("cesta", .feminine), ("bolsa", .feminine),
      ("mochila", .feminine), ("escada", .feminine), ("barraca", .feminine), ("mesa", .feminine),
      ("cama", .feminine), ("árvore", .feminine), ("rede", .feminine), ("janela", .feminine),
      ("gaveta", .feminine), ("almofada", .feminine), ("cobertor", .masculine),
      ("travesseiro", .masculine), ("tapete", .masculine), ("balde", .masculine),
      ("banco", .masculine), ("sofá", .masculine), ("armário", .masculine), ("barco", .masculine),
      ("carro", .masculine), ("baú", .masculine),
    ],
    states: [
      ("cansada", "cansado"), ("feliz", "feliz"), ("triste", "triste"), ("faminta", "faminto"),
      ("ocupada", "ocupado"), ("atrasada", "atrasado"), ("doente", "doente"),
      ("assustada", "assustado"), ("com sono", "com sono"), ("com sede", "com sede"),
      ("com frio", "com frio"),
    ],
    numbers: ["dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"],
    syllables: [
      "ba", "bri", "ca", "co", "da", "dri", "fa", "fri", "ga", "go", "gri", "ja", "jo", "ju",
      "ka", "ki", "la", "li", "lo", "lu", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "nu",
      "pa", "pe", "pi", "po", "pra", "ra", "ri", "ro", "ru", "sa", "si", "so", "su", "ta", "te",
      "ti", "to", "tra", "tu", "va", "ve", "vi", "vo", "xa", "xi", "xo", "ya", "yu", "za", "ze",
      "zi", "zo", "bo", "be", "de", "di", "do", "du", "fe", "fi", "ge",
    ],
    endings: ["", "", "", "l", "r", "m", "s"],
    colors: [
      "vermelho", "vermelha", "azul", "verde", "amarelo", "amarela", "branco", "branca", "preto",
      "preta", "marrom", "laranja", "roxo", "roxa", "rosa", "cinza",
    ])
}

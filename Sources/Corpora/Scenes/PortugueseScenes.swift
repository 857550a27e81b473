/// What scenes say and ask in Brazilian Portuguese.
///
/// An article comes with its noun in {it} and {the}, and contracts with what is before it:
/// "a cor d{it}" is "a cor da pipa".
enum PortugueseScenes {
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
        {where}, {name} {did} {what}{when?}
        {what} foi {done} {by}{where?}{when?}
        {what} foi {done}{where?} {by}{when?}
        foi {name} que {did} {what}{where?}{when?}
        foi {person} quem {did} {what}{where?}{when?}
        foi {what} que {name} {did}{where?}{when?}
        foi {where} que {name} {did} {what}
        foi {when} que {name} {did} {what}{where?}
        quem {did} {what}{where?}{when?} foi {name}
        o que {name} {did}{where?}{when?} foi {what}
        {name} estava {where}{when?} e {did} {what}
        """,
      questions: """
        actor | quem {did} {the}{where?}{when?}?
        actor | quem {did} {the}?
        actor | quem {did} {what}{where?}?
        actor | quem foi que {did} {the}{where?}?
        actor | {when}, quem {did} {the}{where?}?
        actor | por quem {the} foi {done}{where?}{when?}?
        actor | por quem foi {done} {the}?
        thing | o que {name} {did}{where?}{when?}?
        thing | o que {name} {did}?
        thing | o que foi que {name} {did}{where?}?
        thing | o que foi {doneWhat} {by}{where?}{when?}?
        thing | {when}, o que {name} {did}{where?}?
        thing | {where}, o que {name} {did}?
        thing | {name} {did} o quê?
        place | onde {name} {did} {the}{when?}?
        place | onde {name} {did} {the}?
        place | onde {name} {did} {what}?
        place | onde foi que {name} {did} {the}{when?}?
        place | em que lugar {name} {did} {the}?
        place | onde {the} foi {done} {by}?
        place | onde {the} foi {done}{when?}?
        place | onde {name} estava quando {did} {the}?
        time | quando {name} {did} {the}{where?}?
        time | quando {name} {did} {what}?
        time | quando foi que {name} {did} {the}{where?}?
        time | quando {the} foi {done} {by}?
        time | quando {the} foi {done}{where?}?
        which | qual {noun} {name} {did}{where?}{when?}?
        which | que {noun} {name} {did}{where?}?
        which | qual {noun} foi {done} {by}?
        which | qual foi {it} que {name} {did}{where?}?
        color | de que cor era {it} que {name} {did}{where?}?
        color | de que cor é {it} que {name} {did}?
        color | qual é a cor d{it} que {name} {did}?
        color | qual era a cor d{it} que {name} {did}{where?}?
        color | de que cor era {it} que foi {done} {by}?
        color | {it} que {name} {did} era de que cor?
        color | de que cor é {it}?
        color | de que cor era {it}?
        color | qual é a cor d{it}?
        quality | que tipo de {noun} {name} {did}{where?}?
        quality | {name} {did} que tipo de {noun}?
        owner | de quem era {it} que {name} {did}{where?}?
        owner | de quem é {it} que {name} {did}?
        owner | de quem era {it} que foi {done} {by}?
        owner | {it} que {name} {did} era de quem?
        owner | {name} {did} {it} de quem?
        owner | de quem é {it}?
        owner | de quem era {it}?
        truth | {name} {did} {the}{where?}{when?}?
        truth | {name} {did} {what}{where?}{when?}?
        truth | {the} foi {done} {by}{where?}?
        truth | foi {name} que {did} {the}{where?}?
        truth | foi {person} quem {did} {the}{where?}?
        truth | foi {what} que {name} {did}{where?}?
        truth | foi {where} que {name} {did} {the}?
        truth | foi {when} que {name} {did} {the}?
        truth | quem {did} {the} foi {name}?
        """),
    // A place to go to or through cannot come first.
    activity: SceneFrame(
      clauses: """
        {name} {did}{where?}{when?}
        {name} {did}{where?}{when?}
        {name} {did}{where?}{when?}
        {name} {did}{when?}{where?}
        {when} {name} {did}{where?}
        {when}, {name} {did}{where?}
        foi {name} que {did}{where?}{when?}
        foi {person} quem {did}{where?}{when?}
        foi {where} que {name} {did}{when?}
        foi {when} que {name} {did}{where?}
        quem {did}{where?}{when?} foi {name}
        """,
      questions: """
        actor | quem {did}{where?}{when?}?
        actor | quem {did} {where}?
        actor | quem foi que {did}{where?}{when?}?
        actor | {when}, quem {did}{where?}?
        place | {wh} {name} {did}{when?}?
        place | {wh} {name} {did}?
        place | {wh} foi que {name} {did}{when?}?
        place | {when}, {wh} {name} {did}?
        time | quando {name} {did}{where?}?
        time | quando foi que {name} {did}{where?}?
        deed | o que {name} fez{when?}?
        deed | o que foi que {name} fez{when?}?
        deed | {when}, o que {name} fez?
        truth | {name} {did}{where?}{when?}?
        truth | foi {name} que {did}{where?}{when?}?
        truth | foi {person} quem {did}{where?}{when?}?
        truth | foi {where} que {name} {did}?
        truth | foi {when} que {name} {did}?
        truth | quem {did} {where} foi {name}?
        """),
    giving: SceneFrame(
      clauses: """
        {name} {did} {what} para {other}{where?}{when?}
        {name} {did} {what} para {other}{where?}{when?}
        {name} {did} {what} a {other}{where?}{when?}
        {name} {did} a {other} {what}{where?}{when?}
        {when}, {name} {did} {what} para {other}{where?}
        {when} {name} {did} {what} a {other}{where?}
        {where}, {name} {did} {what} para {other}{when?}
        {what} foi {done} para {other} {by}{where?}{when?}
        {what} foi {done} {by} a {other}{where?}{when?}
        foi {person} quem {did} {what} para {other}{where?}{when?}
        foi para {other} que {name} {did} {what}{where?}{when?}
        foi {what} que {name} {did} para {other}{where?}{when?}
        quem {did} {what} para {other}{where?}{when?} foi {name}
        """,
      questions: """
        actor | quem {did} {the} para {other}{where?}{when?}?
        actor | quem {did} {the} a {other}?
        actor | quem {did} {what} para {other}?
        actor | quem {did} {the}{where?}{when?}?
        actor | quem foi que {did} {the} para {other}?
        actor | por quem {the} foi {done}?
        thing | o que {name} {did} para {other}{where?}{when?}?
        thing | o que {name} {did} a {other}?
        thing | o que foi que {name} {did} para {other}?
        thing | o que foi {doneWhat} a {other}{where?}?
        thing | o que foi {doneWhat} {by} para {other}?
        recipient | para quem {name} {did} {the}{where?}{when?}?
        recipient | a quem {name} {did} {the}{where?}?
        recipient | para quem {name} {did} {what}?
        recipient | para quem foi que {name} {did} {the}?
        recipient | para quem {the} foi {done}?
        recipient | a quem {the} foi {done} {by}?
        recipient | {name} {did} {the} para quem?
        place | onde {name} {did} {the} para {other}{when?}?
        place | onde {name} {did} {the}?
        place | onde foi que {name} {did} {the} a {other}?
        place | em que lugar {name} {did} {the} para {other}?
        time | quando {name} {did} {the} para {other}{where?}?
        time | quando {name} {did} {the}?
        time | quando foi que {name} {did} {the} a {other}?
        which | qual {noun} {name} {did} para {other}{where?}?
        which | qual {noun} foi {done} a {other}?
        which | qual foi {it} que {name} {did} para {other}?
        color | de que cor era {it} que {name} {did} para {other}?
        color | de que cor é {it} que {name} {did} a {other}?
        color | qual é a cor d{it} que {name} {did} para {other}?
        color | de que cor era {it}?
        color | qual é a cor d{it}?
        owner | de quem era {it} que {name} {did} para {other}?
        owner | de quem é {it} que {name} {did} a {other}?
        truth | {name} {did} {the} para {other}{where?}{when?}?
        truth | {name} {did} {what} a {other}{where?}?
        truth | foi {name} que {did} {the} para {other}?
        truth | foi {person} quem {did} {the} a {other}?
        truth | foi para {other} que {name} {did} {the}?
        truth | {the} foi {done} a {other}?
        """),
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

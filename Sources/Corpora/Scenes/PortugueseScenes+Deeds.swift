/// Sentences of scenes in which somebody does something: the same with other things, in other places,
/// for others.
extension PortugueseScenes {
  static let deed = SceneFrame(
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
      """)

  // A place to go to or through cannot come first.
  static let activity = SceneFrame(
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
      """)

  static let giving = SceneFrame(
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
      """)
}

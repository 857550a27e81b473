/// The Brazilian Portuguese word lists of the small world. They are not a translation: where usage
/// differs between the two languages, so do the worlds.
enum PortugueseWords {
  static let women = """
    Alice, Amanda, Ana, Antônia, Beatriz, Bruna, Camila, Carolina, Cecília, Cláudia, Daniela,
    Débora, Elisa, Fernanda, Gabriela, Helena, Isabel, Joana, Júlia, Juliana, Larissa, Laura,
    Letícia, Lívia, Luana, Luísa, Maria, Mariana, Natália, Paula, Rafaela, Renata, Rita, Sandra,
    Tatiana, Teresa, Vitória
    """

  static let men = """
    André, Antônio, Artur, Bernardo, Bruno, Caio, Carlos, César, Daniel, Davi, Diego, Eduardo,
    Fábio, Felipe, Fernando, Gabriel, Guilherme, Gustavo, Henrique, Hugo, Igor, João, Jorge, José,
    Leonardo, Lucas, Luís, Marcelo, Marcos, Mateus, Miguel, Paulo, Pedro, Rafael, Ricardo,
    Rodrigo, Sérgio, Tiago, Vicente, Vinícius
    """

  /// Kind | gender | words, with irregular plurals after a slash.
  static let things = """
    toy     | f | pipa, bola, boneca, peteca, bola de gude/bolas de gude
    toy     | m | quebra-cabeça, robô, apito, balão/balões, carrinho, pião/piões, barquinho
    clothes | f | camisa, jaqueta, saia, touca, blusa, gravata
    clothes | m | chapéu, casaco, vestido, boné, cinto, lenço, cachecol/cachecóis
    food    | f | laranja, manga, pera, banana, cenoura, goiaba, melancia, tapioca
    food    | m | bolo, sanduíche, biscoito, pastel/pastéis, abacaxi, mamão/mamões, pudim, morango
    paper   | f | carta, revista, receita
    paper   | m | livro, mapa, caderno, jornal/jornais, gibi, diário, bilhete
    music   | f | flauta, gaita, sanfona
    music   | m | violão/violões, pandeiro, tambor, cavaquinho, violino
    tool    | f | corda, escada, vassoura, pá, enxada
    tool    | m | martelo, balde, serrote, pincel/pincéis
    home    | f | xícara, lâmpada, cadeira, almofada, cesta, garrafa, panela, caneca
    home    | m | relógio, espelho, travesseiro, cobertor, prato, vaso, copo, tapete
    other   | f | chave, moeda, bolsa, bicicleta, concha, pedra, flor, bandeira, carteira, foto
    other   | f | barraca, mochila, caixa, vela, colher
    other   | m | anel/anéis, guarda-chuva, brinco, ingresso, celular, pente
    """

  static let animals = """
    f | vaca, galinha, cabra, ovelha, tartaruga, raposa, coruja, égua, arara, cutia
    m | cachorro, gato, cavalo, pato, bode, coelho, papagaio, sapo, rato, esquilo, burro, ganso
    m | porco, macaco, galo, tatu, pavão/pavões
    """

  /// Kinds | adjectives, with the feminine after a slash where it differs.
  static let adjectives = """
    toy clothes paper music tool home other | vermelho/vermelha, azul, verde, amarelo/amarela
    toy clothes paper music tool home other | branco/branca, preto/preta, marrom, grande
    toy clothes paper music tool home other | pequeno/pequena, velho/velha, novo/nova
    toy clothes paper music tool home other | bonito/bonita, caro/cara, estranho/estranha
    clothes home toy                        | laranja, roxo/roxa, rosa, cinza
    food                                    | grande, pequeno/pequena, fresco/fresca, doce
    food                                    | gostoso/gostosa, delicioso/deliciosa, barato/barata
    animal                                  | marrom, preto/preta, branco/branca, cinza, grande
    animal                                  | pequeno/pequena, velho/velha, manso/mansa
    animal                                  | faminto/faminta, cansado/cansada, sonolento/sonolenta
    animal                                  | assustado/assustada
    """

  /// Kind | em, or perto de | gender | noun.
  static let places = """
    way   | em    | m | parque
    way   | em    | m | jardim
    way   | em    | f | praça
    way   | em    | f | fazenda
    out   | em    | m | ponto de ônibus
    way   | em    | f | feira
    way   | em    | m | sítio
    way   | em    | f | floresta
    way   | em    | m | quintal
    way   | em    | f | rua
    way   | em    | m | campo
    way   | perto | f | ponte
    way   | em    | f | praia
    way   | em    | m | pomar
    way   | em    | f | vila
    way   | perto | f | igreja
    way   | em    | f | calçada
    in    | em    | f | biblioteca
    in    | em    | f | cozinha
    in    | em    | f | escola
    in    | em    | m | museu
    in    | em    | f | padaria
    in    | em    | f | rodoviária
    in    | em    | m | hotel
    in    | em    | m | teatro
    in    | em    | m | mercado
    in    | em    | f | sala
    in    | em    | f | livraria
    in    | em    | f | garagem
    in    | em    | m | hospital
    in    | em    | m | restaurante
    in    | em    | m | escritório
    in    | em    | f | lanchonete
    water | perto | m | rio
    water | perto | f | lagoa
    water | perto | f | piscina
    water | perto | f | cachoeira
    """

  /// One time scale per line, in chronological order.
  static let times = [
    """
    bem cedo, de manhã, antes do almoço, ao meio-dia, depois do almoço, à tarde,
    no fim da tarde, antes do jantar, depois do jantar, à noite
    """,
    """
    na segunda-feira, na terça-feira, na quarta-feira, na quinta-feira, na sexta-feira,
    no sábado, no domingo
    """,
    "no ano passado, no mês passado, na semana passada, anteontem, ontem",
    "em janeiro, em março, em maio, em julho, em setembro, em dezembro",
  ]

  /// Infinitive, past, participle without its ending (empty: no passive) | roles | kinds.
  static let thingVerbs = """
    encontrar, encontrou, encontrad    | spot      | toy clothes food paper music tool home other
    comprar, comprou, comprad          | spot      | toy clothes food paper music tool home other
    escolher, escolheu, escolhid       | spot      | toy clothes food paper music tool home other
    pegar, pegou                       | spot      | toy clothes food paper tool home other
    ver, viu, vist                     | spot meet | toy clothes food paper music tool home other
    ganhar, ganhou                     | get       | toy clothes food paper music home other
    trazer, trouxe, trazid             | get       | toy clothes food paper music tool home other
    receber, recebeu, recebid          | get       | toy clothes food paper music home other
    costurar, costurou, costurad       | get       | clothes
    pedir, pediu, pedid                | get       | food
    desenhar, desenhou, desenhad       | meet      | toy clothes food music tool home other
    perder, perdeu, perdid             | meet end  | toy clothes paper tool other
    quebrar, quebrou, quebrad          | meet end  | music tool
    lavar, lavou, lavad                | act       | clothes home
    limpar, limpou, limp               | act       | music tool home toy
    consertar, consertou, consertad    | act       | music tool
    pintar, pintou, pintad             | act       | toy tool
    abrir, abriu, abert                | act       | paper
    ler, leu, lid                      | act       | paper
    usar, usou, usad                   | act       | clothes tool
    dobrar, dobrou, dobrad             | keep      | clothes paper
    tocar, tocou, tocad                | act       | music
    afinar, afinou, afinad             | keep      | music
    provar, provou, provad             | act       | food clothes
    comer, comeu, comid                | meet end  | food
    cortar, cortou, cortad             | keep      | food
    fotografar, fotografou, fotografad | keep      | toy food music home other
    embrulhar, embrulhou, embrulhad    | keep      | toy clothes food paper home other
    guardar, guardou, guardad          | keep      | toy clothes food paper music tool home other
    esconder, escondeu, escondid       | end       | toy clothes food paper music tool home other
    derrubar, derrubou, derrubad       | end       | toy food paper tool home other
    vender, vendeu, vendid             | end       | toy clothes paper music tool home other
    esquecer, esqueceu, esquecid       | end       | toy clothes paper music tool other
    """

  static let givingVerbs = """
    dar, deu, dad                  | end  | toy clothes food paper music tool home other
    emprestar, emprestou, emprestad | end | toy clothes paper music tool home
    mostrar, mostrou, mostrad      | keep | toy clothes food paper music tool home other
    mandar, mandou, mandad         | end  | toy clothes paper music other
    entregar, entregou             | end  | toy clothes food paper music tool home other
    """

  static let takingVerbs = """
    levar, levou, levad          | keep | animal toy clothes food paper music tool home other
    carregar, carregou, carregad | keep | toy clothes food paper music tool home other
    """

  /// What people do to animals.
  static let petVerbs = """
    ver, viu, vist                     | spot meet | animal
    alimentar, alimentou, alimentad    | act  | animal
    abraçar, abraçou, abraçad          | act  | animal
    seguir, seguiu, seguid             | act  | animal
    chamar, chamou, chamad             | act  | animal
    observar, observou, observad       | act  | animal
    desenhar, desenhou, desenhad       | act  | animal
    ajudar, ajudou, ajudad             | act  | animal
    encontrar, encontrou, encontrad    | spot | animal
    acalmar, acalmou, acalmad          | act  | animal
    fotografar, fotografou, fotografad | act  | animal
    """

  /// What animals do to animals.
  static let animalVerbs = """
    perseguir, perseguiu, perseguid | meet | animal
    seguir, seguiu, seguid          | meet | animal
    observar, observou, observad    | meet | animal
    assustar, assustou, assustad    | meet | animal
    encontrar, encontrou, encontrad | meet | animal
    ver, viu, vist                  | meet | animal
    acordar, acordou, acordad       | meet | animal
    """

  /// Infinitive, past, plural past | preposition | kinds of place.
  static let activities = """
    cantar, cantou, cantaram                                        | at      | out in water
    dançar, dançou, dançaram                                        | at      | out in water
    dormir, dormiu, dormiram                                        | at      | out in water
    descansar, descansou, descansaram                               | at      | out in water
    chorar, chorou, choraram                                        | at      | out in
    esperar um amigo, esperou um amigo, esperaram um amigo          | at      | out in water
    jogar dominó, jogou dominó, jogaram dominó                      | at      | out in water
    jogar bola, jogou bola, jogaram bola                            | at      | out
    contar histórias, contou histórias, contaram histórias          | at      | out in water
    tirar fotos, tirou fotos, tiraram fotos                         | at      | out in water
    tomar café, tomou café, tomaram café                            | at      | out in
    tomar sorvete, tomou sorvete, tomaram sorvete                   | at      | out in water
    almoçar, almoçou, almoçaram                                     | at      | out in water
    trabalhar, trabalhou, trabalharam                               | at      | out in
    estudar, estudou, estudaram                                     | at      | out in
    conversar com um vizinho, conversou com um vizinho, conversaram com um vizinho | at | out in
    procurar um amigo, procurou um amigo, procuraram um amigo       | at      | out in
    ajudar uma senhora, ajudou uma senhora, ajudaram uma senhora    | at      | out in water
    plantar uma árvore, plantou uma árvore, plantaram uma árvore    | at      | out water
    fazer um piquenique, fez um piquenique, fizeram um piquenique   | at      | out water
    pular corda, pulou corda, pularam corda                         | at      | out
    cair, caiu, caíram                                              | at      | out in
    nadar, nadou, nadaram                                           | inside  | water
    passear, passeou, passearam                                     | through | way
    correr, correu, correram                                        | through | way
    passar, passou, passaram                                        | through | way in
    ir, foi, foram                                                  | to      | out in water
    ir a pé, foi a pé, foram a pé                                   | to      | out in water
    voltar, voltou, voltaram                                        | to      | out in water
    """

  static let animalActivities = """
    dormir, dormiu, dormiram            | at      | out water
    descansar, descansou, descansaram   | at      | out water
    brincar, brincou, brincaram         | at      | out water
    comer, comeu, comeram               | at      | out water
    beber água, bebeu água, beberam água | at     | out water
    pular, pulou, pularam               | at      | out water
    esperar, esperou, esperaram         | at      | out water
    aparecer, apareceu, apareceram      | at      | out water
    passear, passeou, passearam         | through | way
    correr, correu, correram            | through | way
    voltar, voltou, voltaram            | to      | out
    """

  /// Feminine / masculine.
  static let jobs = """
    professora/professor, médica/médico, padeira/padeiro, estudante/estudante, cantora/cantor,
    enfermeira/enfermeiro, agricultora/agricultor, pintora/pintor, motorista/motorista,
    escritora/escritor, cozinheira/cozinheiro, dentista/dentista
    """

  static let connectives = """
    depois,; mais tarde,; em seguida,; logo depois,; então,; pouco depois,; algum tempo depois,
    """
}

/// Portuguese questions for model selection.
///
/// One per line: kind | passage | question | answers, the best one first.
enum PortugueseTypedForChoosing {
  // swift-format-ignore
  static let lines = """
    same | Ontem Joana e Caio almoçaram na lanchonete. Depois Joana comprou uma melancia na feira e Caio comprou um mamão no mercado. Os dois voltaram a pé. | O que Caio comprou? | um mamão
    plain | Mateus encontrou uma concha na praia. | O que Mateus encontrou? | uma concha
    attribute | Bruno foi ao mercado com Paula. Ela não comprou nada, mas ele comprou uma camisa roxa e uma gravata cinza. | De que cor é a gravata? | cinza
    invented | Ikenna comprou um telescópio e Laura comprou um relógio. | Quem comprou o telescópio? | Ikenna
    order | Alice foi primeiro ao museu, depois à livraria e por último ao teatro. | Aonde Alice foi depois da livraria? | ao teatro
    same | O cachorro dormiu na cozinha. O gato dormiu na garagem. | Onde o cachorro dormiu? | na cozinha
    unsaid | Beatriz comprou uma blusa no sábado. Eduardo comprou um boné. | Quando Eduardo comprou o boné? | não dá para saber
    same | No sábado, Larissa tocou sanfona na praça, enquanto Igor tocou pandeiro na calçada. Bruna dançou. Depois ela contou histórias e Igor foi tomar sorvete. | Quem tocou sanfona? | Larissa
    whose | Antônio usou o casaco de Gabriel, e Gabriel usou o chapéu de Maria. | De quem é o casaco? | de Gabriel / do Gabriel
    turned | O apito foi encontrado por Cecília e o pente foi encontrado por Artur. | Quem encontrou o apito? | Cecília
    same | Miguel perdeu a chave na praia, Teresa perdeu a carteira na rodoviária e Davi perdeu o celular no teatro. | Onde Teresa perdeu a carteira? | na rodoviária
    howmany | Antônia limpou a cozinha à tarde. Havia três pratos, cinco copos e uma panela velha. | Quantos copos havia na cozinha? | cinco
    yesno | Mariana lavou a saia e Renata dobrou o lenço. | Foi Renata que lavou a saia? | não
    attribute | Vitória tem um gato branco e um cachorro marrom. Os dois dormem na sala. | Qual é a cor do gato? | branco
    same | A cutia apareceu no pomar de manhã. A raposa só apareceu à noite. | Quando a cutia apareceu? | de manhã
    plain | Daniela esqueceu o guarda-chuva no escritório na quinta-feira. | Quando Daniela esqueceu o guarda-chuva? | na quinta-feira
    invented | Em março, Brunhilde encontrou um astrolábio em Itamaracá. Em julho, perdeu o astrolábio na rodoviária. | Onde Brunhilde encontrou o astrolábio? | em Itamaracá
    order | Antes de provar o bolo, Fábio provou o abacaxi. | O que Fábio provou primeiro? | o abacaxi
    same | Sandra emprestou a bicicleta para Hugo e a barraca para Pedro. | Para quem Sandra emprestou a barraca? | Pedro / para Pedro
    same | Vinícius quebrou um copo na lanchonete. Rita quebrou um prato, mas foi no restaurante. | O que Rita quebrou? | um prato
    attribute | Na sala havia uma almofada amarela e uma almofada verde. O papagaio dormiu na verde e o gato dormiu na amarela. | Em qual almofada o papagaio dormiu? | na almofada verde / na verde
    unsaid | Amanda encontrou uma foto na biblioteca e mostrou a foto a André. Depois os dois tomaram café. | De quem é a foto? | não dá para saber
    turned | Teresa cantou e todos choraram. Foi Miguel quem abraçou Helena na rodoviária. Depois Helena abraçou Luís. | Quem Miguel abraçou? | Helena
    same | De manhã o violão estava com Marcelo. À tarde ele emprestou o violão a Cecília, que tocou no teatro. | Com quem estava o violão de manhã? | Marcelo / com Marcelo
    yesno | Henrique guardou o mapa na mochila e o ingresso na carteira. | O ingresso está na carteira? | sim
    plain | Depois do jantar, o rato apareceu na cozinha e assustou Leonardo. | Quem o rato assustou? | Leonardo
    same | O bode comeu uma cenoura perto da ponte e o burro comeu uma banana atrás da igreja. | O que o burro comeu? | uma banana
    howmany | Larissa ganhou duas bolas de gude e Pedro ganhou sete. | Quantas bolas de gude Larissa ganhou? | duas
    invented | Zuleiny esqueceu o drone no parque e a touca na escola. | O que Zuleiny esqueceu no parque? | o drone
    same | Amanda viu uma arara na floresta na sexta-feira e tirou fotos. Rodrigo viu um tatu no sítio no domingo, mas o tatu estava assustado e correu. | Quando Rodrigo viu o tatu? | no domingo
    attribute | Carolina escolheu o vestido caro, mas Cláudia escolheu o vestido barato. | Qual vestido Cláudia escolheu? | o vestido barato / o barato
    order | Rafaela dançou depois de Vicente. Carlos dançou antes dos dois. | Quem dançou primeiro? | Carlos
    same | Gustavo e Elisa estudaram ontem: ele na biblioteca, ela na escola. | Onde Elisa estudou? | na escola
    whose | Na terça-feira, Lucas encontrou a bolsa de Sandra na rua. Ele não viu Sandra, mas viu Teresa na padaria e entregou a bolsa a ela. | De quem era a bolsa? | de Sandra / da Sandra
    unsaid | O macaco dormiu depois do almoço. O tatu dormiu no pomar. | Onde o macaco dormiu? | não dá para saber
    plain | Beatriz mostrou o diário a Tiago. | A quem Beatriz mostrou o diário? | Tiago / a Tiago
    same | Depois do almoço, o galo perseguiu o pato. O ganso perseguiu a galinha no quintal, e a vaca observou tudo. | Quem perseguiu a galinha? | o ganso
    turned | O rato foi perseguido pela coruja, e a coruja foi observada por Daniel. | Quem perseguiu o rato? | a coruja
    yesno | Hugo nadou na piscina no domingo. Quem nadou no rio foi Fernanda. | Hugo nadou no rio? | não
    invented | O axolote seguiu o gato até a cozinha, e o cachorro seguiu o pato. | Quem seguiu o gato? | o axolote
    same | No domingo, Fernanda lavou o cobertor, Luís lavou o tapete e Tatiana não lavou nada. Ela estudou na biblioteca e só voltou à noite. | O que Luís lavou? | o tapete
    attribute | O porco pequeno estava faminto e o porco grande estava sonolento. | Como estava o porco grande? | sonolento
    same | Em julho Artur ganhou um cavaquinho. Natália ganhou um violino, mas só em dezembro. | Quando Natália ganhou o violino? | em dezembro
    howmany | Quatro patos nadaram na lagoa e dois descansaram na calçada. Um cachorro assustado correu para a rua. | Quantos patos nadaram na lagoa? | quatro
    order | Antes do almoço, Marcos foi ao mercado. Comprou um caderno, depois um boné e, por fim, uma caneca. O boné era barato e a caneca era bonita. | O que Marcos comprou por último? | uma caneca
    same | Camila mandou uma carta para Sérgio em maio. Sérgio leu a carta no escritório e mandou um bilhete para Luana. Luana guardou o bilhete numa caixa. | Quem recebeu uma carta? | Sérgio
    plain | Uma coruja dormia perto da cachoeira. | Onde a coruja dormia? | perto da cachoeira
    invented | Maria voltou da praia no sábado. Ela emprestou uma alfaia a Yoshiro e uma flauta a Hugo. | O que Maria emprestou a Yoshiro? | uma alfaia
    same | Na fazenda há uma lagoa e um rio. A tartaruga nadou na lagoa, mas o sapo nadou no rio. O pato não nadou: dormiu no quintal. | Quem nadou na lagoa? | a tartaruga
    yesno | A cabra velha seguiu Caio até a ponte e a cabra nova seguiu Paula até o pomar. | A cabra nova seguiu Paula? | sim
    same | José pintou a cadeira da sala, e Débora pintou a escada do quintal. | O que Débora pintou? | a escada do quintal / a escada
    attribute | Rafael pegou a pipa azul e foi para a praia. A pipa vermelha ficou no campo. | Qual pipa ficou no campo? | a pipa vermelha / a vermelha
    unsaid | Rita tem uma mochila vermelha e um celular novo. Ela esqueceu os dois no ponto de ônibus. | De que cor é o celular de Rita? | não dá para saber
    same | Gabriela escondeu a boneca atrás da escola. Guilherme escondeu o pião embaixo da ponte. Depois os dois pularam corda na rua. | Onde Guilherme escondeu o pião? | embaixo da ponte
    turned | A raposa acordou o galo, e o galo acordou o burro. | Por quem o burro foi acordado? | pelo galo / o galo
    same | Ao meio-dia André almoçou na padaria e Lívia almoçou no hotel. Daniel só tomou café. | Quem almoçou no hotel? | Lívia
    plain | Eduardo estava cansado, mas consertou o relógio na garagem. | Quem consertou o relógio? | Eduardo
    invented | Wandergleyson dançou no planetário e Ana cantou na igreja. | Onde Wandergleyson dançou? | no planetário
    order | O cavalo passeou com José e comeu uma banana. Depois bebeu água na lagoa, comeu uma cenoura e, mais tarde, dormiu. | O que o cavalo comeu depois de beber água? | uma cenoura
    same | O esquilo seguiu Mariana até o jardim. O macaco seguiu Felipe até a livraria. | Quem o macaco seguiu? | Felipe
    whose | O cachorro de Igor perseguiu o gato de Bruna na vila. | De quem é o gato? | de Bruna / da Bruna
    yesno | Luana não comprou o cinto preto, ela comprou o marrom. | Luana comprou o cinto marrom? | sim
    same | Antônia alimentou a égua bem cedo e Jorge alimentou a vaca antes do jantar. | Que animal Jorge alimentou? | a vaca
    attribute | Diego correu pela cozinha atrás do gato e derrubou um vaso velho e uma garrafa nova. | Como era o vaso? | velho
    unsaid | Na segunda-feira, Felipe mandou um bilhete a Carolina, e ela leu o bilhete na escola. Letícia recebeu uma carta bem cedo. | Quem mandou a carta? | não dá para saber
    same | Enquanto Paula vendia pastéis na feira, Ricardo vendia tapioca na praia. | O que Paula vendia? | pastéis
    howmany | Na feira, Tiago comprou seis goiabas, mas comeu só uma. | Quantas goiabas Tiago comeu? | uma
    invented | O robô Zibo consertou a lâmpada e o robô Krank limpou a sala. João viu tudo. | Quem limpou a sala? | o robô Krank / Krank
    order | João limpou a bicicleta depois que Júlia limpou o carrinho. | O que foi limpo primeiro? | o carrinho
    same | A mochila era de Rita. César levou a mochila até o ponto de ônibus. De lá, Isabel levou a mochila para o hospital, onde Rita trabalhava. | Quem levou a mochila para o hospital? | Isabel
    plain | Na semana passada Laura fez um piquenique no parque e comeu pudim. | Onde foi o piquenique de Laura? | no parque
    turned | Foi a sanfona que Rodrigo vendeu, não o tambor. | O que foi vendido por Rodrigo? | a sanfona
    yesno | José esperou um amigo na rodoviária depois do jantar, mas o amigo apareceu no hotel. José estava cansado e voltou a pé. | O amigo apareceu na rodoviária? | não
    attribute | A flor rosa está no copo e a flor laranja está no prato. | De que cor é a flor do prato? | laranja
    same | Renata deu um anel a Helena. Bernardo deu um brinco a Letícia. | O que Letícia ganhou? | um brinco
    invented | O escafandro é de Oyelaran e o guarda-chuva é de Paulo. | De quem é o escafandro? | de Oyelaran / do Oyelaran / da Oyelaran
    unsaid | Tatiana levou uma cesta para a praia. Jorge levou uma caixa com seis biscoitos. | O que havia na cesta? | não dá para saber
    order | Ana cantou na igreja. Depois cantou Paulo, e Juliana cantou por último. | Quem cantou antes de Paulo? | Ana
    whose | O martelo é de Vinícius, o serrote é de Elisa e a enxada é de Davi. | De quem é o serrote? | de Elisa / da Elisa
    plain | A ovelha bebeu água na lagoa à tarde. | Que animal bebeu água na lagoa? | a ovelha
    """
}

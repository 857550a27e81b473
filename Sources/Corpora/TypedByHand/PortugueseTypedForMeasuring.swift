/// Portuguese questions for evaluation only: never for training or for model selection.
///
/// One per line: kind | passage | question | answers, the best one first.
enum PortugueseTypedForMeasuring {
  // swift-format-ignore
  static let lines = """
    same | O Caio encontrou uma pipa roxa na praça e a Lívia encontrou um boné velho perto da ponte. | O que a Lívia encontrou? | um boné velho / um boné
    attribute | Pedro comprou um chapéu cinza e um cachecol amarelo. | De que cor era o cachecol? | amarelo
    invented | O Thorwald comprou um astrolábio em Reykjavík e o Fábio comprou um mapa em Lisboa. | Onde o Thorwald comprou o astrolábio? | em Reykjavík
    same | A Renata comprou um pudim na padaria. O Hugo comprou um mamão na feira. | Onde o Hugo comprou o mamão? | na feira
    order | A Fernanda comeu um pastel, mas antes disso ela comeu uma goiaba. | O que a Fernanda comeu primeiro? | uma goiaba / a goiaba
    unsaid | A Camila encontrou a chave na calçada. O João encontrou uma moeda. | Onde o João encontrou a moeda? | não dá para saber
    same | Na terça-feira o Igor consertou a bicicleta, mas a Paula só consertou o relógio no sábado. | Quando a Paula consertou o relógio? | no sábado / sábado
    plain | A Beatriz desenhou uma tartaruga no caderno. | O que a Beatriz desenhou? | uma tartaruga
    yesno | Cecília perdeu o lenço no parque e César encontrou o lenço. | Foi a Cecília que encontrou o lenço? | não
    same | O gato dormiu na cozinha enquanto o cachorro dormia atrás da garagem. | Quem dormiu na cozinha? | o gato
    turned | A vela foi derrubada pelo macaco e o vaso foi quebrado pelo gato. | Quem quebrou o vaso? | o gato
    same | Tatiana perdeu a carteira na rodoviária. Marcelo também perdeu a carteira, mas foi na praia. | Onde Tatiana perdeu a carteira? | na rodoviária
    whose | O boné do Igor é verde e o do Caio é preto. | De quem é o boné preto? | do Caio / de Caio
    howmany | A Rita comprou três mangas e duas peras na feira. | Quantas peras a Rita comprou? | duas / duas peras
    same | A raposa perseguiu um ganso no campo. Depois do almoço, a coruja perseguiu um rato na floresta. | O que a raposa perseguiu? | um ganso
    invented | Kenji viu um ornitorrinco perto do rio e Yasmin viu um tatu na ponte. | Quem viu o ornitorrinco? | Kenji / o Kenji
    same | Bruna foi à feira de manhã. Ela comprou uma concha e um anel. Deu a concha para o Davi e o anel para a Sandra, e os dois cantaram. | Para quem Bruna deu o anel? | Sandra / para a Sandra / para Sandra
    attribute | A Ana tinha uma caneca branca e um prato azul. Ela quebrou o prato ontem. | De que cor era a caneca? | branca
    order | De manhã o Rodrigo foi à feira e comprou um abacaxi. Depois foi à livraria, tomou café e leu uma revista. Mais tarde voltou para o sítio. | Aonde o Rodrigo foi depois da feira? | à livraria / para a livraria
    same | Elisa pintou a caixa no quintal, Natália pintou o vaso na garagem e Luana pintou a bandeira na escola. | Quem pintou o vaso? | Natália / a Natália
    plain | Paulo mandou uma carta para a Carolina em setembro. | Quando Paulo mandou a carta? | em setembro
    unsaid | Leonardo comprou um casaco verde e uma gravata. | De que cor era a gravata? | não dá para saber
    same | O Rafael pegou o guarda-chuva e foi para a igreja. A Cecília pegou a mochila e foi para o museu. | Aonde a Cecília foi? | para o museu / ao museu
    yesno | O bode seguiu a Júlia até a fazenda. | A Júlia foi seguida pelo bode? | sim
    invented | A Zuleide trouxe um berimbau e a Joana trouxe um violão. | O que a Zuleide trouxe? | um berimbau
    same | O papagaio apareceu no pomar à tarde. A arara apareceu na vila à noite. | Quando o papagaio apareceu? | à tarde / de tarde
    attribute | Tinha duas pipas no quintal, uma verde e uma rosa. A Lívia pegou a rosa e o Davi ficou com a verde. | Qual pipa a Lívia pegou? | a rosa / a pipa rosa
    turned | O gibi foi lido pela Larissa e o diário foi lido pelo André. | O que o André leu? | o diário
    same | Fernando tocou sanfona na praça. Já o Tiago tocou cavaquinho no teatro. | O que o Tiago tocou? | cavaquinho / o cavaquinho / um cavaquinho
    order | Primeiro dançou a Vitória, depois o Fábio e por último a Cláudia. | Quem dançou logo depois da Vitória? | Fábio / o Fábio
    same | Em maio a Daniela vendeu a égua dela e o Vicente vendeu uma vaca. | O que o Vicente vendeu? | uma vaca
    howmany | Quatro patos nadaram na lagoa e cinco gansos descansaram no campo. | Quantos gansos descansaram? | cinco / cinco gansos
    same | Débora tomou sorvete na lanchonete com o André. Juliana também tomou sorvete, só que na praia, com o Gustavo. | Quem tomou sorvete com a Juliana? | Gustavo / o Gustavo
    invented | Nasrin passeou em Quixadá no sábado e Diego passeou em Itaquera no domingo. | Onde a Nasrin passeou? | em Quixadá
    plain | No domingo, bem cedo, a Alice e o Diego nadaram na cachoeira. | Onde eles nadaram? | na cachoeira
    same | Depois do jantar o Luís leu o jornal e a Helena leu um gibi. | Quem leu o gibi? | Helena / a Helena
    yesno | Guilherme estudou na biblioteca à tarde e Amanda estudou na cozinha à noite. | A Amanda estudou à noite? | sim
    unsaid | Rafaela voltou da praia na quarta-feira. Miguel voltou da fazenda muito cansado. | Quando Miguel voltou da fazenda? | não dá para saber
    same | O esquilo bebeu água na lagoa, mas o burro bebeu água no rio. | Onde o esquilo bebeu água? | na lagoa
    attribute | O cachorro marrom dormiu na sala e o cachorro preto correu até a ponte. | Qual cachorro correu? | o preto / o cachorro preto
    whose | Helena pegou a bicicleta da Sandra e Jorge pegou a bicicleta do Marcos. | De quem era a bicicleta que Helena pegou? | da Sandra / de Sandra
    same | Antônia guardou a chave na bolsa e Eduardo guardou a moeda numa caixa pequena. A foto ficou com a Laura. | Onde Eduardo guardou a moeda? | numa caixa pequena / em uma caixa pequena / numa caixa
    yesno | A raposa comeu o morango e a cutia só comeu a cenoura. | A cutia comeu o morango? | não
    invented | O robô Bipzor consertou o relógio e o robô Tuk limpou a cozinha. | Qual robô limpou a cozinha? | Tuk / o Tuk / o robô Tuk
    turned | O cavalo perseguiu a cabra no campo e o cachorro perseguiu o coelho na rua. | Por quem o coelho foi perseguido? | pelo cachorro / o cachorro
    same | Henrique ganhou um violino da Teresa e Felipe ganhou um tambor do César. | Quem deu o tambor para Felipe? | César / o César
    plain | Gabriela esqueceu o casaco no restaurante. O João trouxe o casaco à noite. | Quem trouxe o casaco? | João / o João
    order | Antes de costurar a saia, Letícia lavou a blusa. | O que Letícia fez depois de lavar a blusa? | costurou a saia / ela costurou a saia
    same | Mateus trouxe tapioca, Isabel trouxe biscoitos e Jorge trouxe uma melancia para o piquenique. | O que Isabel trouxe? | biscoitos / os biscoitos
    unsaid | A Luana ganhou um anel da Tatiana. O Paulo ganhou um relógio. | Quem deu o relógio para o Paulo? | não dá para saber
    attribute | A mochila nova do Lucas é laranja, mas a velha era roxa. | De que cor era a mochila velha? | roxa
    same | A Joana lavou a panela. Quem lavou os pratos foi o Miguel e quem lavou os copos foi a Amanda. | O que a Amanda lavou? | os copos
    howmany | O Tiago tinha seis bolas de gude e o Luís tinha oito. | Quantas bolas de gude o Tiago tinha? | seis / seis bolas de gude
    invented | Dmitri deu um drone para a Aoife e uma bola para o Miguel. | Para quem o Dmitri deu o drone? | Aoife / para a Aoife / para Aoife
    same | Na semana passada Larissa viu um pavão em frente ao hotel. Ontem Ricardo viu um bode em frente à escola. | Quando Larissa viu o pavão? | na semana passada / semana passada
    yesno | Teresa não comprou o vestido, comprou só o cinto. | A Teresa comprou o vestido? | não
    plain | O macaco faminto comeu uma banana em cima da escada. | Quem comeu a banana? | o macaco faminto / o macaco
    same | O Bernardo comprou um livro na livraria e a Júlia comprou o mesmo livro no mercado. | Quem comprou o livro no mercado? | Júlia / a Júlia
    order | Gabriel passou na igreja antes de ir para o escritório. Mais tarde ele foi ao teatro. | Aonde o Gabriel foi por último? | ao teatro / para o teatro
    turned | Quem alimentou a égua foi o José. A ovelha foi alimentada pela Antônia. | A ovelha foi alimentada por quem? | pela Antônia / por Antônia / Antônia / a Antônia
    same | A galinha assustou o pato e o galo assustou a cabra. | Quem assustou a cabra? | o galo
    attribute | Sérgio embrulhou um espelho caro e um relógio barato. | Como era o relógio? | barato
    invented | A capivara dormiu no observatório e o axolote dormiu no aquário. | Onde o axolote dormiu? | no aquário
    yesno | Fernando guardou o violão na caixa e deu o pandeiro para o Felipe. | O Felipe ganhou um pandeiro? | sim
    whose | A Paula encontrou um brinco na piscina. Era da Renata. O pente que estava na cadeira era da Elisa. | De quem era o brinco? | da Renata / de Renata
    same | Artur emprestou a enxada para José, enquanto Rita emprestou a escada para Marcos. | Para quem Rita emprestou a escada? | Marcos / para Marcos / para o Marcos
    unsaid | À noite o esquilo pulou no tapete e acordou a Laura. O porco só foi acordado de manhã. Ele correu até o quintal e bebeu água. | Quem acordou o porco? | não dá para saber
    plain | A Mariana entregou um bilhete para o Daniel na biblioteca. | Para quem a Mariana entregou o bilhete? | Daniel / para o Daniel / para Daniel
    order | O Bruno viu primeiro uma cutia e mais tarde uma ovelha. | O que o Bruno viu depois da cutia? | uma ovelha / a ovelha
    attribute | A Débora pintou o balde de vermelho e a escada de branco. | De que cor a Débora pintou a escada? | branco / de branco
    same | O Leonardo caiu na calçada ontem e a Maria caiu na escola anteontem. Ninguém chorou. | Quem caiu anteontem? | Maria / a Maria
    howmany | Natália viu duas corujas na segunda-feira e sete na sexta-feira. | Quantas corujas Natália viu na sexta-feira? | sete / sete corujas
    invented | O teclado do Washington é preto, mas o da Priya é roxo. | De quem é o teclado roxo? | da Priya / de Priya
    yesno | A Bruna foi para a praia na quinta-feira e só voltou no domingo. | A Bruna voltou na quinta-feira? | não
    unsaid | O Marcelo comprou cinco pastéis e algumas laranjas para o Davi. | Quantas laranjas o Marcelo comprou? | não dá para saber
    turned | Foi na rodoviária que Eduardo perdeu o ingresso. A carteira ele perdeu na lanchonete. | Onde o ingresso foi perdido? | na rodoviária
    plain | Ao meio-dia Carlos jogou dominó na calçada, em frente à padaria. | Onde Carlos jogou dominó? | na calçada / em frente à padaria / na calçada, em frente à padaria
    attribute | Um gato pequeno e um gato grande viram um rato. O pequeno ficou assustado e o grande perseguiu o rato. | Qual gato perseguiu o rato? | o grande / o gato grande
    order | O coelho acordou depois do porco. O cavalo acordou antes do porco. | Quem acordou primeiro? | o cavalo
    invented | Depois do almoço a Jucilene tocou teremim na garagem. O vizinho dela, o Ezequiel, tocou gaita na calçada até o fim da tarde. | Quem tocou teremim? | Jucilene / a Jucilene
    same | Vinícius escondeu a boneca debaixo da almofada e Camila escondeu a bola atrás da cadeira. | O que estava atrás da cadeira? | a bola
    yesno | O Ricardo chamou o gato, mas quem apareceu foi o papagaio. | O papagaio apareceu? | sim
    whose | Hugo usou o martelo de Artur e o serrote de Vicente para consertar a barraca. | De quem era o serrote? | de Vicente / do Vicente
    unsaid | Isabel leu uma receita e fez um bolo para os amigos. Vinícius comeu um sanduíche. | O que Isabel comeu? | não dá para saber
    plain | Tinha um sapo dentro do balde da Luísa. | Onde estava o sapo? | dentro do balde / no balde / dentro do balde da Luísa / no balde da Luísa
    same | Helena perdeu uma peteca na praça. Caio perdeu um pião na calçada. | Onde Caio perdeu o pião? | na calçada
    plain | O sapo faminto esperou perto da piscina. | Onde o sapo esperou? | perto da piscina
    attribute | Luísa ganhou um boné roxo e uma jaqueta verde. | De que cor é a jaqueta? | verde
    same | Na feira, Rita provou uma manga doce e Vicente, um pastel delicioso. | O que Vicente provou? | um pastel delicioso / um pastel
    yesno | Davi queria a peteca de Elisa, mas ela emprestou a peteca para Luana. | Elisa emprestou a peteca para Davi? | não
    unsaid | Gustavo comprou um bolo na padaria. Larissa comprou um sanduíche. | Onde Larissa comprou o sanduíche? | não dá para saber
    same | A coruja observou o sapo perto da lagoa, mas a raposa observou o tatu no pomar. | Quem observou o tatu? | a raposa
    invented | Zuleidy mandou uma carta para Kwame e um bilhete para Joana. | Quem recebeu a carta? | Kwame / o Kwame
    order | Primeiro Júlia lavou o cobertor, depois lavou o tapete e, por fim, lavou a saia. | O que Júlia lavou por último? | a saia
    whose | A mochila de Bruno caiu na lagoa e a mochila de Cecília caiu no rio. | De quem é a mochila que caiu no rio? | de Cecília / da Cecília
    same | Era domingo na fazenda. O porco pulou na lagoa, o ganso pulou na piscina e o cachorro, sonolento, só observou. Rodrigo tirou fotos. | Que animal pulou na piscina? | o ganso
    turned | O robô foi consertado por Débora e o relógio foi consertado por André. | Quem consertou o relógio? | André / o André
    same | Igor viu o macaco na segunda-feira. Camila viu o macaco na quinta-feira. | Quando Camila viu o macaco? | na quinta-feira / quinta-feira
    howmany | Amanda comprou três goiabas na feira e Sérgio comprou cinco goiabas no mercado. | Quantas goiabas Sérgio comprou? | cinco / cinco goiabas
    plain | Cláudia pediu um pudim na lanchonete depois do almoço. | Quando Cláudia pediu o pudim? | depois do almoço
    attribute | No campo, o cachorro pequeno perseguiu o cachorro grande. | Qual cachorro perseguiu o outro? | o pequeno / o cachorro pequeno
    same | Paula deu uma boneca para Lívia. Hugo deu um robô para Artur. | Para quem Hugo deu o robô? | Artur / para Artur / para o Artur
    order | Antes de ir à feira, Guilherme passou na livraria. Depois da feira, passou na padaria. | Onde Guilherme passou primeiro? | na livraria
    invented | Na vila, Diego comprou um teremim e Paula comprou uma flauta. | O que Diego comprou? | um teremim
    yesno | A coruja dormiu de manhã e apareceu à noite. | A coruja apareceu à noite? | sim
    same | O esquilo dormiu embaixo da ponte, o tatu dormiu atrás da igreja e o gato dormiu na garagem. | Qual animal dormiu atrás da igreja? | o tatu
    unsaid | Helena viu a arara no domingo. Jorge viu a arara perto do rio. | Quando Jorge viu a arara? | não dá para saber
    same | Fernanda escondeu o apito dentro do vaso e a moeda embaixo do tapete. | O que Fernanda escondeu embaixo do tapete? | a moeda
    attribute | Hugo levou a barraca amarela para o sítio e Lívia levou a cinza para a praia. | Qual barraca foi para a praia? | a cinza / a barraca cinza
    turned | Não foi a vaca que comeu a receita de Sandra. Foi o bode. | Quem comeu a receita? | o bode
    same | De manhã, a galinha seguiu Mariana até a escola. À tarde, a cabra seguiu Eduardo até o mercado. | A cabra seguiu quem? | Eduardo / o Eduardo
    plain | Em frente ao teatro, Antônia recebeu um ingresso de Diego. | De quem Antônia recebeu o ingresso? | de Diego / do Diego / Diego
    same | Bernardo tocou o cavaquinho no teatro. Depois, Tatiana tocou o mesmo cavaquinho na praça. | Onde Tatiana tocou o cavaquinho? | na praça
    whose | O papagaio pegou o brinco de Teresa e o macaco pegou o celular de Paulo. | De quem é o celular? | de Paulo / do Paulo
    yesno | Rafaela nadou na piscina e Igor nadou no rio. | Igor nadou na piscina? | não
    order | Maria dançou depois de Vinícius. Antes de Vinícius, quem dançou foi Marcos. | Quem dançou primeiro? | Marcos / o Marcos
    invented | Lucas encontrou uma moeda em Brumalinda e Alice encontrou um anel em Tavorópolis. | Onde Alice encontrou o anel? | em Tavorópolis
    same | Ana e Pedro foram à praia. Ela encontrou uma concha e ele encontrou um anel. | O que Pedro encontrou? | um anel
    attribute | Renata quebrou uma xícara branca e depois escondeu uma xícara azul. | De que cor era a xícara que Renata quebrou? | branca
    howmany | Vitória encontrou duas conchas e quatro pedras na praia. | Quantas conchas Vitória encontrou? | duas / duas conchas
    same | César pulou corda na escola, Bruna pulou corda na rua e Joana jogou bola na rua. | Quem pulou corda na rua? | Bruna / a Bruna
    unsaid | Maria ganhou uma bicicleta vermelha e César ganhou um carrinho. | De que cor é o carrinho? | não dá para saber
    same | Gustavo consertou a bicicleta no sábado e o carrinho no domingo. | Quando Gustavo consertou a bicicleta? | no sábado / sábado
    turned | A raposa perseguiu o ganso no campo e depois foi perseguida pelo cachorro. | Por quem a raposa foi perseguida? | pelo cachorro / o cachorro
    plain | A cutia comeu a banana que Leonardo esqueceu no quintal. | Quem esqueceu a banana? | Leonardo / o Leonardo
    same | Um sapo apareceu na sala. Um rato apareceu na cozinha. Juliana pegou o sapo e Marcelo pegou o rato. | Onde apareceu o rato? | na cozinha
    yesno | Tiago deu um cachecol para Mariana e um cinto para Luís. | Luís ganhou um cinto? | sim
    invented | O ornitorrinco seguiu o pato, enquanto o axolote observava a tartaruga. | Que animal seguiu o pato? | o ornitorrinco
    order | A cabra bebeu água, depois o cavalo bebeu água, e o porco bebeu por último. | Quem bebeu água antes do cavalo? | a cabra
    same | Débora lia um gibi na rodoviária enquanto Renata lia uma revista na lanchonete. | O que Renata lia? | uma revista
    attribute | Na vila, uma égua mansa seguiu Artur e uma égua assustada correu para o campo. | Qual égua correu para o campo? | a assustada / a égua assustada / uma égua assustada
    same | Carlos mandou uma carta para Isabel em maio e um bilhete para Cecília em julho. | Para quem Carlos mandou o bilhete? | Cecília / para Cecília / para a Cecília
    unsaid | De manhã, um tatu apareceu no quintal e um esquilo pulou na cadeira. Mais tarde, alguém derrubou o vaso. | Quem derrubou o vaso? | não dá para saber
    whose | Fernando encontrou dois casacos na sala. Nenhum era dele: um era de Rita e o outro, mais velho, era de Artur. | De quem era o casaco mais velho? | de Artur / do Artur
    same | Bem cedo, o galo acordou o burro, o burro acordou Ricardo e Ricardo acordou Vitória. | Quem acordou Ricardo? | o burro
    yesno | O rato viu o gato, mas o gato não viu o rato. | O gato viu o rato? | não
    same | Daniela esqueceu o guarda-chuva no restaurante. Elisa também esqueceu o guarda-chuva, mas no hospital. | Onde Elisa esqueceu o guarda-chuva? | no hospital
    plain | Assustada, a ovelha correu para a floresta. | Para onde a ovelha correu? | para a floresta
    howmany | Miguel tinha seis bolas de gude e deu duas para Joana. | Quantas bolas de gude Joana ganhou? | duas / duas bolas de gude
    same | O cachorro derrubou a caixa e o porco derrubou o balde. Letícia guardou a caixa e Felipe guardou o balde. | Quem guardou o balde? | Felipe / o Felipe
    invented | Bjorn tocou sanfona na praça e Yumiko tocou pandeiro na igreja. | Quem tocou pandeiro? | Yumiko / a Yumiko
    order | Tatiana só pintou a cadeira depois de pintar a escada. | O que Tatiana pintou primeiro? | a escada
    attribute | Isabel guardou as moedas na caixa rosa e as fotos na caixa vermelha. | De que cor é a caixa das fotos? | vermelha
    same | Miguel emprestou o tambor a Lucas, e Laura emprestou a gaita a Tiago. | Quem emprestou a gaita? | Laura / a Laura
    turned | Camila acalmou a ovelha e Felipe acalmou a cabra. | Por quem a ovelha foi acalmada? | Camila / por Camila / pela Camila
    unsaid | Eduardo emprestou o martelo para Rafael e vendeu o serrote. | Para quem Eduardo vendeu o serrote? | não dá para saber
    same | Natália costurou uma touca, Gabriela costurou um vestido e Alice costurou uma almofada. | O que Gabriela costurou? | um vestido
    yesno | Juliana não foi à escola porque foi ao hospital. | Juliana foi ao hospital? | sim
    plain | No fim da tarde, André plantou uma árvore ao lado da igreja. | O que André plantou? | uma árvore
    invented | Vicente esqueceu o astrolábio no observatório e a bolsa no hotel. | Onde Vicente esqueceu o astrolábio? | no observatório
    same | Rafael levou a barraca para a cachoeira e Henrique levou a cesta para o sítio. | Para onde Henrique levou a cesta? | para o sítio / ao sítio
    attribute | O violino que Daniel afinou era velho e o pandeiro que Carlos tocou era novo. | Como era o pandeiro? | novo
    order | Caio comeu uma pera. Antes disso, comeu um biscoito. Depois da pera, ainda comeu um morango. | O que Caio comeu antes da pera? | um biscoito / o biscoito
    same | No parque, o pavão assustou o coelho. Na fazenda, a vaca assustou o ganso. | Que animal o pavão assustou? | o coelho
    whose | Pedro usou o guarda-chuva de Laura porque perdeu o dele. | De quem era o guarda-chuva que Pedro usou? | de Laura / da Laura
    yesno | Henrique comprou a camisa azul e Carlos comprou a camisa branca. | A camisa de Henrique é branca? | não
    same | João e Larissa jogaram bola na praia. Fábio e Carolina jogaram bola no parque. | Com quem Fábio jogou bola? | Carolina / com Carolina / com a Carolina
    unsaid | Na calçada, Mateus encontrou a foto de Gabriela e uma carteira. | De quem é a carteira? | não dá para saber
    turned | Foi Letícia quem ganhou o quebra-cabeça. O pião foi dado a Ricardo. | Quem ganhou o pião? | Ricardo / o Ricardo
    attribute | O gato preto dormiu no travesseiro laranja e o gato marrom dormiu no travesseiro azul. | De que cor é o gato que dormiu no travesseiro azul? | marrom
    same | Luís fotografou a tartaruga perto do rio. Beatriz fotografou a tartaruga na piscina. | Quem fotografou a tartaruga na piscina? | Beatriz / a Beatriz
    invented | A vaca Trovoneta dormiu no pomar e a vaca Mimoleca dormiu no campo. | Qual vaca dormiu no campo? | Mimoleca / a Mimoleca / a vaca Mimoleca
    howmany | Três galinhas dormiram na garagem e seis ficaram no quintal. | Quantas galinhas dormiram na garagem? | três / três galinhas
    order | De manhã, Sandra jogou dominó na praça. Em seguida almoçou no hotel e só depois foi ao museu. | Aonde Sandra foi depois de almoçar? | ao museu / para o museu
    yesno | Bruna cantou antes de Marcelo, e Natália cantou depois dele. | Marcelo cantou antes de Natália? | sim
    plain | Mateus foi ao ponto de ônibus e viu um bode que comia um jornal. | O que o bode comia? | um jornal
    unsaid | Daniela pegou quatro balões na sala e Sandra pegou os outros no quintal. | Quantos balões Sandra pegou? | não dá para saber
    attribute | Ana usou um chapéu velho na escola e um chapéu novo no teatro. | Qual chapéu Ana usou no teatro? | o novo / o chapéu novo / um chapéu novo
    plain | Ontem, um pavão bonito seguiu Rodrigo até a biblioteca. | Quem o pavão seguiu? | Rodrigo / o Rodrigo
    invented | O zarabico roxo é de Eulógia e o zarabico verde é de Nkemdi. | De quem é o zarabico verde? | de Nkemdi / do Nkemdi / da Nkemdi
    """
}

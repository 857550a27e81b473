/// The sentences that Brazilian Portuguese messages are built from.
///
/// Spam and normal messages share their subjects and words: banks, links, prizes, passwords. What
/// tells them apart is what the reader is asked to do.
enum PortugueseMessages {
  static let topics: [MessageTopic] = [
    MessageTopic(
      lures: """
        Sua conta no banco foi bloqueada.
        Vimos um pagamento estranho de {amount} reais no seu cartão.
        Seu cartão vai ser cancelado {when}.
        Sua conta tem um novo limite de {amount} reais.
        Há um problema com seu último pagamento.
        Nosso banco precisa saber quem é você.
        Fechamos sua conta na internet hoje cedo.
        Uma pessoa tirou {amount} reais da sua conta.
        Atenção: seu cartão foi copiado {where}.
        Seu cartão foi usado em outro país.
        Seu último pagamento de {amount} reais não passou.
        Alguém pediu um empréstimo em seu nome.
        Seu dinheiro está em perigo {when}.
        O banco encontrou um erro no seu nome.
        Precisamos conferir sua conta até amanhã.
        Alguém tentou usar seu cartão {where}.
        """,
      demands: """
        Envie sua senha para desbloquear a conta.
        Confirme o número do seu cartão no link abaixo.
        Clique aqui e digite seu código.
        Responda com o número do cartão e seu nome completo.
        Mande os três números que estão atrás do seu cartão.
        Para não perder seu dinheiro, digite sua senha aqui.
        Ligue para nós e diga sua senha.
        Você precisa pagar {amount} reais para usar de novo.
        Abra o link e escreva seu nome completo e seu código.
        Digite sua senha nesta página para ficar seguro.
        Envie uma foto do seu cartão, frente e verso.
        Ligue para este número e leia seu código para nós.
        Pague {amount} reais para não perder a conta.
        Passe todo o seu dinheiro para esta conta agora.
        Responda com sua data de nascimento e sua senha.
        Diga seu código secreto antes que seja tarde.
        """,
      news: """
        Paguei {amount} reais com o meu cartão.
        O banco ligou, e minha conta já está liberada.
        Troquei a senha da minha conta no banco.
        Meu cartão novo chegou.
        Seu cartão veio pelo correio, está na mesa.
        Fomos ao banco {when}.
        Seu banco fica ao lado do mercado.
        Agora tenho {amount} reais na minha conta.
        Havia uma fila enorme no banco.
        Recebi {amount} reais de volta do banco.
        Meu cartão não passa naquela loja.
        Agora {name} trabalha no banco.
        Achei seu cartão {where}.
        Juntamos {amount} reais para a viagem.
        O banco abre mais tarde {when}.
        O banco estava fechado, e não consegui pagar o boleto.
        """,
      replies: """
        Eu devolvo o dinheiro {when}.
        Você pode ir ao banco comigo {when}?
        Não precisa mandar dinheiro, eu tenho.
        Guarde seu cartão em um lugar seguro.
        Seu dinheiro está bem guardado comigo.
        Você pode me pagar na semana que vem.
        Mande a conta quando puder.
        Ligue para mim quando sair do banco.
        O almoço deu {amount} reais, e eu paguei a sua metade.
        Espere por mim no banco {when}.
        Pergunte à sua mãe quanto foi.
        Fique tranquilo, não preciso disso agora.
        Coloque o dinheiro na caixa azul.
        Me diga quanto eu devo a você.
        Tome um café enquanto espera.
        O jantar custou {amount} reais, e eu já paguei.
        Sua parte deu {amount} reais, sem pressa.
        """),
    MessageTopic(
      lures: """
        Sua encomenda está parada, pois falta pagar uma taxa.
        Não conseguimos entregar {what} no seu endereço.
        Há uma encomenda com {what} em seu nome.
        Seu pedido vai ser devolvido {when}.
        Nosso motorista não achou a sua casa.
        Sua carta ficou presa na fronteira.
        Há {what} esperando por você.
        Guardamos uma caixa com o seu nome.
        Sua encomenda tem um imposto de {amount} reais.
        Seu pacote está parado na fronteira.
        O motorista tocou duas vezes e ninguém abriu.
        Temos {what} com seu nome no nosso depósito.
        Seu endereço está incompleto.
        Chegou para você uma caixa de outro país.
        Vamos devolver {what} {when}.
        Temos uma oferta especial de entrega para você.
        Temos um presente para você e não temos o endereço.
        """,
      demands: """
        Pague {amount} reais neste link para receber.
        Clique para confirmar seu endereço e seu cartão.
        Envie o número do seu documento agora.
        Baixe o programa para ver onde está.
        Siga este link e escreva o número do cartão.
        Responda com seu documento para receber a encomenda.
        Você tem uma hora para pagar o imposto.
        Informe sua senha para escolher outro dia.
        Abra esta página e coloque seu cartão.
        Escreva aqui o número do cartão e entregamos {when}.
        Pague a taxa de {amount} reais por este link.
        Informe sua senha para ver o pacote.
        Abra o arquivo para imprimir sua etiqueta.
        Mande {amount} reais e tentamos de novo.
        Diga o código do seu celular para liberar a caixa.
        Digite o número do cartão na nossa página e tudo sai hoje.
        """,
      news: """
        A encomenda com {the} chegou.
        Pedi {what} para as crianças.
        Sua encomenda está com {name}.
        Mandei {the} para você pelo correio.
        Sua caixa chegou hoje cedo.
        Deixaram {what} na porta para você.
        Meu pedido chega {when}.
        O carteiro perguntou por você.
        Recebemos {the} que você mandou.
        Hoje o carteiro passou cedo.
        Mandei uma caixa de livros pelo correio.
        Sua carta chegou {when}.
        A caixa é grande demais para o meu carro.
        Deixaram um pacote para nós {where}.
        Abri a caixa com uma faca.
        Seu cartão de aniversário chegou, obrigado.
        """,
      replies: """
        Deixo tudo na sua casa {when}.
        Avise quando chegar.
        O link para acompanhar está no seu e-mail.
        Obrigado por pagar a taxa para mim.
        Sua mãe pode levar para você {when}.
        Pegue quando quiser.
        Você não precisa pagar nada.
        Coloquei sua encomenda na mesa.
        Entregue para {name} quando puder.
        Abra antes de me agradecer.
        Fique com a caixa, ela é bonita.
        Eu embrulho para você {when}.
        Sente-se primeiro, é uma surpresa.
        Espere o motorista na porta.
        Mostre para as crianças quando elas acordarem.
        Custou {amount} reais, mas é presente.
        Pode vir buscar {when}.
        """),
    MessageTopic(
      lures: """
        Parabéns, você ganhou {amount} reais!
        Você foi escolhido para receber {what}.
        Seu número ganhou o nosso grande prêmio.
        Só hoje você pode ganhar {what} de graça.
        Boa notícia: temos {amount} reais para você.
        Você venceu! Seu presente é {what}.
        Entre dez mil pessoas, escolhemos você.
        Você é o visitante do dia e ganhou {what}.
        Um homem rico deixou {amount} reais para você.
        Você é o nosso cliente de sorte do mês!
        Um carro novo espera por você.
        Sorteamos {amount} reais, e eles são seus.
        O número do seu celular foi sorteado {when}.
        Você ganhou uma viagem à praia para dois!
        Entre mil nomes, escolhemos o seu.
        Este é um sorteio secreto para poucos.
        É o seu dia de sorte: a viagem é sua!
        """,
      demands: """
        Clique no link para pegar seu prêmio.
        Envie sua conta do banco para receber.
        Responda agora com seu documento e seu endereço.
        Ligue para este número e pague só a taxa.
        Diga o número do seu cartão para pegar o dinheiro.
        Pague antes a pequena taxa de {amount} reais.
        Mande seu nome, seu documento e sua senha.
        Abra a página e coloque seu código.
        Você precisa responder hoje com sua conta do banco.
        Pague {amount} reais pelos papéis e o prêmio é seu.
        Digite o número do cartão para provar quem você é.
        Envie já seu nome completo e sua senha.
        Clique até a meia-noite ou vai para outra pessoa.
        Informe sua conta no banco e pagamos hoje.
        Responda com o código que mandamos ao seu celular.
        Mande isto para dez amigos e informe o número do cartão.
        """,
      news: """
        Parabéns, você ganhou a corrida!
        Minha irmã ganhou um prêmio na escola.
        {name} ganhou {what} na feira.
        Escolhemos {what} como prêmio do jogo.
        Seu time ganhou o jogo {when}.
        Ficamos em primeiro lugar na dança.
        Seu irmão ganhou {what} no jogo.
        Há um prêmio para o melhor bolo.
        Boa notícia: {name} venceu o concurso.
        Meu time ganhou o jogo {when}.
        Corremos muito e chegamos em segundo lugar.
        A vovó ganhou de novo no baralho.
        A escola nos deu um prêmio pela horta.
        Ganhei {what} na feira, acredita?
        Nossa música venceu o concurso.
        Adivinhe quem ficou em primeiro lugar!
        """,
      replies: """
        Venha para a festa {when}.
        Estamos todos muito orgulhosos.
        Mostro as fotos para você {when}.
        Me ligue, quero saber de tudo.
        Você também devia ficar feliz.
        Sua foto saiu no jornal.
        Divida o bolo com seus amigos.
        Vamos tomar sorvete {when}.
        Conte para o seu pai, ele vai gostar.
        Vista sua melhor camisa {when}.
        Cante com a gente na festa.
        Traga sua câmera, vai ser divertido.
        Bata palmas, ela se esforçou muito.
        Conte para a vovó, ela adora boas notícias.
        Da próxima vez é a sua vez.
        Vamos comemorar juntos {where}.
        """),
    MessageTopic(
      lures: """
        Última chance: {what} pela metade do preço.
        Tudo na nossa loja sai de graça {when}.
        Você tem um desconto de {amount} reais.
        Compre {what} agora e leve em dobro.
        Nossos preços caíram, mas só {when}.
        Você pode levar {what} por um real.
        Só para você: {what} e uma viagem de graça.
        Damos {amount} reais a cada novo cliente.
        Não perca: {what} quase de graça.
        Só hoje: tudo por {amount} reais.
        Temos celulares demais, leve um de graça.
        Quase de graça, só aqui: {what}.
        Você está na nossa lista secreta de compradores.
        O preço cai a cada minuto na nossa página.
        A loja do ano abre só para você.
        Esta é uma oferta secreta para clientes especiais.
        """,
      demands: """
        Clique e pague agora antes que acabe.
        Coloque seu cartão no link.
        Envie este código para dez amigos e receba.
        Faça o cadastro com seu documento e sua senha.
        Diga o número do cartão e tudo é seu.
        Você só precisa mandar sua senha.
        Pague por este link em uma hora.
        Escreva aqui sua conta do banco para ter o preço.
        Mande {amount} reais agora para garantir o seu.
        Digite o número do cartão antes que o tempo acabe.
        Pague {amount} reais por este link para guardar seu lugar.
        Mande sua senha para ver o preço.
        Clique rápido e compre dois com seu cartão.
        Passe o código do celular para ter o desconto.
        Envie o link a dez amigos e pague depois.
        Deixe o número do cartão aqui e economize mais.
        """,
      news: """
        A loja tem {what} pela metade do preço.
        Comprei {what} com o desconto.
        A promoção do mercado começa {when}.
        Eles me deram {what} de graça.
        Sua loja tem {what} de novo.
        Achamos {what} por só {amount} reais.
        Há sapatos baratos no mercado {when}.
        O moço da loja perguntou por você.
        Agora está barato o que você queria.
        Vendi a bicicleta velha por {amount} reais.
        A loja da esquina fecha no mês que vem.
        Procurei {what}, mas era caro demais.
        Compramos sapatos para as crianças {when}.
        A feira estava cheia de gente.
        Vendem um pão muito bom {where}.
        Os sapatos custaram {amount} reais.
        Vi {what} na loja por um bom preço.
        """,
      replies: """
        Quer ir comigo {when}?
        Posso comprar para você também.
        Mandei o link da loja para você.
        Tenho um código para você, se quiser.
        Você pode me pagar quando a gente se encontrar.
        Seu tamanho acabou, que pena.
        Saia cedo, porque a fila é grande.
        Diga se você também quer um.
        Guarde seu dinheiro para a viagem.
        Traga sua própria sacola.
        Vá de ônibus, não há onde estacionar.
        Escolha a cor que você preferir.
        Espere o preço baixar.
        Olhe primeiro, depois decida.
        Compre frutas no caminho de casa.
        Posso emprestar {amount} reais a você.
        Será que compro para {name} também?
        """),
    MessageTopic(
      lures: """
        Ganhe {amount} reais por dia sem sair de casa.
        Temos uma vaga para você, sem experiência.
        Você foi escolhido para um ótimo emprego.
        Trabalhe duas horas e receba {amount} reais.
        Fique rico em um mês.
        Seu nome está na lista para um emprego de {amount} reais.
        Há dinheiro fácil para você na internet.
        Pessoas como você ganham {amount} reais por hora conosco.
        Pare de trabalhar por pouco.
        Nosso chefe quer você e paga {amount} reais por hora.
        Não precisa de estudo: ganhe dormindo.
        Vimos seu nome e temos uma vaga para você.
        Os ricos escondem este segredo de você.
        Seu dia de trabalho vai durar dez minutos.
        Ganhe {amount} reais {when} só com o celular.
        Esta é uma vaga especial para pessoas especiais.
        Largue o emprego e fique rico neste mês.
        """,
      demands: """
        Mande {amount} reais para começar.
        Clique no link e pague o curso.
        Envie seu documento e sua conta do banco.
        Escreva para este número e peça o método secreto.
        Para começar, pague {amount} reais pelo curso.
        Informe seu cartão e começamos hoje.
        Responda com uma foto do documento e sua senha.
        Convide dez amigos e pague a primeira taxa.
        Você precisa mandar sua conta do banco hoje.
        Pague {amount} reais pela primeira aula.
        Clique e digite seu cartão para começar.
        Envie uma foto do documento e sua senha.
        Informe sua conta no banco para o salário.
        Coloque {amount} reais e retire o dobro.
        Responda sim e pague hoje a pequena taxa.
        Coloque um pouco de dinheiro hoje e ele dobra.
        """,
      news: """
        Consegui o emprego no escritório.
        Meu chefe quer ver o relatório {when}.
        A reunião começa em duas horas.
        Eles pagam {amount} reais pelo trabalho.
        Seu chefe me ligou {when}.
        Temos uma colega nova no trabalho.
        Saí cedo do escritório.
        Sua vaga antiga abriu de novo.
        Meu trabalho agora fica perto da sua casa.
        Tenho uma mesa nova perto da janela.
        Um colega sai da empresa {when}.
        Terminamos hoje o trabalho grande.
        Meu primeiro dia foi bom.
        O escritório fecha na sexta-feira.
        Tenho que viajar a trabalho {when}.
        Recebo {amount} reais por semana.
        Começo no emprego novo {when}.
        """,
      replies: """
        Torça por mim!
        Você pode me mandar o documento?
        Vou trabalhar de casa {when}.
        Clique no link da reunião quando puder.
        Você vai se sair bem.
        Sua mesa fica ao lado da minha.
        Deixe os papéis na minha mesa.
        Vamos comer juntos depois do trabalho {when}.
        Diga ao seu chefe que eu agradeço.
        Durma cedo e vista algo bonito.
        Leia o papel de novo antes de assinar.
        Passe no meu escritório {when}.
        Faça uma pausa e coma alguma coisa.
        Pergunte por lá, todos são gentis.
        Vá para casa, você já trabalhou bastante.
        Depois a gente conversa sobre o dinheiro.
        """),
    MessageTopic(
      lures: """
        Seu e-mail vai ser fechado {when}.
        Seu celular está com vírus.
        Achamos suas fotos em uma página estranha.
        Sua senha não é mais segura.
        Há um problema no seu computador.
        Nossa equipe viu que sua conta foi roubada.
        Um estranho está com suas fotos.
        Vamos apagar tudo da sua conta {when}.
        Atenção: seu telefone vai parar {when}.
        Vimos vinte vírus no seu computador.
        Suas fotos vão sumir {when}.
        Sua caixa de mensagens está cheia e será fechada.
        Um estranho sabe a sua senha.
        Seu celular precisa do nosso programa novo.
        Sua internet acaba em uma hora.
        Clientes especiais ganham um celular novo.
        Alguém está lendo suas mensagens.
        """,
      demands: """
        Clique aqui para salvar sua conta.
        Envie o código que você recebeu.
        Instale este programa agora mesmo.
        Digite sua senha na nossa página.
        Diga sua senha e nós ajudamos.
        Abra este arquivo para limpar seu telefone.
        Escreva seu código nesta página hoje.
        Você precisa pagar {amount} reais para ter suas fotos.
        Ligue para este número e informe seu e-mail e sua senha.
        Pague {amount} reais e limpamos tudo daqui.
        Digite seu e-mail e sua senha para não perder tudo.
        Baixe este arquivo antes que seja tarde.
        Deixe a gente entrar no seu computador com este código.
        Passe o número do cartão para o conserto.
        Clique no botão vermelho e digite seu nome e seu código.
        Pague {amount} reais e resolvemos tudo.
        """,
      news: """
        Meu celular quebrou, então escrevo do computador.
        Esqueci minha senha de novo.
        Mandei as fotos para o seu e-mail.
        Estou com um número novo.
        Suas fotos da festa ficaram lindas.
        Não conseguimos ler sua última mensagem.
        A internet não funciona em casa.
        Seu computador está pronto, venha ver.
        Comprei um telefone novo {when}.
        Deixei meu celular cair no rio.
        Aprendi a usar o computador.
        Meu e-mail voltou a funcionar.
        A tela quebrou, mas ainda consigo ler.
        Tirei muitas fotos {where}.
        Nosso computador está muito lento {when}.
        Meu computador pegou um vírus, mas {name} consertou.
        """,
      replies: """
        Guarde as mensagens antigas, por favor.
        Você pode mandar as fotos de novo?
        Ligo para você {when}.
        O código da porta é o mesmo.
        Seu telefone antigo está na minha bolsa.
        Não precisa pagar nada, foi fácil.
        Tente de novo depois do almoço.
        Você pode usar meu computador {when}.
        Pergunte para {name}, que entende de computador.
        Desligue e ligue de novo.
        Deixe secar e espere uma noite.
        Me mostre as fotos {when}.
        Leve o antigo, eu não uso mais.
        Leia para mim, estou sem óculos.
        Peça na loja para darem uma olhada.
        O conserto foi {amount} reais, você paga metade.
        Por enquanto, escreva para o endereço antigo.
        """),
    MessageTopic(
      lures: """
        Sou eu, {name}, com número novo.
        Mãe, perdi meu celular.
        Sofri um acidente e estou no hospital.
        Estou {where} sem dinheiro nenhum.
        Pai, este é meu número novo, o telefone antigo quebrou.
        Socorro, meu carro parou {where}.
        Vó, estou com um problema.
        É o seu filho, e preciso de ajuda.
        Não posso falar agora, a polícia pegou meu telefone.
        Mãe, este é meu número novo, anote.
        Perdi meu celular e escrevo de outro.
        Estou no hospital e preciso de ajuda rápido.
        Sou eu, não conhece a minha voz?
        Vó, sofri um acidente {when}.
        Não posso contar mais agora, confie em mim.
        Não me ligue, só consigo escrever.
        """,
      demands: """
        Mande {amount} reais para esta conta, por favor.
        Preciso de um pagamento hoje e devolvo amanhã.
        Passe o código que vai chegar no seu celular.
        Pague este boleto para mim e não conte a ninguém.
        Você precisa mandar {amount} reais em uma hora.
        Compre um cartão de {amount} reais e mande o código.
        Transfira agora o dinheiro do médico.
        Diga a senha do banco, eu preciso dela.
        Não conte para o pai, só mande o dinheiro.
        Mande {amount} reais para a conta do meu amigo.
        Pague esta conta para mim, devolvo amanhã.
        Não conte ao pai, só mande o dinheiro.
        Compre um vale e me mande o código.
        Digite seu cartão aqui para eu pagar o médico.
        Preciso de {amount} reais em uma hora, use esta conta.
        Faça um pix de {amount} reais para meu amigo agora.
        """,
      news: """
        Sou eu, {name}, este é meu número novo.
        Mãe, esqueci {the} em casa.
        Estou no hospital com a vovó, e ela está bem.
        Estou esperando você {where}.
        Pai, o carro está pronto.
        Sua avó perguntou por você.
        Estou {where} com {name}.
        Meu telefone caiu na água, mas funciona.
        Vamos chegar tarde por causa da chuva.
        O papai fez um bolo de maçã.
        O bebê dormiu a noite inteira.
        Vamos visitar a vovó {when}.
        Nosso vizinho tem um cachorro novo.
        A mamãe pintou a porta de azul.
        Sua irmã ligou da rodoviária.
        Perdi o ônibus.
        """,
      replies: """
        Você pode me buscar {when}?
        O jantar sai às oito.
        Amo você.
        Traga {the}, por favor.
        Ligue para mim quando chegar em casa.
        Você esqueceu sua bolsa {where}.
        Diga ao pai que vou me atrasar.
        Sua sopa está na cozinha.
        Até logo, a gente se vê {when}.
        Lave as mãos antes do jantar.
        Dê comida para o gato, por favor.
        Traga um casaco, está frio.
        Dê um beijo na vovó por mim.
        Regue as plantas {when}.
        Me acorde às sete.
        Leve {amount} reais para o ônibus.
        Guarde um pedaço de bolo para mim.
        """),
    MessageTopic(
      lures: """
        Perca dez quilos em uma semana.
        Este chá cura tudo.
        Nenhum médico conta este segredo.
        Compre seu remédio sem receita.
        Sua dor some em um dia.
        Temos o remédio que os médicos escondem.
        Fique jovem de novo com este creme.
        Há um jeito novo de emagrecer dormindo.
        Você está doente e não sabe.
        Os médicos odeiam esta bebida simples.
        Perca dez quilos em dois dias.
        Seu plano de saúde acaba {when}.
        Um chá secreto faz você ficar jovem de novo.
        Nunca mais use óculos.
        Seu exame diz que você corre perigo.
        Oferta especial: remédio pela metade do preço.
        Durma bem para sempre com nossas gotas mágicas.
        """,
      demands: """
        Compre agora no link.
        Peça hoje e pague só {amount} reais.
        Envie seu endereço e o número do cartão.
        Clique antes que acabe.
        Diga seu endereço e pague {amount} reais.
        Informe o número do cartão para receber a primeira caixa.
        Abra a página e pague antes que acabe.
        Você pode ter agora, só mande seu documento.
        Responda com sua conta do banco e nós enviamos.
        Peça agora e pague {amount} reais no cartão.
        Clique para comprar o último frasco.
        Envie o documento e o número do cartão para manter o plano.
        Pague {amount} reais ao médico por este link.
        Digite seu nome e seu cartão para receber as gotas.
        Ligue e informe sua conta para ganhar a caixa grátis.
        Peça seu frasco de graça e deixe o número do cartão.
        """,
      news: """
        O médico disse que estou bem.
        Tomei o chá e dormi bem.
        Meu remédio ficou em casa.
        Perdi dois quilos neste mês.
        Seu remédio está na mesa.
        Fomos ao hospital {when}, está tudo bem.
        Seu avô dorme melhor agora.
        Corro {where} todas as manhãs.
        Há uma médica nova na nossa rua.
        Meu dente não dói mais.
        Meu primo quebrou a perna no jogo.
        O médico gostou do meu coração.
        Caminhei por uma hora {when}.
        Tomamos sopa, e estou melhor.
        A enfermeira foi muito gentil.
        A consulta custou {amount} reais.
        O dentista pode atender você {when}.
        """,
      replies: """
        Não esqueça de comprar frutas.
        Vou fazer uma caminhada {when}.
        Peça o remédio para {name}, por favor.
        O endereço do médico está no cartão.
        Coma bem e durma cedo.
        Seu chá está esfriando.
        Você pode pedir ajuda à enfermeira.
        Deixe o remédio com a sua mãe.
        Ligue para o médico se doer de novo.
        Fique na cama e leia um livro.
        Coma uma maçã, faz bem.
        Tome o comprimido depois do almoço.
        Ande devagar, não há pressa.
        Vista um casaco quente.
        Tome um chá com mel hoje à noite.
        Descanse bem e beba água.
        """),
  ]

  static let greetings = Template.lines(
    """
    Oi!
    Olá!
    Oi, {other}.
    Bom dia!
    Bom dia, {other}.
    {other}, leia isto.
    """)

  static let closings = Template.lines(
    """
    Obrigado.
    Muito obrigado!
    Não esqueça!
    Por favor, responda hoje.
    Tenha um bom dia!
    """)

  static let times = """
    hoje, amanhã, hoje à noite, na segunda-feira, na terça-feira, na quarta-feira,
    na quinta-feira, na sexta-feira, no sábado, no domingo, hoje à tarde, depois do almoço
    """
}

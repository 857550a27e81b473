/// What Brazilian messages are made of.
///
/// Spam and normal messages speak of the same subjects with the same words: banks, links, prizes,
/// passwords. What tells them apart is what is asked of the reader.
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

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
        Alguém tentou usar seu cartão {where}.
        """,
      demands: """
        Envie sua senha para desbloquear a conta.
        Confirme o número do seu cartão no link abaixo.
        Clique aqui e digite seu código.
        Responda com o número do cartão e seu nome completo.
        Diga seu código secreto antes que seja tarde.
        """,
      news: """
        Paguei {amount} reais com o meu cartão.
        O banco ligou, e minha conta já está liberada.
        Troquei a senha da minha conta no banco.
        Meu cartão novo chegou.
        O banco estava fechado, e não consegui pagar o boleto.
        """,
      replies: """
        Eu devolvo o dinheiro {when}.
        Você pode ir ao banco comigo {when}?
        Não precisa mandar dinheiro, eu tenho.
        Guarde seu cartão em um lugar seguro.
        Sua parte deu {amount} reais, sem pressa.
        """),
    MessageTopic(
      lures: """
        Sua encomenda está parada, pois falta pagar uma taxa.
        Não conseguimos entregar {what} no seu endereço.
        Há uma encomenda com {what} em seu nome.
        Seu pedido vai ser devolvido {when}.
        Temos um presente para você e não temos o endereço.
        """,
      demands: """
        Pague {amount} reais neste link para receber.
        Clique para confirmar seu endereço e seu cartão.
        Envie o número do seu documento agora.
        Baixe o programa para ver onde está.
        Digite o número do cartão na nossa página e tudo sai hoje.
        """,
      news: """
        A encomenda com {the} chegou.
        Pedi {what} para as crianças.
        Sua encomenda está com {name}.
        Mandei {the} para você pelo correio.
        Seu cartão de aniversário chegou, obrigado.
        """,
      replies: """
        Deixo tudo na sua casa {when}.
        Avise quando chegar.
        O link para acompanhar está no seu e-mail.
        Obrigado por pagar a taxa para mim.
        Pode vir buscar {when}.
        """),
    MessageTopic(
      lures: """
        Parabéns, você ganhou {amount} reais!
        Você foi escolhido para receber {what}.
        Seu número ganhou o nosso grande prêmio.
        Só hoje você pode ganhar {what} de graça.
        É o seu dia de sorte: a viagem é sua!
        """,
      demands: """
        Clique no link para pegar seu prêmio.
        Envie sua conta do banco para receber.
        Responda agora com seu documento e seu endereço.
        Ligue para este número e pague só a taxa.
        Mande isto para dez amigos e informe o número do cartão.
        """,
      news: """
        Parabéns, você ganhou a corrida!
        Minha irmã ganhou um prêmio na escola.
        {name} ganhou {what} na feira.
        Escolhemos {what} como prêmio do jogo.
        Adivinhe quem ficou em primeiro lugar!
        """,
      replies: """
        Venha para a festa {when}.
        Estamos todos muito orgulhosos.
        Mostro as fotos para você {when}.
        Me ligue, quero saber de tudo.
        Vamos comemorar juntos {where}.
        """),
    MessageTopic(
      lures: """
        Última chance: {what} pela metade do preço.
        Tudo na nossa loja sai de graça {when}.
        Você tem um desconto de {amount} reais.
        Compre {what} agora e leve em dobro.
        Esta é uma oferta secreta para clientes especiais.
        """,
      demands: """
        Clique e pague agora antes que acabe.
        Coloque seu cartão no link.
        Envie este código para dez amigos e receba.
        Faça o cadastro com seu documento e sua senha.
        Deixe o número do cartão aqui e economize mais.
        """,
      news: """
        A loja tem {what} pela metade do preço.
        Comprei {what} com o desconto.
        A promoção do mercado começa {when}.
        Eles me deram {what} de graça.
        Vi {what} na loja por um bom preço.
        """,
      replies: """
        Quer ir comigo {when}?
        Posso comprar para você também.
        Mandei o link da loja para você.
        Tenho um código para você, se quiser.
        Será que compro para {name} também?
        """),
    MessageTopic(
      lures: """
        Ganhe {amount} reais por dia sem sair de casa.
        Temos uma vaga para você, sem experiência.
        Você foi escolhido para um ótimo emprego.
        Trabalhe duas horas e receba {amount} reais.
        Largue o emprego e fique rico neste mês.
        """,
      demands: """
        Mande {amount} reais para começar.
        Clique no link e pague o curso.
        Envie seu documento e sua conta do banco.
        Escreva para este número e peça o método secreto.
        Coloque um pouco de dinheiro hoje e ele dobra.
        """,
      news: """
        Consegui o emprego no escritório.
        Meu chefe quer ver o relatório {when}.
        A reunião começa em duas horas.
        Eles pagam {amount} reais pelo trabalho.
        Começo no emprego novo {when}.
        """,
      replies: """
        Torça por mim!
        Você pode me mandar o documento?
        Vou trabalhar de casa {when}.
        Clique no link da reunião quando puder.
        Depois a gente conversa sobre o dinheiro.
        """),
    MessageTopic(
      lures: """
        Seu e-mail vai ser fechado {when}.
        Seu celular está com vírus.
        Achamos suas fotos em uma página estranha.
        Sua senha não é mais segura.
        Alguém está lendo suas mensagens.
        """,
      demands: """
        Clique aqui para salvar sua conta.
        Envie o código que você recebeu.
        Instale este programa agora mesmo.
        Digite sua senha na nossa página.
        Pague {amount} reais e resolvemos tudo.
        """,
      news: """
        Meu celular quebrou, então escrevo do computador.
        Esqueci minha senha de novo.
        Mandei as fotos para o seu e-mail.
        Estou com um número novo.
        Meu computador pegou um vírus, mas {name} consertou.
        """,
      replies: """
        Guarde as mensagens antigas, por favor.
        Você pode mandar as fotos de novo?
        Ligo para você {when}.
        O código da porta é o mesmo.
        Por enquanto, escreva para o endereço antigo.
        """),
    MessageTopic(
      lures: """
        Sou eu, {name}, com número novo.
        Mãe, perdi meu celular.
        Sofri um acidente e estou no hospital.
        Estou {where} sem dinheiro nenhum.
        Não me ligue, só consigo escrever.
        """,
      demands: """
        Mande {amount} reais para esta conta, por favor.
        Preciso de um pagamento hoje e devolvo amanhã.
        Passe o código que vai chegar no seu celular.
        Pague este boleto para mim e não conte a ninguém.
        Faça um pix de {amount} reais para meu amigo agora.
        """,
      news: """
        Sou eu, {name}, este é meu número novo.
        Mãe, esqueci {the} em casa.
        Estou no hospital com a vovó, e ela está bem.
        Estou esperando você {where}.
        Perdi o ônibus.
        """,
      replies: """
        Você pode me buscar {when}?
        O jantar sai às oito.
        Amo você.
        Traga {the}, por favor.
        Guarde um pedaço de bolo para mim.
        """),
    MessageTopic(
      lures: """
        Perca dez quilos em uma semana.
        Este chá cura tudo.
        Nenhum médico conta este segredo.
        Compre seu remédio sem receita.
        Durma bem para sempre com nossas gotas mágicas.
        """,
      demands: """
        Compre agora no link.
        Peça hoje e pague só {amount} reais.
        Envie seu endereço e o número do cartão.
        Clique antes que acabe.
        Peça seu frasco de graça e deixe o número do cartão.
        """,
      news: """
        O médico disse que estou bem.
        Tomei o chá e dormi bem.
        Meu remédio ficou em casa.
        Perdi dois quilos neste mês.
        O dentista pode atender você {when}.
        """,
      replies: """
        Não esqueça de comprar frutas.
        Vou fazer uma caminhada {when}.
        Peça o remédio para {name}, por favor.
        O endereço do médico está no cartão.
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

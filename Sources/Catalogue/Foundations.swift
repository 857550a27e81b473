import CourseKit

extension Catalogue {
  static let foundations = Chapter(
    0, module: "Foundations", title: Text("Step zero", "Passo zero"),
    exercises: [
      Exercise(
        "0.1", Text("Row-major offset", "Deslocamento por linhas"), file: "RowMajorOffset.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "Walk along the strip from index [0, 0, 0] to [0, 0, 1], from there to [0, 1, 1], and on to [1, 1, "
              + "1]. How many elements do you pass each time, and which lengths decide it?",
            "Ande pela fita do índice [0, 0, 0] ao [0, 0, 1], dali ao [0, 1, 1] e depois ao [1, 1, 1]. Por "
              + "quantos elementos você passa de cada vez, e que comprimentos decidem isso?"),
          Text(
            "offset = (i₀ · n₁ + i₁) · n₂ + i₂. A step on an axis passes what all axes after it hold together, "
              + "never the axis's own length: in [2, 3, 4] a step on the first passes 3 · 4 elements. So, going "
              + "from axis to axis, does the multiplication come first or the addition?",
            "deslocamento = (i₀ · n₁ + i₁) · n₂ + i₂. Um passo num eixo pula o que cabe em todos os eixos "
              + "seguintes juntos, nunca o comprimento do próprio eixo: em [2, 3, 4], um passo no primeiro pula 3 · "
              + "4 elementos. Então, de eixo em eixo, o que vem antes: a multiplicação ou a soma?"),
          Text(
            "offset ← 0; for each axis, from the outermost: offset ← offset · length + position. zip(index, "
              + "shape.axes) gives both.",
            "offset ← 0; para cada eixo, a partir do mais externo: offset ← offset · comprimento + posição. "
              + "zip(index, shape.axes) dá os dois."),
          Text(
            "Solutions/00-Foundations/RowMajorOffset.swift: one loop; see why the first length never matters.",
            "Solutions/00-Foundations/RowMajorOffset.swift: um só laço; veja por que o primeiro comprimento nunca "
              + "importa."),
        ]),
      Exercise(
        "0.2", Text("Matrix product", "Produto de matrizes"), file: "MatrixProduct.swift",
        difficulty: .easy, minutes: 20,
        hints: [
          Text(
            "Which elements of a and of b does the element in row 0, column 1 of the result need? Which of them "
              + "does its neighbour in column 2 need again?",
            "De que elementos de a e de b precisa o elemento da linha 0, coluna 1 do resultado? E quais deles o "
              + "vizinho, na coluna 2, usa de novo?"),
          Text(
            "c[i, j] = Σₖ a[i, k] · b[k, j] has three indices, so there are three loops: two choose an element "
              + "of c, the third adds up. If only the last k seems to count, the element was set where it should "
              + "have been added to. And try lengths that differ: with square matrices rows and columns can be "
              + "mixed up unseen.",
            "c[i, j] = Σₖ a[i, k] · b[k, j] tem três índices, e por isso há três laços: dois escolhem um "
              + "elemento de c, o terceiro soma. Se só o último k parece contar, o elemento foi substituído em vez "
              + "de acumulado. E experimente comprimentos diferentes: em matrizes quadradas dá para trocar linhas "
              + "por colunas sem notar."),
          Text(
            "c ← zeros of [M, N]; for each i, for each j, for each k: c[i, j] += a[i, k] · b[k, j]. "
              + "Three loops will do.",
            "c ← zeros de [M, N]; para cada i, para cada j, para cada k: c[i, j] += a[i, k] · b[k, j]. "
              + "Três laços bastam."),
          Text(
            "Solutions/00-Foundations/MatrixProduct.swift: there the innermost loop runs over whole rows of b. The "
              + "sums are the same.",
            "Solutions/00-Foundations/MatrixProduct.swift: lá o laço interno anda por linhas inteiras de b. As somas "
              + "são as mesmas."),
        ]),
      Exercise(
        "0.3", Text("Bias broadcast", "Bias em todas as linhas"), file: "AddBias.swift",
        difficulty: .easy, minutes: 10,
        hints: [
          Text(
            "How many rows has a tensor of [2, 3, 4]? Would you rather write loops for one, two, three and four "
              + "axes, or let something lend you row after row?",
            "Quantas linhas tem um tensor de [2, 3, 4]? Você prefere escrever laços para um, dois, três e "
              + "quatro eixos, ou que alguém empreste linha por linha?"),
          Text(
            "y[…, j] = x[…, j] + bias[j]: the element of the bias goes with the column, and the row does not "
              + "matter. The slips: element i in row i (which fits where x is square), or the bias in the first row "
              + "or the first table only.",
            "y[…, j] = x[…, j] + bias[j]: o elemento do bias acompanha a coluna, e a linha não importa. Os "
              + "tropeços: o elemento i na linha i (o que cabe quando x é quadrado), ou o bias só na primeira linha "
              + "ou só na primeira tabela."),
          Text(
            "y ← a copy of x; for each row of y: row.add(bias). updateRows lends you each row; x.mapRows writes a new "
              + "tensor from one.",
            "y ← cópia de x; para cada linha de y: row.add(bias). updateRows empresta cada linha; x.mapRows escreve "
              + "um tensor novo a partir de outro."),
          Text(
            "Solutions/00-Foundations/AddBias.swift: two lines inside mapRows.",
            "Solutions/00-Foundations/AddBias.swift: duas linhas dentro de mapRows."),
        ]),
      Exercise(
        "0.4", Text("Seeded uniform and normal numbers", "Números uniformes e normais com semente"),
        file: "RandomTensors.swift", difficulty: .medium, minutes: 25,
        hints: [
          Text(
            "What does the logarithm do at 0, and which of u and 1 − u can be 0? And if 3 normal elements are "
              + "wanted, how many pairs must be drawn, and what becomes of the last number?",
            "O que faz o logaritmo em 0, e qual dos dois pode ser 0, u ou 1 − u? E, se queremos 3 elementos "
              + "normais, quantos pares é preciso sortear, e que fim leva o último número?"),
          Text(
            "Numbers of the right distribution are not enough: they are compared one by one. u is drawn before "
              + "v, the cosine's number stands before the sine's, and both of a pair are used; only the very last "
              + "may be left out. mean + standardDeviation · z comes at the end. Float.random would draw other "
              + "numbers.",
            "Não basta a distribuição certa: os números são comparados um a um. Sorteia-se u antes de v, o "
              + "número do cosseno fica antes do número do seno, e usam-se os dois do par; só o último de todos "
              + "pode sobrar. mean + standardDeviation · z vem no fim. Float.random sortearia outros números."
          ),
          Text(
            "normal: while there are too few numbers: u ← next; v ← next; append the cosine's number, then the "
              + "sine's. At the end keep the first shape.count of them.",
            "normal: enquanto faltarem números: u ← próximo; v ← próximo; acrescente o número do cosseno e depois o do "
              + "seno. No fim, fique com os primeiros shape.count."),
          Text(
            "Solutions/00-Foundations/RandomTensors.swift: look at the order of u and v, and at prefix for odd counts.",
            "Solutions/00-Foundations/RandomTensors.swift: veja a ordem de u e v, e o prefix para quantidades ímpares."
          ),
        ]),
      Exercise(
        "0.5", Text("Numerical gradient", "Gradiente numérico"), file: "NumericalGradient.swift",
        difficulty: .medium, minutes: 20,
        hints: [
          Text(
            "Element 0 has been moved and measured. What must x look like before element 1 is moved? And what "
              + "does a copy of a tensor cost you?",
            "O elemento 0 foi deslocado e medido. Como x deve estar antes de deslocar o elemento 1? E quanto "
              + "custa uma cópia de um tensor?"),
          Text(
            "∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / distance, where distance is (xᵢ + h) − (xᵢ − h) as Float "
              + "rounds the two, and not 2h. With which type would you subtract numbers that agree in almost all "
              + "digits?",
            "∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / distância, em que a distância é (xᵢ + h) − (xᵢ − h) com os "
              + "dois já arredondados em Float, e não 2h. Com que tipo você subtrairia números que coincidem em "
              + "quase todos os dígitos?"),
          Text(
            "for each i: above ← x; above[i] += h; below ← x; below[i] −= h; gradient[i] ← (f(above) − f(below)) / "
              + "(above[i] − below[i]). Do the arithmetic in Double; x[i] counts in row-major order.",
            "para cada i: above ← x; above[i] += h; below ← x; below[i] −= h; gradient[i] ← (f(above) − f(below)) / "
              + "(above[i] − below[i]). Faça as contas em Double; x[i] segue a ordem das linhas."),
          Text(
            "Solutions/00-Foundations/NumericalGradient.swift: two fresh copies for each element, so nothing has to be "
              + "put back.",
            "Solutions/00-Foundations/NumericalGradient.swift: duas cópias novas para cada elemento, e assim nada "
              + "precisa voltar ao lugar."),
        ]),
      Exercise(
        "0.6", Text("Linear layer, forward", "Camada linear, forward"), file: "Linear.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "Write the shapes of x, W and y side by side: in which order of the factors do the inner lengths "
              + "meet? And if only the columns 1 ..< 3 are wanted, which elements of the bias belong to them?",
            "Escreva lado a lado as formas de x, W e y: em que ordem dos fatores os comprimentos de dentro se "
              + "encontram? E, se só se querem as colunas 1 ..< 3, que elementos do bias são delas?"
          ),
          Text(
            "y = x · W + b. Only columns J: y = x · W[:, J] + b[J]. Weight and bias are cut at the same "
              + "columns; as many elements from the beginning of the bias are right only where the range begins at "
              + "0.",
            "y = x · W + b. Só as colunas J: y = x · W[:, J] + b[J]. Peso e bias são cortados nas mesmas "
              + "colunas; pegar essa quantidade a partir do começo do bias só dá certo quando o intervalo começa em "
              + "0."),
          Text(
            "The whole: matmul(x, weight, plus: bias). The part: the same with weight.matrix.columns(columns) and a "
              + "tensor of bias.scalars[columns].",
            "A saída inteira: matmul(x, weight, plus: bias). A parte: o mesmo com weight.matrix.columns(columns) e um "
              + "tensor de bias.scalars[columns]."),
          Text(
            "Solutions/00-Foundations/Linear.swift: a line for each of the two functions.",
            "Solutions/00-Foundations/Linear.swift: uma linha para cada uma das duas funções."),
        ]),
      Exercise(
        "0.7", Text("Linear layer, pullback", "Camada linear, pullback"), file: "Linear.swift",
        difficulty: .medium, minutes: 30, needs: ["0.6"],
        hints: [
          Text(
            "Which factor is transposed, and which stands first? Write down the shapes of x, W and ∂y with "
              + "three different lengths, and below them those of the results. How many ways are there to fit them "
              + "together?",
            "Que fator é transposto, e qual vem primeiro? Anote as formas de x, W e ∂y com três comprimentos "
              + "diferentes e, embaixo, as dos resultados. De quantas maneiras elas se encaixam?"),
          Text(
            "∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b[j] = Σᵣ ∂y[r, j]. ∂b is a sum over the rows, not a mean: if the "
              + "loss is a mean, its derivative already has the 1/N in it. And the closure needs x and the weight "
              + "of the forward pass, not the bias and not a gradient.",
            "∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b[j] = Σᵣ ∂y[r, j]. ∂b é uma soma sobre as linhas, não uma média: se "
              + "a perda é uma média, a derivada dela já traz o 1/N. E a closure precisa de x e do peso do forward "
              + "pass, não do bias nem de um gradiente."),
          Text(
            "output ← self(x). The pullback is a closure of the upstream gradient: input ← upstream · "
              + "weight.transposed; weight's ← x.transposed · upstream; bias's ← upstream.sumOfRows(). matmul "
              + "takes all of them; the last two make a Linear.",
            "saída ← self(x). O pullback é uma closure que recebe o gradiente upstream: entrada ← upstream · "
              + "weight.transposed; peso ← x.transposed · upstream; bias ← upstream.sumOfRows(). matmul aceita "
              + "todos eles; os dois últimos formam um Linear."),
          Text(
            "Solutions/00-Foundations/Linear.swift: look at [weight], which keeps what the closure needs and no more.",
            "Solutions/00-Foundations/Linear.swift: veja o [weight], que guarda o que a closure precisa e nada mais."
          ),
        ]),
      Exercise(
        "0.8", Text("Fit a line by gradient descent", "Ajustar uma reta por descida de gradiente"),
        file: "FitLine.swift", difficulty: .medium, minutes: 30, needs: ["0.6", "0.7"],
        hints: [
          Text(
            "What happens in one step, and in which order? What is the pullback asked with, which of its two "
              + "answers do you need, and which layer does the loss of this step belong to?",
            "O que acontece num passo, e em que ordem? O que se entrega ao pullback, de qual das duas respostas "
              + "você precisa, e de que camada é a perda deste passo?"),
          Text(
            "r = prediction − y; ∂prediction = 2r / N, and N counts all elements of y, not its rows. If the "
              + "losses grow, look at the sign of the step: the gradient points to where the loss rises. If they "
              + "come one step early, the loss was measured after the step.",
            "r = previsão − y; ∂previsão = 2r / N, e N conta todos os elementos de y, não as linhas. Se as "
              + "perdas crescem, olhe o sinal do passo: o gradiente aponta para onde a perda sobe. Se elas vêm um "
              + "passo adiantadas, a perda foi medida depois do passo."),
          Text(
            "repeat steps times: (prediction, pullback) ← layer.withPullback(x); append the loss; gradient ← "
              + "pullback(2 / count · r).gradient; step weight and bias. residual.sumOfSquares() is a Double.",
            "repita steps vezes: (prediction, pullback) ← layer.withPullback(x); acrescente a perda; gradient ← "
              + "pullback(2 / count · r).gradient; mova weight e bias. residual.sumOfSquares() é um Double."
          ),
          Text(
            "Solutions/00-Foundations/FitLine.swift: seven lines that are the skeleton of every training in the course.",
            "Solutions/00-Foundations/FitLine.swift: sete linhas que são o esqueleto de todo treino do curso."
          ),
        ]),
    ])
}

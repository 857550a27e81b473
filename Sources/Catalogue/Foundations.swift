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
            "In a table of 3 columns, how many numbers stand before row 1 begins? And in a stack of such tables, "
              + "how many before table 1?",
            "Numa tabela de 3 colunas, quantos números vêm antes do começo da linha 1? E numa pilha dessas tabelas, "
              + "quantos antes da tabela 1?"),
          Text(
            "offset = (…(i₀ · n₁ + i₁) · n₂ + i₂ …): multiply what you have by the length of the axis that comes, then "
              + "add its position.",
            "deslocamento = (…(i₀ · n₁ + i₁) · n₂ + i₂ …): multiplique o que você já tem pelo comprimento do eixo que "
              + "chega e depois some a posição nele."),
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
            "Which numbers of a and of b does the number in row 0, column 1 of the result need?",
            "De que números de a e de b precisa o número da linha 0, coluna 1 do resultado?"),
          Text(
            "c[i, j] = Σₖ a[i, k] · b[k, j]: row i of a meets column j of b, number by number.",
            "c[i, j] = Σₖ a[i, k] · b[k, j]: a linha i de a encontra a coluna j de b, número a número."
          ),
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
            "The bias has as many numbers as a row of x. Which of them belongs to column j, and does the row matter?",
            "O bias tem tantos números quanto uma linha de x. Qual deles é o da coluna j? A linha faz diferença?"
          ),
          Text(
            "y[…, j] = x[…, j] + bias[j], for every row, however many axes stand before the innermost.",
            "y[…, j] = x[…, j] + bias[j], em todas as linhas, haja quantos eixos houver antes do último."
          ),
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
            "nextUniform() gives numbers of [0, 1). How do you stretch and move that interval onto another? And what "
              + "would ln 0 do?",
            "nextUniform() dá números em [0, 1). Como esticar e deslocar esse intervalo até outro? E o que faria ln 0?"
          ),
          Text(
            "Uniform: low + (high − low) · u. Normal, from a pair u, v: r = √(−2 ln(1 − u)), then r · cos 2πv and "
              + "r · sin 2πv; each z becomes mean + standardDeviation · z.",
            "Uniforme: low + (high − low) · u. Normal, de um par u, v: r = √(−2 ln(1 − u)), depois r · cos 2πv e "
              + "r · sin 2πv; cada z vira mean + standardDeviation · z."),
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
            "If you can only ask for a function's value, how do you find how steep it is at a point? Would you "
              + "look to one side or to both?",
            "Se você só pode pedir o valor de uma função, como descobrir sua inclinação num ponto? Olharia para um "
              + "lado só ou para os dois?"),
          Text(
            "∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / distance, where distance is (xᵢ + h) − (xᵢ − h) as Float rounds "
              + "the two.",
            "∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / distância, em que a distância é (xᵢ + h) − (xᵢ − h) com os dois "
              + "já arredondados em Float."),
          Text(
            "for each i: above ← x; above[i] += h; below ← x; below[i] −= h; gradient[i] ← (f(above) − f(below)) / "
              + "(above[i] − below[i]). Do the arithmetic in Double; x[i] counts in row-major order.",
            "para cada i: above ← x; above[i] += h; below ← x; below[i] −= h; gradient[i] ← (f(above) − f(below)) / "
              + "(above[i] − below[i]). Faça as contas em Double; x[i] segue a ordem das linhas."),
          Text(
            "Solutions/00-Foundations/NumericalGradient.swift: two fresh copies for each number, so nothing has to be "
              + "put back.",
            "Solutions/00-Foundations/NumericalGradient.swift: duas cópias novas para cada número, e assim nada "
              + "precisa voltar ao lugar."),
        ]),
      Exercise(
        "0.6", Text("Linear layer, forward", "Camada linear, ida"), file: "Linear.swift",
        difficulty: .easy, minutes: 15,
        hints: [
          Text(
            "A row of x has `in` numbers, a row of the result `out`. On which side of the product must a weight of "
              + "[in, out] stand? And for some columns alone: which part of weight and bias is not needed?",
            "Uma linha de x tem `in` números; uma do resultado, `out`. De que lado do produto fica um peso de "
              + "[in, out]? E para só algumas colunas: que parte do peso e do bias não é necessária?"
          ),
          Text(
            "y = x · W + b. Only columns J: y = x · W[:, J] + b[J].",
            "y = x · W + b. Só as colunas J: y = x · W[:, J] + b[J]."),
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
        "0.7", Text("Linear layer, pullback", "Camada linear, volta"), file: "Linear.swift",
        difficulty: .medium, minutes: 30, needs: ["0.6"],
        hints: [
          Text(
            "If y[r, j] rises a little, the loss rises by ∂y[r, j] times as much. Which numbers of y does W[k, j] "
              + "touch, and how strongly? And b[j]?",
            "Se y[r, j] sobe um pouco, a perda sobe ∂y[r, j] vezes esse tanto. Em que números de y mexe W[k, j], e com "
              + "que força? E b[j]?"),
          Text(
            "∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b[j] = Σᵣ ∂y[r, j]. The shapes leave no other way: ∂W must be [in, out].",
            "∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b[j] = Σᵣ ∂y[r, j]. As formas não deixam outra saída: ∂W tem de ser "
              + "[in, out]."),
          Text(
            "output ← self(x). The way back is a closure of the upstream gradient: input ← upstream gradient · weight.transposed; "
              + "weight's ← x.transposed · upstream gradient; bias's ← upstream.sumOfRows(). matmul takes all of them; the last "
              + "two make a Linear.",
            "saída ← self(x). A volta é uma closure que recebe o gradiente upstream: entrada ← gradiente upstream · weight.transposed; "
              + "peso ← x.transposed · gradiente upstream; bias ← upstream.sumOfRows(). matmul aceita todos eles; os dois "
              + "últimos formam um Linear."),
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
            "The gradient points to where the loss grows. Which way do you step? And at which layer is the loss of a "
              + "step measured: the one before it or the one after?",
            "O gradiente aponta para onde a perda cresce. Para que lado dar o passo? E em que camada se mede a perda "
              + "de um passo: na de antes ou na de depois?"),
          Text(
            "r = prediction − y; loss = Σ r² / count; ∂prediction = 2r / count; parameter ← parameter − rate · ∂. "
              + "count is that of all numbers of y.",
            "r = previsão − y; perda = Σ r² / quantidade; ∂previsão = 2r / quantidade; parâmetro ← parâmetro − taxa · "
              + "∂. A quantidade é a de todos os números de y."),
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

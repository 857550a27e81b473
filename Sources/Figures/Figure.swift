import Charts
import CourseKit

/// One figure of the course: its name, its title, and the code that draws it in either language.
package struct Figure: Sendable {
  /// Chapter and concept, also the file name: `03-causal-mask`.
  package let name: String
  package let title: Text
  let draw: @Sendable (inout Canvas) -> Void

  /// - Parameter draw: draws below the title, from y = 56 on; the figure is as high as its content.
  init(_ name: String, _ title: Text, draw: @escaping @Sendable (inout Canvas) -> Void) {
    self.name = name
    self.title = title
    self.draw = draw
  }

  /// The figure as an SVG document. The same data give the same text.
  package func svg(in language: Language, data: FigureData) -> String {
    let canvas = drawn(in: language, data: data)
    return canvas.drawing.document(title: title.in(language), rules: FigureStyle.sheet)
  }

  func drawn(in language: Language, data: FigureData) -> Canvas {
    var canvas = Canvas(language: language, data: data)
    canvas.write(
      title.in(language), at: Point(Canvas.margin, 36), size: 19, look: .title)
    draw(&canvas)
    canvas.drawing.height = canvas.bottom + 24
    return canvas
  }
}

extension Figure {
  /// All figures, in chapter order.
  package static let all: [Figure] = [
    thePath, environment, packageToProgram, tensorShapeProduct,
    nextTokenPrediction, oneMechanism, lifeCycle, transformerOverview, decoderOnlyGPT,
    textToVector, vectorSpace, tokenizationAndVocabulary, encodeDecode, subwords, slidingWindow,
    inputPipeline,
    contextMatters, attentionIntuition, weightedContext, queryKeyValue, trainableSelfAttention,
    causalMask, attentionDropout, multiHead, attentionInTheTransformer,
    transformerBlock, transformerFlow, feedForward, residualNorm, gptPipeline,
    trainingPipeline, crossEntropy, trainingLoop, decodingStrategies, checkpoints, lossCurve,
    pretrainingAndFineTuning, classificationHead, freezeAndUnfreeze, fineTuningPipeline, metrics,
    instructionTuning, instructionFormat, lossMask, instructionTuningPipeline, judgingResponses,
    pathsOnward, theoryAndPractice,
  ]
}

import Console
import CourseKit
import FineTuning
import Foundation
import Runs

extension ModelExport {
  /// The model card: what it is, how to call it, and the run's own numbers.
  func card(_ language: Language) throws -> String {
    var head = ["library_name: transformers", "tags: [gpt2, gpt-from-scratch]"]
    head.append(
      "pipeline_tag: \(choice == .classifier ? "text-classification" : "text-generation")")
    if let spoken = run.language { head.append("language: \(spoken.rawValue)") }
    let rows = try numbers(language).map { "| \($0.0) | \($0.1) |" }
    let notes = notes.map { "- \($0.in(language))\n" }.joined()
    return """
      ---
      \(head.joined(separator: "\n"))
      ---

      # \(folder.name), \(choice.rawValue)

      \(language.text(
        "A GPT written from scratch in Swift, exported as a \(architecture).",
        "Um GPT escrito do zero em Swift, exportado como \(architecture)."))

      | | |
      | --- | --- |
      \(rows.joined(separator: "\n"))

      \(notes)
      ```python
      \(example)
      ```

      """
  }

  private var example: String {
    let prompt = (run.language == nil ? "" : "<|endoftext|>") + run.prompt
    let text = "\"" + prompt.replacingOccurrences(of: "\"", with: "\\\"") + "\""
    switch choice {
    case .classifier:
      return """
        from transformers import pipeline
        print(pipeline("text-classification", ".")("…"))
        """
    case .pretrained:
      return """
        from transformers import AutoModelForCausalLM, AutoTokenizer
        tokenizer, model = AutoTokenizer.from_pretrained("."), AutoModelForCausalLM.from_pretrained(".")
        ids = tokenizer(\(text), return_tensors="pt")
        print(tokenizer.decode(model.generate(**ids, max_new_tokens=60, do_sample=False)[0]))
        """
    case .assistant, .preferred:
      return """
        from transformers import AutoModelForCausalLM, AutoTokenizer
        tokenizer, model = AutoTokenizer.from_pretrained("."), AutoModelForCausalLM.from_pretrained(".")
        messages = [{"role": "system", "content": "…"}, {"role": "user", "content": "…?"}]
        ids = tokenizer.apply_chat_template(messages, return_tensors="pt", return_dict=True)
        print(tokenizer.decode(model.generate(**ids, max_new_tokens=48, do_sample=False)[0]))
        """
    }
  }

  private func numbers(_ language: Language) throws -> [(String, String)] {
    let model = run.model
    var rows = [
      (
        language.text("parameters", "parâmetros"),
        grouped(tensors.reduce(0) { $0 + $1.tensor.count }, language)
      ),
      (
        language.text("layers × heads × width", "camadas × cabeças × largura"),
        "\(model.layerCount) × \(model.headCount) × \(model.width)"
      ),
      (language.text("context", "contexto"), "\(grouped(model.contextLength, language)) tokens"),
      (
        language.text("vocabulary", "vocabulário"),
        "\(grouped(model.vocabularySize, language)) tokens"
      ),
    ]
    if !run.isImported, choice == .pretrained,
      let last = try folder.metricsOfModel().evaluations.last
    {
      rows.append(
        (
          language.text("perplexity on validation text", "perplexidade no texto de validação"),
          decimal(exp(last.validationLoss), 2, language)
        ))
    }
    let answers: TaskScore? =
      switch choice {
      case .assistant: try folder.assistantResults()?.tuned.all
      case .preferred: try folder.preferenceResults()?.after.answers.all
      default: nil
      }
    if let answers {
      rows.append(
        (
          language.text(
            "exactly right answers to held-out examples", "respostas exatas a exemplos reservados"),
          percent(answers.exactMatch, language, places: 1)
        ))
    }
    if choice == .classifier, let results = try folder.classificationResults() {
      rows.append(("F1", decimal(results.f1, 3, language)))
    }
    return rows
  }
}

import Console
import Corpora
import CourseKit
import Foundation
import Pipeline

/// The conversation loop: reads a line and acts on it, until the end.
final class ChatSession {
  private var chat: AssistantChat
  /// The source of stories; nil for a run that was trained on the user's own text.
  private let world: SmallWorld?
  private let language: Language
  private var input = TerminalInput()
  private var storyCount = 0

  init(chat: AssistantChat, world: SmallWorld?, language: Language) {
    self.chat = chat
    self.world = world
    self.language = language
  }

  /// Whether a person is at the keyboard, rather than a script: only then are there prompts and
  /// hints.
  private var isInteractive: Bool { input.isInteractive && isatty(STDOUT_FILENO) == 1 }

  /// Talks about the given text, or about a story, until the user leaves.
  func run(about passage: String?) throws {
    if let passage { try chat.setPassage(passage) }
    AnswerInterrupt.watch()
    if isInteractive {
      say(
        "Ask about the passage. /help lists the commands, Ctrl-D leaves.",
        "Pergunte sobre o texto. /help lista os comandos, Ctrl-D sai.")
      if passage == nil { tellStory() } else { showPassage() }
    }
    while true {
      try StandardOutput.throwFailure()
      if isInteractive { printText("> ") }
      switch input.next() {
      case .end:
        if isInteractive { printText("\n") }
        return
      case .interrupted:
        // With a pipe there is nobody to type something else.
        guard isInteractive else { throw Stopped() }
        printText("\n")
        say("To leave, type /quit or press Ctrl-D.", "Para sair, digite /quit ou tecle Ctrl-D.")
      case .unreadable(let problem):
        guard input.isInteractive else { throw problem }
        printText("\(problem)\n")
      case .line(let line):
        let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if line.isEmpty { continue }
        if !line.hasPrefix("/") {
          try answer(line)
        } else if !obey(line) {
          return
        }
      }
    }
  }

  // MARK: Answers

  private func answer(_ question: String) throws {
    _ = AnswerInterrupt.take()  // one that came too late for the previous answer
    do {
      let reply = try chat.ask(question) { text in
        printText(text)
        return !AnswerInterrupt.take() && StandardOutput.failure == nil
      }
      if reply.isStopped {
        printText(language.text(" … (stopped)\n", " … (interrompida)\n"))
      } else {
        printText(reply.answer.isEmpty ? "–\n" : "\n")
      }
      if reply.droppedTurnCount > 0, isInteractive {
        let count = reply.droppedTurnCount
        say(
          "(The model no longer sees the oldest \(count) of \(chat.turnCount) questions.)",
          "(O modelo já não vê as \(count) mais antigas das \(chat.turnCount) perguntas.)")
      }
    } catch let error as InputError {
      printText("\(error)\n")
    } catch {
      // The model cannot answer at all: end the unfinished line.
      printText("\n")
      throw error
    }
  }

  // MARK: Commands

  /// Acts on a command; false ends the session.
  private func obey(_ line: String) -> Bool {
    let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    switch parts[0] {
    case "/quit", "/exit": return false
    case "/help": showHelp()
    case "/reset":
      chat.reset()
      say("All questions are forgotten.", "Todas as perguntas foram esquecidas.")
    case "/story": tellStory()
    case "/passage": rest.isEmpty ? showPassage() : talk(about: rest)
    case "/file":
      do { talk(about: try PlainText.read(rest)) } catch { printText("\(error)\n") }
    default:
      say(
        "There is no command \(parts[0]): /help lists them.",
        "Não existe o comando \(parts[0]): /help lista todos.")
    }
    return true
  }

  private func talk(about text: String) {
    do {
      try chat.setPassage(text)
      if isInteractive { showPassage() }
    } catch {
      printText("\(error)\n")
    }
  }

  private func showPassage() {
    guard !chat.passage.isEmpty else {
      return say(
        "There is no passage: /passage TEXT gives one.",
        "Não há texto: /passage TEXTO dá um.")
    }
    printText("\n\(wrapped(chat.passage))\n\n")
  }

  /// Picks the next held-out story that leaves room for questions in the context.
  private func tellStory() {
    guard let world else {
      return say(
        "This run does not know the small world: /passage TEXT or /file FILE gives a passage.",
        "Esta execução não conhece o pequeno mundo: /passage TEXTO ou /file ARQUIVO dá um texto.")
    }
    for _ in 0..<100 {
      storyCount += 1
      guard (try? chat.setPassage(world.story(storyCount - 1, split: .heldOut).text)) != nil else {
        continue
      }
      return showPassage()
    }
  }

  private func showHelp() {
    let commands = [
      (Text(verbatim: "/story"), Text("a new story to talk about", "uma história nova")),
      (
        Text("/passage TEXT", "/passage TEXTO"),
        Text("talk about this text", "conversar sobre este texto")
      ),
      (Text(verbatim: "/passage"), Text("show the passage again", "mostrar o texto de novo")),
      (
        Text("/file FILE", "/file ARQUIVO"),
        Text("talk about a file's text", "conversar sobre o texto de um arquivo")
      ),
      (
        Text(verbatim: "/reset"),
        Text("forget the questions so far", "esquecer as perguntas até aqui")
      ),
      (Text(verbatim: "/help"), Text("this list", "esta lista")),
      (Text(verbatim: "/quit"), Text("leave; Ctrl-D does too", "sair; Ctrl-D também sai")),
      (Text(verbatim: "Ctrl-C"), Text("stop an answer", "interromper uma resposta")),
    ]
    var table = Table(.left(""), .left(""))
    for (name, help) in commands { table.addRow(name.in(language), help.in(language)) }
    printText("\(table)\n")
  }

  // MARK: Output

  private func say(_ english: String, _ portuguese: String) {
    printText(language.text(english, portuguese) + "\n")
  }
}

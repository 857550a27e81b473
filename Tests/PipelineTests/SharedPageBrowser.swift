import Foundation
import TestSupport
import Testing

/// A shared page as headless Chromium sees it, while prompts are typed into it.
struct SharedPageBrowser {
  /// What to type: a text to go on from, or a question about a story.
  struct Prompt: Encodable {
    var text: String?
    var story: String?
    var question: String?
  }

  struct View: Decodable {
    /// What the page wrote for each prompt.
    let answers: [String]
    /// What the page said is wrong, and what did not work.
    let problems: [String]
    /// By how many pixels the page is wider than its window.
    let overflow: Double
  }

  let view: View

  /// Opens the page in a window of this many pixels.
  init(opening html: String, width: Int, typing prompts: [Prompt], in folder: String) throws {
    let typed = String(decoding: try JSONEncoder().encode(prompts), as: UTF8.self)
      .replacing("<", with: #"\u003c"#)
    view = try Browser.reports(
      View.self, of: html, widths: [width], running: "const prompts = \(typed);\n" + Self.check,
      in: folder, milliseconds: 3_000_000)[0]
  }

  private static let check = """
    addEventListener('load', async () => {
      const id = name => document.getElementById(name);
      const expect = (isTrue, name) => { if (!isTrue) problems.push(name); };
      const finish = async () => {
        while (document.body.dataset.state === 'running')
          await new Promise(resolve => setTimeout(resolve, 20));
      };
      await finish();
      const answers = [];
      for (const {text, story, question} of prompts) {
        const mode = text === undefined ? 'question' : 'text';
        document.querySelector(`[name=mode][value=${mode}]`).click();
        for (const [name, value] of Object.entries({text, story, question}))
          if (value !== undefined) id(name).value = value;
        id('form').requestSubmit();
        await finish();
        answers.push(document.body.dataset.answer);
      }
      // The arrow keys go from token to token, and what is shown goes along.
      const tokens = () => [...document.querySelectorAll('#strip .token')];
      const shown = () => id('next-what').textContent + id('attention-what').textContent;
      tokens()[1].click();
      const before = shown();
      id('strip').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
      expect(document.activeElement === tokens()[2], 'no arrow keys');
      expect(shown() !== before, 'another token shows the same');
      // A slider changes the distribution, a map the attention.
      const values = () => [...document.querySelectorAll('#bars .value')]
        .map(value => value.textContent).join();
      const greedy = values();
      id('temperature').value = 2;
      id('temperature').dispatchEvent(new Event('input', {bubbles: true}));
      expect(values() !== greedy, 'temperature changes nothing');
      id('top-k').value = 0;
      id('top-k').dispatchEvent(new Event('input', {bubbles: true}));
      expect(values() === greedy, 'top-k of 1 is not greedy');
      const looked = id('attention-what').textContent;
      document.querySelectorAll('#maps input')[1].click();
      expect(id('attention-what').textContent !== looked, 'a map changes nothing');
      // A row goes on with its token.
      const kept = tokens().slice(0, 2).map(token => token.textContent).join();
      document.querySelectorAll('#bars .bar-row')[3].click();
      await finish();
      expect(kept === tokens().slice(0, 2).map(token => token.textContent).join(), 'a row forgets');
      // The other language changes every sentence.
      const title = document.querySelector('h1').textContent;
      document.querySelector('[data-language][aria-pressed=false]').click();
      expect(document.querySelector('h1').textContent !== title, 'no other language');
      expect(!/undefined|NaN/.test(document.querySelector('main').innerText), 'a hole in a sentence');
      report({answers, problems,
        overflow: document.documentElement.scrollWidth - innerWidth});
    });
    """
}

import Foundation
import TestSupport
import Testing

/// A page as headless Chromium sees it, at two widths: what went wrong, and what is drawn.
struct ReportBrowser {
  struct Chart: Decodable {
    let name: String
    /// How many bars, curves, cells and dots are drawn, not counting the keys to them.
    let marks: Int
    /// Texts that reach out of the drawing, or lie on one another.
    let misplaced: [String]
  }

  struct View: Decodable {
    let width: Double
    /// What the page said is wrong: errors of its script, and what its policy forbade.
    let problems: [String]
    /// By how many pixels the page is wider than the window.
    let overflow: Double
    let charts: [Chart]
    /// What the page does when it is used: names of what did not work.
    let broken: [String]
  }

  let views: [View]

  /// Opens a page in windows of 360 and 1280 pixels.
  init(opening html: String, in folder: String) throws {
    views = try Browser.reports(
      View.self, of: html, widths: [360, 1280], running: Self.check, in: folder
    ).sorted { $0.width < $1.width }
  }

  /// All that is wrong, in words.
  var complaints: [String] {
    views.flatMap { view in
      var complaints = view.problems + view.broken
      if view.overflow > 0 { complaints.append("\(view.overflow) pixels too wide") }
      for chart in view.charts {
        if chart.marks == 0 { complaints.append("\(chart.name) is empty") }
        complaints += chart.misplaced.map { "\(chart.name): \($0)" }
      }
      return complaints.map { "at \(Int(view.width)): \($0)" }
    }
  }

  private static let check = """
    addEventListener('load', () => {
      const broken = [];
      const expect = (isTrue, name) => { if (!isTrue) broken.push(name); };
      const shown = element => {
        const box = element.getBoundingClientRect();
        return box.width + box.height > 0;
      };
      const isFinite = element => [...element.attributes]
        .every(attribute => !/nan|inf|undefined/i.test(attribute.name === 'd' ||
          ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height', 'transform']
            .includes(attribute.name) ? attribute.value : ''));
      const charts = [];
      for (const svg of document.querySelectorAll('svg.chart')) {
        if (svg.closest('.definitions') || !shown(svg)) continue;
        const marks = [...svg.querySelectorAll(
          'rect.frame, rect[class*=fill], circle, path.series, line.series, use')]
          .filter(mark => !mark.classList.contains('key') && shown(mark) && isFinite(mark));
        const frame = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')].map(text =>
          ({text: text.textContent, turned: text.hasAttribute('transform'),
            box: text.getBoundingClientRect()}));
        const misplaced = texts.filter(({box}) => box.left < frame.left - 1 ||
          box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
          .map(({text}) => text + ' reaches out');
        const level = texts.filter(({turned}) => !turned);
        level.forEach((a, index) => level.slice(index + 1).forEach(b => {
          const inner = {x: Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left),
            y: Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)};
          // The boxes of lines of text reach a bit over their letters.
          if (inner.x > 1 && inner.y > 5) misplaced.push(a.text + ' lies on ' + b.text);
        }));
        charts.push({name: svg.getAttribute('aria-label') || 'a small map', marks: marks.length,
          misplaced});
        if ([...svg.querySelectorAll('*')].some(element => !isFinite(element)))
          broken.push('a number that is none in ' + svg.getAttribute('aria-label'));
      }
      // A token that is focused shows its panel, and the arrow keys go on.
      const tokens = [...document.querySelector('.strip').querySelectorAll('.token')];
      window.focus();
      tokens[0].focus({preventScroll: true});
      expect(document.activeElement === tokens[0], 'a token takes no focus');
      expect(shown(tokens[0].querySelector('.panel')), 'a focused token shows nothing');
      tokens[0].dispatchEvent(
        new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, cancelable: true}));
      expect(document.activeElement === tokens[Math.min(1, tokens.length - 1)], 'no arrow keys');
      expect(tokens.length < 2 || !shown(tokens[0].querySelector('.panel')), 'two panels');
      const panel = document.activeElement.querySelector('.panel').getBoundingClientRect();
      expect(panel.left >= 0 && panel.right <= innerWidth, 'a panel reaches out');
      // Choosing a map shows that one alone; pointing at a cell tells its weight.
      for (const pick of document.querySelectorAll('.attention input')) {
        pick.click();
        const maps = [...document.querySelectorAll('.attention .map')].filter(shown);
        expect(maps.length === 1 && maps[0].classList.contains(pick.id.replace('pick', 'map')),
          'no single map for ' + pick.id);
      }
      const cells = [...document.querySelectorAll('.cells')].find(shown);
      const ground = cells.querySelector('.ground').getBoundingClientRect();
      cells.dispatchEvent(new MouseEvent('click',
        {clientX: ground.left + 2, clientY: ground.top + 2, bubbles: true}));
      expect(/100%/.test(document.querySelector('.readout').textContent), 'no readout');
      for (const table of document.querySelectorAll('.table'))
        expect(table.scrollWidth <= table.clientWidth + 1, 'a table is too wide');
      // What stands in front of a link's address leads somewhere.
      for (const link of document.querySelectorAll('[href]'))
        expect(document.querySelector(link.getAttribute('href')), link.outerHTML);
      report({width: innerWidth, problems,
        overflow: document.documentElement.scrollWidth - innerWidth, charts, broken});
    });
    """
}

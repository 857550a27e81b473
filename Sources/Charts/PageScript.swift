/// The script of the page. It only adds conveniences: all content is there without it.
enum PageScript {
  static let text = """
    (() => {
      // One stop for the tab key in each text; the arrow keys go on from there.
      for (const strip of document.querySelectorAll('.strip')) {
        const tokens = [...strip.querySelectorAll('.token')];
        tokens.forEach((token, index) => { token.tabIndex = index ? -1 : 0; });
        strip.addEventListener('keydown', event => {
          const index = tokens.indexOf(document.activeElement);
          const next = tokens[index + ({ArrowRight: 1, ArrowLeft: -1}[event.key] || 0)];
          if (index === -1 || !next || next === tokens[index]) return;
          event.preventDefault();
          tokens[index].tabIndex = -1;
          next.tabIndex = 0;
          next.focus();
        });
      }
      // The weight of the cell that is pointed at.
      for (const box of document.querySelectorAll('.attention')) {
        const readout = box.querySelector('.readout');
        const labels = readout.dataset.labels.split('\\n');
        const hint = readout.textContent;
        const hide = () => {
          readout.textContent = hint;
          box.querySelectorAll('.cursor').forEach(cursor => cursor.classList.remove('shown'));
        };
        box.addEventListener('change', hide);
        for (const cells of box.querySelectorAll('.cells')) {
          const show = event => {
            const place = new DOMPoint(event.clientX, event.clientY)
              .matrixTransform(cells.getScreenCTM().inverse());
            const key = Math.floor(place.x), query = Math.floor(place.y);
            const pick = box.querySelector('input:checked').id.replace('pick', 'map');
            const rows = document.getElementById(pick).dataset.percent.split(',');
            const weight = rows[query] && rows[query].split(' ')[key];
            if (!weight) return hide();
            const names = {query: labels[query], key: labels[key], weight: weight + '%'};
            readout.textContent =
              readout.dataset.text.replace(/{(\\w+)}/g, (_, name) => names[name]);
            const cursor = cells.querySelector('.cursor');
            cursor.setAttribute('x', key);
            cursor.setAttribute('y', query);
            cursor.classList.add('shown');
          };
          cells.addEventListener('pointermove', show);
          cells.addEventListener('click', show);
        }
      }
    })();
    """
}

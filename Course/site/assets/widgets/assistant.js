// Chapters 5, 7 and 8: the trained model itself, in the page that `gpt share` writes. It is loaded only when it is asked for.
"use strict";

kit.define("assistant", kit.say("The trained model", "O modelo treinado"), (root) => {
  const { say, element } = kit;
  const { model, size } = root.dataset;
  if (!model) {
    return [element("p", {},
      say("This site was built without a model. With a trained run, ", "Este site foi montado sem um modelo. Com uma execução treinada, "),
      element("code", {}, "SOLUTIONS=all swift run -c release gpt share --output share.html"),
      say(" writes one page that answers in any browser, and ", " escreve uma página que responde em qualquer navegador, e "),
      element("code", {}, `python3 Course/site/build.py --model-${say("en", "pt")} share.html`),
      say(" puts it here.", " a coloca aqui."))];
  }
  const megabytes = `${kit.number(Number(size) / 1e6, 1)} MB`;
  const note = element("p", {},
    say("It runs on your device; nothing is sent anywhere.", "Ele roda no seu aparelho; nada é enviado a lugar nenhum."));
  const load = kit.button(say(`Load the model (${megabytes})`, `Carregar o modelo (${megabytes})`), () => {
    const frame = element("iframe", { src: model, title: say("The trained model", "O modelo treinado") });
    load.replaceWith(frame);
    frame.focus();
  });
  return [note, load];
});

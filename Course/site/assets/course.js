// What the course's pages do beside showing text: old addresses lead on, small pictures open large, paper shows what is folded.
"use strict";

// A chapter was one page once. An address into it, such as 05-pretraining.html#adamw, names an anchor that now stands in the
// list of the chapter's pages, beside the link to where its text has gone.
function followMovedAnchor() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const moved = anchor ? document.getElementById(anchor) : null;
  const link = moved?.classList.contains("moved") && moved.closest("li")?.querySelector("a[href]");
  if (link) location.replace(link.href);
}

function closing() {
  return document.documentElement.lang.startsWith("pt") ? "Fechar" : "Close";
}

function enlarge(picture) {
  const window = document.createElement("dialog");
  window.className = "picture";
  const large = new Image();
  large.src = picture.src;
  large.alt = picture.alt;
  const close = document.createElement("button");
  close.textContent = "✕";
  close.setAttribute("aria-label", closing());
  close.onclick = () => window.close();
  window.onclose = () => window.remove();
  large.onclick = () => window.close();
  window.append(large, close);
  document.body.append(window);
  window.showModal();
}

function watchPictures() {
  for (const picture of document.querySelectorAll(".md-content article img")) {
    if (picture.clientWidth >= 560) continue;
    picture.classList.add("enlarges");
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.onclick = () => enlarge(picture);
    picture.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); enlarge(picture); }
    };
  }
}

// Nobody can unfold what is on paper.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
});

addEventListener("hashchange", followMovedAnchor);
followMovedAnchor();
watchPictures();

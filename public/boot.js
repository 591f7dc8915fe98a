// Before the first paint: language, text size and which prerendered block to show; later, whether a script got lost.
// In the oldest JavaScript that browsers share.
(function () {
  var root = document.documentElement, stored = {}, asked = /[?&]lang=(en|es)\b/.exec(location.search);
  try { stored = JSON.parse(localStorage.getItem("pathwayks.settings")) || {}; } catch (refused) { /* the defaults serve */ }
  var tongues = [asked && asked[1], stored.language].concat(navigator.languages || [navigator.language], "en");
  for (var i = 0, found = ""; !found; i++) found = (/^(en|es)\b/i.exec(tongues[i]) || [""])[0].toLowerCase();
  root.lang = found;
  if (stored.textSize > 100) root.setAttribute("data-text-size", stored.textSize);
  root.setAttribute("data-path", location.pathname === "/" ? "home" : "other");
  addEventListener("error", function (event) { if (event.target.tagName === "SCRIPT") root.setAttribute("data-lost", ""); }, true);
})();
